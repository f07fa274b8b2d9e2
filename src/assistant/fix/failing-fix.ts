import type { TextEdit } from '../../checks/compare.ts';
import { failingDiagnostic, failingTestChecker } from '../../testing/failing/checker.ts';
import type { FailingProof } from '../../testing/failing/verdict.ts';
import type { Source } from '../../testing/languages/language.ts';
import type { Prover } from '../../testing/prover.ts';
import { fix, type FixerOptions, type FixOutcome } from './fixer.ts';
import type { Problem } from './types.ts';

/** A test that fails, and what was learnt from it. */
export interface Failing extends Pick<FailingProof, 'text' | 'name'> {
  readonly why: string;
  readonly suspects: readonly TextEdit[];
}

/** Looks for a fix of a function with which a failing test passes, and every other check, too. */
export async function fixFailing(
  source: Source,
  failing: Failing,
  about: Pick<Problem, 'uri' | 'languageVersion'>,
  { prover, ...options }: FixerOptions & { readonly prover: Pick<Prover, 'passesAfter'> },
  signal: AbortSignal,
): Promise<FixOutcome> {
  const { why, suspects } = failing;
  const diagnostic = failingDiagnostic(source, why, suspects);
  const checkers = [...options.checkers, failingTestChecker(prover, failing, diagnostic)];
  const { languageId } = source.subject;
  return fix({ ...about, languageId, text: source.text, diagnostic, suspects }, { ...options, checkers }, signal);
}
