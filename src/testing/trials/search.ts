import type { Branch } from '../instrument/types.ts';
import type { Observation, Trial } from '../observe/trial.ts';
import { unique } from './calls.ts';
import { constantsIn, type Constants } from './constants.ts';
import { changesOf, keyOf } from './variations.ts';

const MOST_GOALS = 8;
const MOST_FRONT = 4;
const MOST_OTHERS = 1;
const MOST_OF_PARENT = 30;
const MOST_TRIALS = 140;

/** What is known when calls are looked for. */
export interface Searched {
  readonly trials: readonly Trial[];
  readonly observations: readonly Observation[];
  readonly branches: readonly Branch[];
  readonly taken: ReadonlySet<number>;
  /** The file's text, which the branches' places are in. */
  readonly text: string;
  readonly languageId: string;
  /** Of the whole body. */
  readonly constants: Constants;
  /** Counts the searches: each looks for other pairs of changes. */
  readonly round: number;
}

/**
 * Calls that may take branches that no call has taken: those that came nearest (they took the other way of the same condition), changed in
 * one place by what the condition names, and in two places at once.
 */
export function searchTrials({
  trials,
  observations,
  branches,
  taken,
  text,
  languageId,
  constants,
  round,
}: Searched): Trial[] {
  const open = branches.filter(({ id }) => !taken.has(id));
  const from = open.length === 0 ? 0 : (round * MOST_GOALS) % open.length;
  const goals = [...open.slice(from), ...open.slice(0, from)].slice(0, MOST_GOALS);
  const known = new Set(trials.map(keyOf));
  const lists = goals.map((goal) => {
    const condition = constantsIn(text.slice(goal.start, Math.min(goal.end, goal.start + 200)));
    const own: Constants = {
      numbers: [...new Set([...condition.numbers, ...constants.numbers])],
      strings: [...new Set([...condition.strings, ...constants.strings])],
    };
    return nearest(goal, branches, observations, trials, round).flatMap((parent, index) => {
      const once = changesOf(parent, own, languageId);
      const twice = picked(once, MOST_OF_PARENT, round * 31 + index).flatMap((one, at) =>
        picked(changesOf(one, own, languageId), 1, round * 17 + at),
      );
      const fresh = unique([...once, ...twice]).filter((one) => !known.has(keyOf(one)));
      return picked(fresh, MOST_OF_PARENT, round);
    });
  });
  return inTurn(lists.map(unique), MOST_TRIALS).map((trial): Trial => ({ ...trial, from: 'variation' }));
}

/** Trials that came nearest to a branch, in each round others: those that came to its condition, and then short ones of other ways. */
function nearest(
  goal: Branch,
  branches: readonly Branch[],
  observations: readonly Observation[],
  trials: readonly Trial[],
  round: number,
): Trial[] {
  const isSame = (other: Branch) => other.start === goal.start && other.end === goal.end;
  const others = new Set(branches.filter((other) => isSame(other) || isBeside(other, goal)).map(({ id }) => id));
  const before = new Set(branches.filter(({ start }) => start < goal.start).map(({ id }) => id));
  const ranked = observations
    .map((one) => ({
      trial: trials[one.trial],
      way: one.branches.join(),
      came: one.branches.some((id) => others.has(id)) ? 1 : 0,
      // How much of what stands before was gone through.
      depth: one.branches.filter((id) => before.has(id)).length,
      size: (trials[one.trial]?.call.length ?? 0) + (trials[one.trial]?.setup.join('').length ?? 0),
    }))
    .sort((a, b) => b.came - a.came || b.depth - a.depth || a.size - b.size);
  const front = ranked.filter(({ came, depth }) => came === ranked[0]?.came && depth === ranked[0].depth);
  const ways = new Set(front.map(({ way }) => way));
  const rest = ranked.filter(({ way }) => ways.size < ways.add(way).size);
  return [...picked(front, MOST_FRONT, round), ...rest.slice(0, MOST_OTHERS)].flatMap(({ trial }) => trial ?? []);
}

/** Cases of one `switch` follow each other. */
function isBeside(other: Branch, goal: Branch): boolean {
  return goal.what === 'case' && other.what === 'case' && Math.abs(other.id - goal.id) === 1;
}

/** So many of a list, from all over it, in each round others. */
function picked<T>(items: readonly T[], most: number, round: number): T[] {
  if (items.length <= most) return [...items];
  const step = items.length / most;
  const shift = (round * 0.37 * step) % items.length;
  return Array.from({ length: most }, (_, index) => items[Math.floor(index * step + shift) % items.length]).filter(
    (item): item is T => item !== undefined,
  );
}

/** The first of each list, then the second of each. */
function inTurn(lists: readonly (readonly Trial[])[], most: number): Trial[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const all = Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
  return unique(all).slice(0, most);
}
