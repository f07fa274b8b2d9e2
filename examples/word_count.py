"""Counts the words of text files and prints the most frequent ones.

Usage: word_count.py [--top N] [--min-length N] FILE [FILE ...]
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


@dataclass(frozen=True)
class Summary:
    """What was found in one text."""

    lines: int
    words: int
    characters: int
    counts: Counter[str]

    @property
    def distinct(self) -> int:
        return len(self.counts)

    @property
    def average_length(self) -> float:
        if self.words == 0:
            return 0.0
        letters = sum(len(word) * count for word, count in self.counts.items())
        return letters / self.words


def words_of(text: str) -> Iterator[str]:
    """Yields the words of a text in lower case, in their order."""
    for match in WORD.finditer(text):
        yield match.group().lower()


def summarize(text: str) -> Summary:
    counts = Counter(words_of(text))
    return Summary(
        lines=len(text.splitlines()),
        words=sum(counts.values()),
        characters=len(text),
        counts=counts,
    )


def merge(summaries: Iterable[Summary]) -> Summary:
    """Adds up the summaries of several texts."""
    lines = words = characters = 0
    counts: Counter[str] = Counter()
    for summary in summaries:
        lines += summary.lines
        words += summary.words
        characters += summary.characters
        counts.update(summary.counts)
    return Summary(lines, words, characters, counts)


def most_frequent(counts: Counter[str], top: int, min_length: int) -> list[tuple[str, int]]:
    """The `top` words of at least `min_length` letters; equally frequent ones in alphabetical order."""
    long_enough = [(word, count) for word, count in counts.items() if len(word) >= min_length]
    long_enough.sort(key=lambda entry: (-entry[1], entry[0]))
    return long_enough[:top]


def parse_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Count the words of text files.")
    parser.add_argument("files", nargs="+", type=Path, help="text files, in UTF-8")
    parser.add_argument("--top", type=int, default=10, help="how many words to print")
    parser.add_argument("--min-length", type=int, default=1, help="leave out shorter words")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    options = parse_arguments(arguments)
    try:
        total = merge(summarize(file.read_text(encoding="utf-8")) for file in options.files)
    except (OSError, UnicodeDecodeError) as error:
        print(f"word_count: {error}", file=sys.stderr)
        return 1
    print(f"{total.lines} lines, {total.words} words, {total.distinct} distinct")
    print(f"{total.average_length:.1f} letters per word")
    for word, count in most_frequent(total.counts, options.top, options.min_length):
        print(f"{count:6} {word}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
