import { languages, Range, type Diagnostic, type TextDocument, type TextEditor } from 'vscode';
import { DiagnosticSeverity } from 'vscode';

/** Errors and warnings; hints are not problems to people. */
export function problemsIn(document: TextDocument): Diagnostic[] {
  return languages.getDiagnostics(document.uri).filter(({ severity }) => severity <= DiagnosticSeverity.Warning);
}

/** The problems that the selection touches, else those on the lines of the selection; errors first. */
export function problemsAt({ document, selection }: TextEditor): Diagnostic[] {
  const problems = problemsIn(document).sort((a, b) => a.severity - b.severity);
  const touching = (range: Range) => problems.filter((problem) => problem.range.intersection(range) !== undefined);
  const here = touching(selection);
  if (here.length > 0) return here;
  return touching(new Range(selection.start.with({ character: 0 }), document.lineAt(selection.end.line).range.end));
}

/** The smallest range that covers all of them, or undefined for none. */
export function union(ranges: readonly Range[]): Range | undefined {
  return ranges.reduce<Range | undefined>((all, range) => all?.union(range) ?? range, undefined);
}
