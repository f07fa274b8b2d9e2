import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Stalled, stallOf } from '../../../../src/testing/run/stall.ts';

let file: string;
beforeEach(() => {
  vi.useFakeTimers();
  file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'stall-')), 'out');
});
afterEach(() => {
  vi.useRealTimers();
  fs.rmSync(path.dirname(file), { recursive: true });
});

it('is when a file no longer grows', () => {
  const { signal, dispose } = stallOf(file, 1000);
  vi.advanceTimersByTime(5000);
  expect(signal.aborted).toBe(false); // it has not begun
  fs.writeFileSync(file, 'a\n');
  vi.advanceTimersByTime(900);
  fs.appendFileSync(file, 'b\n');
  vi.advanceTimersByTime(900);
  expect(signal.aborted).toBe(false);
  vi.advanceTimersByTime(600);
  expect(signal.reason).toBeInstanceOf(Stalled);
  dispose();
});

it('is never once the program has ended', () => {
  fs.writeFileSync(file, 'a\n');
  const { signal, dispose } = stallOf(file, 1000);
  dispose();
  vi.advanceTimersByTime(5000);
  expect(signal.aborted).toBe(false);
});
