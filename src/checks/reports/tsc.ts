import type { ReportedProblem } from './problem.ts';

const PLAIN = /^(\S.*?)\((\d+),(\d+)\): (error|warning|message) (TS\d+): (.*)$/;
const PRETTY = /^(\S.*?):(\d+):(\d+) - (error|warning|message) (TS\d+): (.*)$/;

/**
 * What tsc prints, with and without `--pretty` (without colours). Columns count UTF-16 units. A message may go on in deeper
 * lines; in the pretty form an empty line ends it, and code and related places follow.
 */
export function tscText(text: string): ReportedProblem[] {
  const found: ReportedProblem[] = [];
  let goesOn = false;
  for (const line of text.split(/\r?\n/)) {
    const match = PLAIN.exec(line) ?? PRETTY.exec(line);
    if (match !== null) {
      const [, file = '', row, column, severity, code = '', message = ''] = match;
      found.push({
        file,
        start: { line: Number(row), column: Number(column) },
        columns: 'utf-16',
        severity: severity === 'error' || severity === 'warning' ? severity : 'information',
        message,
        code,
        source: 'ts',
      });
      goesOn = true;
    } else if (goesOn && /^ {2,}\S/.test(line)) {
      const last = found.pop();
      if (last !== undefined) found.push({ ...last, message: `${last.message}\n${line}` });
    } else goesOn = false;
  }
  return found;
}
