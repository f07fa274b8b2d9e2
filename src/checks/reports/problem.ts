import type { Diagnostic } from '../../workspace/diagnostic.ts';
import { LineIndex, type PositionEncoding } from '../../workspace/positions.ts';

/** A problem as a tool reports it. */
export interface ReportedProblem {
  /** As the tool writes it: absolute, or relative to where it ran. */
  readonly file: string;
  readonly start: ReportedPlace;
  /** Behind the last character; absent where the tool gives a place only. */
  readonly end?: ReportedPlace;
  /** What the tool counts columns in. */
  readonly columns: PositionEncoding;
  readonly severity: Diagnostic['severity'];
  readonly message: string;
  readonly code?: string;
  readonly source: string;
}

/** Both from 1. */
export interface ReportedPlace {
  readonly line: number;
  readonly column: number;
}

/** The report could not be read; `message` is one sentence for people. */
export class ReportError extends Error {}

/** Where a problem is in a text, as offsets. Places outside of the text are moved to its nearer end. */
export function diagnosticIn(index: LineIndex, problem: ReportedProblem): Diagnostic {
  const { columns, severity, message, code, source } = problem;
  const offset = ({ line, column }: ReportedPlace) =>
    index.offsetAt({ line: line - 1, character: Math.max(column - 1, 0) }, columns);
  const start = offset(problem.start);
  const end = problem.end === undefined ? start : Math.max(offset(problem.end), start);
  return { start, end, severity, message, ...(code !== undefined && { code }), source };
}

/** The problems of one text, as {@link diagnosticIn} places them. */
export function diagnosticsIn(text: string, problems: readonly ReportedProblem[]): Diagnostic[] {
  const index = new LineIndex(text);
  return problems.map((problem) => diagnosticIn(index, problem));
}

/** Most errors in other files that are told of. */
const MAX_OTHERS = 20;

/**
 * Errors in other files of what is compiled together, as problems at the start of this one: a change that breaks its callers
 * has to show. They are told without their lines.
 */
export function atFileStart(problems: readonly ReportedProblem[], file: string): ReportedProblem[] {
  return problems
    .filter(({ severity }) => severity === 'error')
    .slice(0, MAX_OTHERS)
    .map(({ columns, severity, message, code, source, file: other }) => ({
      file,
      start: { line: 1, column: 1 },
      columns,
      severity,
      message: `In ${other.split(/[\\/]/).at(-1) ?? other}: ${message}`,
      ...(code !== undefined && { code }),
      source,
    }));
}
