import { CheckFailed, type Checker } from '../../../checks/checker.ts';
import type { Diagnostic } from '../../../workspace/diagnostic.ts';
import type { Candidate, Problem, Workshop } from '../types.ts';
import { callRepairs } from './calls.ts';
import { foreignWords } from './foreign-words.ts';
import { importRepairs } from './imports.ts';
import { nameRepairs } from './names.ts';
import { proposed } from './proposal.ts';
import { statementRepairs } from './statements.ts';
import { valueRepairs } from './values.ts';

/** A problem that more than this could repair is not understood. */
const MOST = 40;

export interface RepairOptions {
  readonly checkers: readonly Checker[];
  /** All that is reported of the text, the problem too. */
  readonly reported: readonly Diagnostic[];
}

/** Candidates without a model, from what a checker says and what stands around: known slips, each with the edit that it asks for. */
export async function repairs(
  problem: Problem,
  workshop: Workshop,
  { checkers, reported }: RepairOptions,
  signal: AbortSignal,
): Promise<Candidate[]> {
  const found = [
    ...(await toolRepairs(problem, checkers, signal)),
    ...importRepairs(problem, reported),
    ...foreignWords(problem),
    ...(await nameRepairs(problem, workshop, reported)),
    ...valueRepairs(problem),
    ...(await callRepairs(problem, workshop)),
    ...(await statementRepairs(problem, workshop)),
  ];
  return [...new Map(found.map((candidate) => [candidate.text, candidate])).values()].slice(0, MOST);
}

/** What the checkers propose themselves. */
async function toolRepairs(
  { text, diagnostic }: Problem,
  checkers: readonly Checker[],
  signal: AbortSignal,
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const checker of checkers) {
    try {
      const found = (await checker.repairs?.(text, diagnostic, signal)) ?? [];
      candidates.push(...found.map(({ edits, isImport }) => proposed(text, edits, isImport ? 'import' : 'repair')));
    } catch (error) {
      // Then there are fewer proposals; the check itself will tell.
      if (!(error instanceof CheckFailed)) throw error;
    }
  }
  return candidates;
}
