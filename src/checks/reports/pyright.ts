import { isObject, numberAt, objectAt, objectsAt, parsedJson, textAt, type Json } from './json.ts';
import { ReportError, type ReportedPlace, type ReportedProblem } from './problem.ts';

/** `pyright --outputjson`: lines and columns from 0, columns in UTF-16. */
export function pyrightJson(text: string): ReportedProblem[] {
  const report = parsedJson(text);
  if (!isObject(report) || !Array.isArray(report['generalDiagnostics'])) {
    throw new ReportError('This is not what `pyright --outputjson` prints.');
  }
  return objectsAt(report, 'generalDiagnostics').flatMap((row) => {
    const [file, message] = [textAt(row, 'file') ?? textAt(objectAt(row, 'uri'), '_filePath'), textAt(row, 'message')];
    if (file === undefined || message === undefined) return [];
    const range = objectAt(row, 'range');
    const code = textAt(row, 'rule');
    return [
      {
        file,
        start: placeAt(range, 'start'),
        end: placeAt(range, 'end'),
        columns: 'utf-16',
        severity: severityOf(textAt(row, 'severity')),
        message,
        ...(code !== undefined && { code }),
        source: 'Pyright',
      },
    ];
  });
}

/** How many files a run of `pyright --outputjson` looked at. */
export function pyrightFileCount(text: string): number {
  const report = parsedJson(text);
  return isObject(report) ? (numberAt(objectAt(report, 'summary'), 'filesAnalyzed') ?? 0) : 0;
}

function placeAt(range: Json, key: string): ReportedPlace {
  const place = objectAt(range, key);
  return { line: (numberAt(place, 'line') ?? 0) + 1, column: (numberAt(place, 'character') ?? 0) + 1 };
}

const LINE = /^\s*(.+?):(\d+):(\d+) - (error|warning|information): (.+)$/;
const RULE = /^(.*) \((report\w+)\)$/s;

/** `pyright` as people see it: a message may go on in deeper lines, and its rule stands at its end. */
export function pyrightText(text: string): ReportedProblem[] {
  const found: ReportedProblem[] = [];
  for (const line of text.split(/\r?\n/)) {
    const match = LINE.exec(line);
    if (match !== null) {
      const [, file = '', row, column, severity, message = ''] = match;
      found.push({
        file,
        start: { line: Number(row), column: Number(column) },
        columns: 'utf-16',
        severity: severityOf(severity),
        message,
        source: 'Pyright',
      });
    } else if (/^\s{4}/.test(line)) {
      const last = found.pop();
      if (last !== undefined) found.push({ ...last, message: `${last.message}\n${line.slice(2)}` });
    }
  }
  return found.map((problem) => {
    const [, message, code] = RULE.exec(problem.message) ?? [];
    return message === undefined || code === undefined ? problem : { ...problem, message, code };
  });
}

function severityOf(word: string | undefined): ReportedProblem['severity'] {
  return word === 'error' || word === 'warning' ? word : 'information';
}
