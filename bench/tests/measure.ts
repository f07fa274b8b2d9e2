import path from 'node:path';
import { coveredOf, type Covered, type Lines } from './coverage.ts';
import type { SubjectProblem } from './function.ts';
import { TestCopy } from './run.ts';

/** What a test file is worth, as the platform's own tools see it; the product has no part in it. */
export interface Measured extends Covered {
  readonly passed: boolean;
  /** The last of what the tests printed. */
  readonly output: string;
}

/**
 * Runs a test file alone, at its path in the package, and counts what it covers of the function. Of a function that was not
 * reached at all, 0 of a `total` that is 0 where the tool does not name it. Runs the text, contained but with the user's rights.
 */
export async function measured(problem: SubjectProblem, testFileName: string, testText: string): Promise<Measured> {
  using copy = new TestCopy(problem);
  const { verdict, output, coverage } = await copy.run(testFileName, testText);
  const name = path.relative(problem.project, problem.file).replaceAll(path.sep, '/');
  const covered = coverage === undefined ? undefined : coveredOf(problem.languageId, coverage, name, linesOf(problem));
  // Go calls a file without tests passed; the others do not.
  const passed = verdict === 'passed' && !output.includes('[no tests to run]');
  return { passed, output, ...(covered ?? { unit: 'statements', covered: 0, total: 0 }) };
}

/** The lines of the function's body. */
function linesOf({ text, subject }: SubjectProblem): Lines {
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  return { first: lineAt(subject.bodyStart), last: lineAt(subject.end) };
}
