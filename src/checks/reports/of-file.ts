import fs from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '../../workspace/diagnostic.ts';
import { diagnosticsIn, type ReportedProblem } from './problem.ts';

/** Where a report may have been made, and what there is. */
export interface ReportPlace {
  readonly cwd: string;
  readonly exists: (file: string) => boolean;
}

/**
 * The problems of one file (absolute path), placed in its text. Relative paths of a report start where the tool ran: here, or
 * if there is no such file here, in some folder above the file.
 */
export function diagnosticsOf(
  problems: readonly ReportedProblem[],
  file: string,
  text: string,
  place: ReportPlace = { cwd: process.cwd(), exists: fs.existsSync },
): Diagnostic[] {
  return diagnosticsIn(
    text,
    problems.filter((problem) => isOf(problem.file, file, place)),
  );
}

function isOf(reported: string, file: string, { cwd, exists }: ReportPlace): boolean {
  const here = path.resolve(cwd, reported);
  if (here === path.normalize(file)) return true;
  if (path.isAbsolute(reported) || exists(here)) return false;
  const below = path
    .normalize(reported)
    .split(path.sep)
    .filter((step) => step !== '..');
  return path.normalize(file).endsWith(path.sep + below.join(path.sep));
}
