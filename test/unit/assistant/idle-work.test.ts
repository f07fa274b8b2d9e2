import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IdleWork } from '../../../src/assistant/completion/idle-work.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('IdleWork', () => {
  it('begins after the pause, and only the newest plan', () => {
    const idle = new IdleWork();
    const first = vi.fn(() => Promise.resolve());
    const second = vi.fn(() => Promise.resolve());
    idle.plan('here', 100, first);
    vi.advanceTimersByTime(50);
    idle.plan('here', 100, second);
    vi.advanceTimersByTime(99);
    expect(second).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(second).toHaveBeenCalledOnce();
    expect(first).not.toHaveBeenCalled();
  });

  it('stops what runs', () => {
    const idle = new IdleWork();
    let signal: AbortSignal | undefined;
    idle.plan('here', 0, (given) => {
      signal = given;
      return new Promise(() => undefined);
    });
    vi.advanceTimersByTime(0);
    expect(signal?.aborted).toBe(false);
    expect([idle.isPlannedFor('here'), idle.isPlannedFor('there')]).toEqual([true, false]);
    idle.stop();
    expect(signal?.aborted).toBe(true);
    expect(idle.isPlannedFor('here')).toBe(false);
  });

  it('keeps to itself what fails', async () => {
    const idle = new IdleWork();
    idle.plan('here', 0, () => Promise.reject(new Error('the engine ended')));
    vi.advanceTimersByTime(0);
    await vi.runAllTimersAsync();
    const next = vi.fn(() => Promise.resolve());
    idle.plan('here', 0, next);
    await vi.runAllTimersAsync();
    expect(next).toHaveBeenCalledOnce();
  });
});
