import { isObject, objectsOf, textAt } from './json.ts';
import type { ReportedProblem } from './problem.ts';

const COMPILER_LINE = /^(?:vet: )?((?:[A-Za-z]:)?[^:\s][^:\n]*\.go):(\d+)(?::(\d+))?: (.+)$/;

/**
 * What `go build`, `go vet` and `go test` print as text. A message may go on in lines that start with a
 * tab; such as name another place are left out. Columns count bytes. The text does not say whether the compiler or vet speaks, so all count as the compiler's.
 */
export function goText(text: string): ReportedProblem[] {
  const found: ReportedProblem[] = [];
  for (const line of text.split(/\r?\n/)) {
    const match = COMPILER_LINE.exec(line);
    if (match !== null) {
      const [, file = '', row, column = '1', message = ''] = match;
      found.push(goProblem(file, Number(row), Number(column), message, 'compiler'));
    } else if (line.startsWith('\t') && !/\.go:\d+/.test(line)) {
      const last = found.pop();
      if (last !== undefined) found.push({ ...last, message: `${last.message}\n${line.trim()}` });
    }
  }
  return found;
}

/** `go vet -json`: objects by package and analyzer, one after the other, with `# package` lines between them. */
export function goVetJson(text: string): ReportedProblem[] {
  return jsonObjects(text).flatMap((packages) =>
    Object.values(packages)
      .filter(isObject)
      .flatMap((analyzers) => Object.entries(analyzers))
      .flatMap(([analyzer, findings]) =>
        objectsOf(findings).flatMap((finding) => {
          const start = position(textAt(finding, 'posn'));
          const message = textAt(finding, 'message');
          if (start === undefined || message === undefined) return [];
          const problem = goProblem(start.file, start.line, start.column, message, 'vet', analyzer);
          const end = position(textAt(finding, 'end'));
          return end === undefined ? [problem] : [{ ...problem, end: { line: end.line, column: end.column } }];
        }),
      ),
  );
}

export function position(text: string | undefined): { file: string; line: number; column: number } | undefined {
  const match = /^(.+?):(\d+)(?::(\d+))?$/.exec(text ?? '');
  if (match === null) return undefined;
  return { file: match[1] ?? '', line: Number(match[2]), column: Number(match[3] ?? 1) };
}

export function goProblem(
  file: string,
  line: number,
  column: number,
  message: string,
  source: 'compiler' | 'vet',
  code?: string,
): ReportedProblem {
  return {
    file,
    start: { line, column },
    columns: 'utf-8',
    severity: source === 'vet' ? 'warning' : 'error',
    message,
    ...(code !== undefined && { code }),
    source,
  };
}

/** The JSON objects of a text that holds several, each begun and ended by a brace at the start of a line, as Go indents them. */
export function jsonObjects(text: string): Record<string, unknown>[] {
  return [...text.matchAll(/^\{\r?\n[\s\S]*?^\}$|^\{.*\}$/gm)].flatMap(([part]) => {
    try {
      const value: unknown = JSON.parse(part);
      return isObject(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}
