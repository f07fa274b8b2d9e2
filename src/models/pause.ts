import { setTimeout as timer } from 'node:timers/promises';

/** Waits; rejects with the signal's own reason (not the timer's AbortError) when it is aborted meanwhile. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await timer(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
