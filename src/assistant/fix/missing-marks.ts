import { LineIndex } from '../../workspace/positions.ts';
import { languageById } from '../../workspace/languages.ts';
import { replacing } from './candidate.ts';
import type { Candidate, Problem, Workshop } from './types.ts';

/** A mark that is missing is noticed where the next thing does not fit, which may be some lines further down. */
const LINES_ABOVE = 12;
const MARKS = [')', ']', '}', '(', '[', '{', ',', ':', ';', '"', "'", '`', '):', ')}', '})', ');', '",', "',"];
/** Parsing takes about a millisecond. */
const MOST_TRIALS = 1500;
const MOST_CANDIDATES = 24;

/** Where the text does not parse: one mark put in at some place near, wherever that leaves fewer errors; lines' ends first. */
export async function missingMarks(
  { languageId, text, diagnostic }: Problem,
  { syntax }: Workshop,
): Promise<Candidate[]> {
  const before = await syntax.countErrors(languageId, text, true);
  if (!before) return [];
  const [first] = (await syntax.errorsOf(languageId, text)) ?? [];
  const lines = new LineIndex(text);
  const place = lines.lineAt(Math.max(diagnostic.start, first?.start ?? 0));
  const found: { candidate: Candidate; errors: number }[] = [];
  let trials = 0;
  for (const at of placesNear(lines, place, languageId)) {
    for (const mark of MARKS) {
      if (++trials > MOST_TRIALS) break;
      const candidate = replacing(text, at, at, mark, 'closer');
      const errors = await syntax.countErrors(languageId, candidate.text, true);
      if (errors !== undefined && errors < before) found.push({ candidate, errors });
    }
  }
  return found
    .sort((a, b) => a.errors - b.errors)
    .slice(0, MOST_CANDIDATES)
    .map(({ candidate }) => candidate);
}

/** Ends of tokens, the nearest lines first; on each line its end before the places inside. */
function placesNear(lines: LineIndex, place: number, languageId: string): number[] {
  const comment = languageById(languageId).lineComment;
  const places: number[] = [];
  const ends: number[] = [];
  const rows = [place, place + 1, ...Array.from({ length: LINES_ABOVE }, (_, index) => place - 1 - index)];
  for (const line of rows) {
    if (line < 0 || line >= lines.lineCount) continue;
    const code = lines.lineText(line);
    if (code.trim() === '' || (comment !== undefined && code.trim().startsWith(comment))) {
      // A closing bracket may be a line of its own.
      ends.push(lines.lineEnd(line));
      continue;
    }
    ends.push(lines.lineStart(line) + code.trimEnd().length);
    if (Math.abs(line - place) <= 2)
      for (const match of code.matchAll(/(?<=[\w\])}"'`])(?![\w$])|(?<=\s)(?=\S)/g))
        places.push(lines.lineStart(line) + match.index);
  }
  return [...new Set([...ends, ...places])];
}
