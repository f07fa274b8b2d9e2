/** Measures of one answer against what really stood there; all pure. */

/** The first line with anything on it, less the blanks at its end: what a user sees first and takes or leaves. */
export function firstLine(text: string): string {
  const [first = '', ...others] = text.split('\n');
  return (first.trim() === '' ? (others.find((line) => line.trim() !== '') ?? '') : first).trimEnd();
}

export function isExact(answer: string, expected: string): boolean {
  return firstLine(answer) === firstLine(expected);
}

/** 1 for the same text, 0 for nothing in common: 1 - Levenshtein distance / length of the longer text. */
export function editSimilarity(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  if (longer === 0) return 1;
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      line.push(Math.min(replaced, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    above = line;
  }
  return 1 - (above[b.length] ?? 0) / longer;
}

/**
 * Characters of `answer` that a user keeps who wants `expected`: those of the longest common subsequence of words, blanks
 * and signs. Whole words, as in Zed's kept rate: single letters are found again in any text.
 */
export function keptCharacters(answer: string, expected: string): number {
  const [ours, theirs] = [words(answer), words(expected)];
  let above = new Array<number>(theirs.length + 1).fill(0);
  for (const word of ours) {
    const line = [0];
    for (const [column, other] of theirs.entries()) {
      const kept = word === other ? (above[column] ?? 0) + word.length : 0;
      line.push(Math.max(kept, above[column + 1] ?? 0, line[column] ?? 0));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
}

function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]+|[^\S\n]+|[^]/gu) ?? [];
}
