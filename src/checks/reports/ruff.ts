import { numberAt, objectAt, objectsOf, parsedJson, textAt, type Json } from './json.ts';
import { ReportError, type ReportedPlace, type ReportedProblem } from './problem.ts';

/** Rules whose violation stops the program; ruff's own language server calls these errors, and all others warnings. */
const FATAL = /^(F821|E9\d\d|invalid-syntax)$/;
/** Syntax errors have no code in some versions and formats, this one in others. */
const SYNTAX = 'invalid-syntax';

/** `ruff check --output-format json`. Columns count code points. */
export function ruffJson(text: string): ReportedProblem[] {
  const rows = parsedJson(text);
  if (!Array.isArray(rows)) throw new ReportError('This is not what `ruff check --output-format json` prints.');
  return objectsOf(rows).flatMap((row) => {
    const start = placeAt(row, 'location');
    const end = placeAt(row, 'end_location');
    const [file, message] = [textAt(row, 'filename'), textAt(row, 'message')];
    if (start === undefined || file === undefined || message === undefined) return [];
    return [problem(file, start, textAt(row, 'code') ?? SYNTAX, message, end)];
  });
}

function placeAt(row: Json, key: string): ReportedPlace | undefined {
  const place = objectAt(row, key);
  const [line, column] = [numberAt(place, 'row'), numberAt(place, 'column')];
  return line === undefined || column === undefined ? undefined : { line, column };
}

const CONCISE = /^(.+?):(\d+):(\d+): (?:(SyntaxError:)|([A-Z]+\d+|[a-z]+(?:-[a-z]+)+):?) (?:\[\*\] )?(.+)$/;
const FULL_HEAD = /^([A-Z]+\d+|[a-z]+(?:-[a-z]+)+|SyntaxError):? (?:\[\*\] )?(.+)$/;
const FULL_PLACE = /^\s*--> (.+):(\d+):(\d+)$/;

/** `ruff check` as people see it: `--output-format concise` and `full`. */
export function ruffText(text: string): ReportedProblem[] {
  const found: ReportedProblem[] = [];
  let head: RegExpExecArray | null = null;
  for (const line of text.split(/\r?\n/)) {
    const concise = CONCISE.exec(line);
    if (concise !== null) {
      const [, file = '', row, column, , code = SYNTAX, message = ''] = concise;
      found.push(problem(file, { line: Number(row), column: Number(column) }, code, message));
      continue;
    }
    const place = FULL_PLACE.exec(line);
    if (place !== null && head !== null) {
      const [, code = '', message = ''] = head;
      const at = { line: Number(place[2]), column: Number(place[3]) };
      found.push(problem(place[1] ?? '', at, code === 'SyntaxError' ? SYNTAX : code, message));
    }
    head = FULL_HEAD.exec(line);
  }
  return found;
}

function problem(
  file: string,
  start: ReportedPlace,
  code: string,
  message: string,
  end?: ReportedPlace,
): ReportedProblem {
  const severity = FATAL.test(code) ? 'error' : 'warning';
  return { file, start, ...(end && { end }), columns: 'utf-32', severity, message, code, source: 'Ruff' };
}
