import type { Checker } from '../../checks/checker.ts';
import type { TextEdit } from '../../checks/compare.ts';
import type { Diagnostic } from '../../workspace/diagnostic.ts';
import type { Source } from '../languages/language.ts';
import type { Prover } from '../prover.ts';
import { headOf } from '../subject.ts';
import type { FailingProof } from './verdict.ts';

/** What a failing test says of the source that it was made for: a problem of what it depends on, or else of the line that declares the function. */
export function failingDiagnostic(
  { text, subject }: Pick<Source, 'text' | 'subject'>,
  why: string,
  suspects: readonly TextEdit[] = [],
): Diagnostic {
  const shared = { severity: 'error', message: why, code: 'test' } as const;
  if (suspects.length > 0) {
    const [start, end] = [Math.min(...suspects.map((one) => one.start)), Math.max(...suspects.map((one) => one.end))];
    return { start, end, ...shared };
  }
  // Not of a comment above it, in which nothing can be mended.
  const start = subject.bodyStart - headOf(text, subject).trimStart().length;
  const line = text.indexOf('\n', start);
  return { start, end: line < 0 ? subject.end : Math.min(line, subject.end), ...shared };
}

/** A failing test as a checker: it reports the problem of every text with which the test does not pass. */
export function failingTestChecker(
  prover: Pick<Prover, 'passesAfter'>,
  test: Pick<FailingProof, 'text' | 'name'>,
  problem: Diagnostic,
): Checker {
  return {
    name: 'the failing test',
    covers: 'tests',
    passes: 'the failing test passes',
    check: async (texts, signal) => {
      const found: Diagnostic[][] = [];
      for (const text of texts) found.push((await prover.passesAfter(test, text, signal)) ? [] : [problem]);
      return found;
    },
    dispose: () => Promise.resolve(),
  };
}
