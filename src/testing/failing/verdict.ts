import type { TestRun } from '../run/runs.ts';
import type { ReportedError } from './reported-error.ts';

/** A test that fails, each time and for the reason that it should. */
export interface FailingProof {
  /** The whole test file with it. */
  readonly text: string;
  /** What runners call it, as the last part of a name; see {@link isNamed}. */
  readonly name: string;
  /** For people. */
  readonly passed: readonly string[];
}

/** What frameworks say where something was compared and was not as expected. */
const ASSERTION =
  /AssertionError|ERR_ASSERTION|expect\(|^E\s+assert\b|, want |did not panic|: err = |DID NOT RAISE|\bToBe|assertion `left|assertion failed:|test did not panic/im;

/** The sentence why a run does not show that the test of this name fails for the reason; undefined where it does. */
export function whyNotFailing(run: TestRun, name: string, stated: ReportedError | undefined): string | undefined {
  const { ran, failed, output } = run;
  if (!failed.some((one) => isNamed(one, name))) {
    return ran > 0 && failed.length === 0
      ? 'The test passes already.'
      : `The test file could not be run: ${firstError(output)}`;
  }
  if (stated !== undefined)
    return says(output, stated) ? undefined : 'The test fails, but not by the error of the report.';
  return ASSERTION.test(output) ? undefined : `The test fails, but not by what it asserts: ${firstError(output)}`;
}

/** Whether a runner's name of a test ends with that; folders, groups and how it writes spaces aside. */
export function isNamed(full: string, name: string): boolean {
  return plain(full).endsWith(plain(name));
}

function says(output: string, { type, message }: ReportedError): boolean {
  const said = plain(output);
  const parts = [type, message].filter((part) => part !== undefined && plain(part) !== '');
  return parts.length === 0 || parts.some((part) => said.includes(plain(part ?? '')));
}

/** Letters and digits: reports escape the others, each in its way. */
function plain(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

function firstError(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const line = lines.find((one) => /error|undefined:|cannot/i.test(one)) ?? lines.find((one) => one !== '') ?? '';
  return line.slice(0, 200);
}

/**
 * The fixed source with a test that stands in the same file, given the source `before` and `tested`, which is that with the test.
 * Undefined where the fix has changed the part of the file that the test is in.
 */
export function fixedWithTest(before: string, tested: string, fixed: string): string | undefined {
  let at = 0;
  while (at < before.length && before[at] === tested[at]) at++;
  const rest = before.slice(at);
  return fixed.endsWith(rest) ? fixed.slice(0, fixed.length - rest.length) + tested.slice(at) : undefined;
}
