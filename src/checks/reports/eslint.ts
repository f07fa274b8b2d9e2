import { isObject, numberAt, objectsAt, objectsOf, parsedJson, textAt, type Json } from './json.ts';
import { ReportError, type ReportedProblem } from './problem.ts';

/** `eslint --format json`. Columns count UTF-16 units. What has no place (a note that a file is ignored) is left out. */
export function eslintJson(text: string): ReportedProblem[] {
  const files = parsedJson(text);
  if (!Array.isArray(files) || !files.every((file) => isObject(file) && Array.isArray(file['messages']))) {
    throw new ReportError('This is not what `eslint --format json` prints.');
  }
  return objectsOf(files).flatMap((file) =>
    objectsAt(file, 'messages').flatMap((row) => problemOf(textAt(file, 'filePath') ?? '', row)),
  );
}

/** What eslint says instead of checking, where it leaves a file out. */
export function eslintIgnored(text: string): string | undefined {
  const [file] = objectsOf(parsedJson(text));
  const messages = file === undefined ? [] : objectsAt(file, 'messages');
  const only = messages.length === 1 ? messages[0] : undefined;
  return only !== undefined && only['line'] === undefined ? textAt(only, 'message') : undefined;
}

function problemOf(file: string, row: Json): ReportedProblem[] {
  const [line, column, message] = [numberAt(row, 'line'), numberAt(row, 'column'), textAt(row, 'message')];
  if (line === undefined || message === undefined) return [];
  const [endLine, endColumn] = [numberAt(row, 'endLine'), numberAt(row, 'endColumn')];
  const code = textAt(row, 'ruleId');
  return [
    {
      file,
      start: { line, column: column ?? 1 },
      ...(endLine !== undefined && endColumn !== undefined && { end: { line: endLine, column: endColumn } }),
      columns: 'utf-16',
      severity: numberAt(row, 'severity') === 1 ? 'warning' : 'error',
      message,
      ...(code !== undefined && { code }),
      source: 'eslint',
    },
  ];
}

const ROW = /^ {2}\s*(\d+):(\d+) {2}(error|warning) {2}(.+?)(?: {2,}(\S+))?\s*$/;

/** eslint's default format: a line with the path, and below it one deeper line for each problem. */
export function eslintStylish(text: string): ReportedProblem[] {
  const found: ReportedProblem[] = [];
  let file: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const match = ROW.exec(line);
    if (match === null) {
      if (/^\S/.test(line)) file = line.trim();
      continue;
    }
    const [, row, column, severity, message = '', code] = match;
    if (file === undefined) continue;
    found.push({
      file,
      start: { line: Number(row), column: Number(column) },
      columns: 'utf-16',
      severity: severity === 'warning' ? 'warning' : 'error',
      message,
      ...(code !== undefined && { code }),
      source: 'eslint',
    });
  }
  return found;
}
