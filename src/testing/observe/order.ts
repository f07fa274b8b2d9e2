import type { Trial } from './trial.ts';

/** Characters of the first argument by which calls are taken to be alike. */
const LIKE = 12;

/** Calls that begin as one that did not end are tried after the others: they may not end, either. */
export function lastIfLike<T extends Trial>(trials: readonly T[], stalled: readonly string[]): readonly T[] {
  const isLike = ({ call }: Trial) => stalled.some((one) => call.startsWith(one.slice(0, one.indexOf('(') + 1 + LIKE)));
  return [...trials.filter((one) => !isLike(one)), ...trials.filter(isLike)];
}
