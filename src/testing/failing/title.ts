const MOST_CHARACTERS = 64;

/** A test's title from a report of one sentence, else from what was seen; cut at a word. */
export function reportedTitle(report: string, why: string): string {
  const lines = report.split('\n').filter((line) => line.trim() !== '');
  const isSentence = lines.length === 1 && !/^\s*(?:[\w.]*(?:Error|Exception)\b.*:|panic:)/.test(report);
  const plain = (isSentence ? report : (/^.* (?:throws \w+|panics)\b/.exec(why)?.[0] ?? why))
    .replaceAll('`', '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const sentence = /^.*?[^.\s](?=\.(?:\s|$)|$)/.exec(plain)?.[0] ?? plain;
  if (sentence.length <= MOST_CHARACTERS) return `bug: ${sentence}`;
  const cut = sentence.slice(0, MOST_CHARACTERS);
  return `bug: ${cut.slice(0, Math.max(cut.lastIndexOf(' '), MOST_CHARACTERS / 2)).trimEnd()}…`;
}
