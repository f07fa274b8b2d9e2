import { CheckFailed } from '../../checks/checker.ts';
import type { TestCase } from '../cases.ts';
import type { ReportedError } from '../failing/reported-error.ts';
import { fixedWithTest, isNamed, whyNotFailing, type FailingProof } from '../failing/verdict.ts';
import { testText } from '../languages/test-text.ts';
import type { CaseTools } from './failing-cases.ts';
import { zoneOf, type ProofFile } from './file-runs.ts';

/**
 * Runs a test that should fail: so many times alone, then with its file. It counts only where it is this test that fails each time, by
 * what it asserts or by the `stated` error. Otherwise the reason, a sentence.
 */
export async function failingProof(
  one: TestCase,
  stated: ReportedError | undefined,
  runs: number,
  { source, language, syntax, files }: CaseTools,
  signal: AbortSignal,
): Promise<Omit<FailingProof, 'passed'> | { readonly reason: string }> {
  const { testFile, existing, framework } = source.setup;
  const written = language.tests(source, [one]);
  const [name = ''] = written.names;
  const text = await testText(source, language, [one], syntax);
  if (text === undefined) return { reason: 'The test file that is there cannot be extended.' };
  // Go compiles a package as a whole: other files may need what stands in this one.
  const isWhole = existing === undefined || framework === 'go test';
  const alone = isWhole ? text : language.newFile(source, written);
  const tried = Array.from({ length: runs }, (): ProofFile => ({ name: testFile, text: alone }));
  if (!isWhole) tried.push({ name: testFile, text });
  for (const [index, file] of tried.entries()) {
    const run = await files.runOf([file], { zone: zoneOf(index), only: language.only?.(name) }, signal);
    if (run instanceof CheckFailed) return { reason: run.message };
    const reason = whyNotFailing(run, name, stated);
    if (reason !== undefined) return { reason };
  }
  return { text, name };
}

/** Whether a failing test passes with the source file as `fixedText`. */
export async function passesAfter(
  { text, name }: Pick<FailingProof, 'text' | 'name'>,
  fixedText: string,
  { source, language, copy, files }: CaseTools,
  signal: AbortSignal,
): Promise<boolean> {
  const { file, text: before, setup } = source;
  const tested = setup.testFile === file ? fixedWithTest(before, text, fixedText) : text;
  if (tested === undefined) return false;
  await copy.write(file, fixedText);
  try {
    const settings = { zone: zoneOf(0), only: language.only?.(name) };
    const run = await files.runOf([{ name: setup.testFile, text: tested }], settings, signal);
    // A file that cannot be read is one failure, and nothing else.
    return (
      !(run instanceof CheckFailed) &&
      run.ran > run.failed.length &&
      !run.failed.some((failed) => isNamed(failed, name))
    );
  } finally {
    await copy.write(file, before);
  }
}
