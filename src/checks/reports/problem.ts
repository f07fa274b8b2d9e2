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
