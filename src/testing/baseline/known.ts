import type { Instrumented } from '../instrument/types.ts';

/** What tests that are there reach of a subject: branches that they take, mutants that they notice. */
export interface Known {
  readonly branches: ReadonlySet<number>;
  readonly mutants: ReadonlySet<number>;
  /** They call the subject. */
  readonly isReached: boolean;
}

export const NOTHING_KNOWN: Known = { branches: new Set(), mutants: new Set(), isReached: false };

/**
 * A line of the file that a run of the tests writes (JSON, one object a line): what they reach without a mutant and whether they pass, and
 * pass once more; then of one mutant after the other that it is begun, and whether they fail with it.
 */
export interface BaselineLine {
  readonly hits?: readonly number[];
  readonly reached?: readonly number[];
  readonly passes?: boolean;
  readonly passesAgain?: boolean;
  readonly begun?: number;
  readonly mutant?: number;
  readonly killed?: boolean;
}

export interface Written {
  readonly known: Known;
  /** Mutants that the tests come by, where those can tell of mutants: they pass, twice in one process. */
  readonly reached: readonly number[];
  readonly judged: ReadonlySet<number>;
  /** The mutant with which the process ended before its time. */
  readonly unfinished: number | undefined;
}

export function baselineIn(written: string, { branches, mutants }: Instrumented): Written {
  const hits = new Set<number>();
  const reached = new Set<number>();
  const killed = new Set<number>();
  const judged = new Set<number>();
  let [passes, passesAgain] = [false, false];
  let unfinished: number | undefined;
  for (const text of written.split('\n')) {
    const line = lineIn(text);
    for (const id of line.hits ?? []) hits.add(id);
    for (const id of line.reached ?? []) reached.add(id);
    passes ||= line.passes === true;
    passesAgain ||= line.passesAgain === true;
    unfinished = line.begun ?? (line.mutant === undefined ? unfinished : undefined);
    if (line.mutant === undefined) continue;
    judged.add(line.mutant);
    if (line.killed) killed.add(line.mutant);
  }
  const canTell = passes && passesAgain;
  const known: Known = {
    branches: new Set(branches.map(({ id }) => id).filter((id) => hits.has(id))),
    mutants: new Set(mutants.map(({ id }) => id).filter((id) => canTell && killed.has(id))),
    isReached: hits.size > 0 || reached.size > 0,
  };
  return { known, reached: canTell ? [...reached] : [], judged, unfinished };
}

function lineIn(text: string): BaselineLine {
  try {
    return JSON.parse(text) as BaselineLine;
  } catch {
    return {}; // cut off where the process ended
  }
}
