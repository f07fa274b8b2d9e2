import fs from 'node:fs';

const POLL_MS = 250;

/** Why a run was ended: it stopped writing. */
export class Stalled extends Error {}

/**
 * Aborts when a file that a program writes to has been there for so long without growing: what the program does now does not end. A
 * program that has not begun to write has all the time it needs. Call `dispose` when the program has ended.
 */
export function stallOf(file: string, limitMs: number): { readonly signal: AbortSignal; readonly dispose: () => void } {
  const controller = new AbortController();
  let [size, since] = [-1, Date.now()];
  const timer = setInterval(() => {
    const now = fs.statSync(file, { throwIfNoEntry: false })?.size ?? -1;
    if (now !== size) [size, since] = [now, Date.now()];
    else if (size >= 0 && Date.now() - since > limitMs) controller.abort(new Stalled('It does not end.'));
  }, POLL_MS);
  timer.unref();
  return { signal: controller.signal, dispose: () => clearInterval(timer) };
}
