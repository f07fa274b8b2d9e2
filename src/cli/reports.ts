import { diagnosticsOf, parseReport, REPORT_FORMATS, type ReportFormat } from '../checks/reports/report.ts';
import type { Diagnostic } from '../workspace/diagnostic.ts';
import { stdinText, type SourceFile } from './source-file.ts';
import { Stop } from './terminal.ts';

/** For node:util's parseArgs. */
export const REPORT_OPTIONS = { from: { type: 'string' } } as const;

/** What a checker's report on stdin says of a file. Throws {@link Stop} where it is no such report. */
export async function problemsFrom(format: string, { file, text }: SourceFile): Promise<readonly Diagnostic[]> {
  if (!isFormat(format)) throw new Stop(2, `--from takes one of ${REPORT_FORMATS.join(', ')}, not "${format}".`);
  if (process.stdin.isTTY) throw new Stop(2, 'Give the report on stdin: tsc | local-forge fix FILE --from tsc.');
  const report = await stdinText();
  try {
    return diagnosticsOf(parseReport(format, report), file, text);
  } catch (error) {
    throw new Stop(1, error instanceof Error ? error.message : String(error));
  }
}

function isFormat(format: string): format is ReportFormat {
  return (REPORT_FORMATS as readonly string[]).includes(format);
}
