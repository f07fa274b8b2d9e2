import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { measureSpeeds } from '../../../src/engine/worker/measure.ts';
import type { PromptSequence } from '../../../src/engine/worker/prompt-sequence.ts';
import { sharedStart } from '../../../src/engine/worker/shared-start.ts';
import type { Vocabulary } from '../../../src/engine/worker/vocabulary.ts';

/** Takes 2 ms for a pass and 1 ms more for each token of it; remembers as a real one what it holds. */
class FakeSequence {
  public passes: number[] = [];
  private held: readonly number[] = [];

  public hold(tokens: readonly number[]): Promise<void> {
    return this.read(tokens, sharedStart(this.held, tokens));
  }

  public async candidatesAt(first: number, tokens: readonly number[]) {
    await this.read(tokens, Math.min(first, sharedStart(this.held, tokens)));
    return [{ token: 7, probability: 1 }];
  }

  private async read(tokens: readonly number[], from: number): Promise<void> {
    const count = tokens.length - from;
    if (count === 0) return;
    this.passes.push(count);
    this.held = tokens;
    const until = performance.now() + 2 + count;
    while (performance.now() < until) await Promise.resolve();
  }
}

const vocabulary = {
  tokenize: (text: string) => Array.from(text, (character) => character.charCodeAt(0)),
} as unknown as Vocabulary;

describe('measureSpeeds', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-measure-'));
    file = path.join(folder, 'speeds.json');
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  const measure = async () => {
    const fake = new FakeSequence();
    const speeds = await measureSpeeds(file, 'model', fake as unknown as PromptSequence, vocabulary);
    return { speeds, passes: fake.passes };
  };
  const kept = (): Record<string, Record<string, unknown>> =>
    JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, Record<string, unknown>>;

  it('measures what batches cost against one token, and keeps it beside the speeds', async () => {
    const { speeds, passes } = await measure();
    expect(speeds.batchCosts.of4).toBeCloseTo(2, 0); // (2 + 4) / (2 + 1)
    expect(speeds.batchCosts.of8).toBeCloseTo(10 / 3, 0);
    expect(speeds.batchCosts.of16).toBeCloseTo(6, 0);
    expect(speeds.batchCosts.of64).toBeCloseTo(22, -1);
    expect(passes).toContain(8);
    expect(passes.slice(-7)).toEqual([1, 1, 16, 1, 32, 1, 64]);
    expect(Object.values(kept())).toEqual([speeds]);
  });

  it('measures once per machine and model', async () => {
    const { speeds } = await measure();
    const again = await measure();
    expect(again.speeds).toEqual(speeds);
    expect(again.passes).toEqual([1]); // which brings the weights into memory
  });

  it('adds what an older version did not measure, and keeps what it did', async () => {
    await measure();
    const [[key, speeds] = ['', {}]] = Object.entries(kept());
    fs.writeFileSync(file, JSON.stringify({ [key]: { prefillRate: 123, decodeRate: 45 }, other: speeds }));
    const { speeds: now } = await measure();
    expect(now).toMatchObject({ prefillRate: 123, decodeRate: 45 });
    expect(now.batchCosts.of4).toBeGreaterThan(1);
    expect(kept()).toEqual({ [key]: now, other: speeds });
  });

  it('adds the costs of large batches to those of small ones, and keeps these', async () => {
    await measure();
    const [[key, speeds] = ['', {}]] = Object.entries(kept());
    const small = { of4: 2.25, of8: 3.75 };
    fs.writeFileSync(file, JSON.stringify({ [key]: { ...speeds, batchCosts: small } }));
    const { speeds: now, passes } = await measure();
    expect(now.batchCosts).toMatchObject(small);
    const { of16 = 0, of32 = 0, of64 = 0 } = now.batchCosts;
    expect(of16).toBeGreaterThanOrEqual(small.of8);
    expect(of32).toBeGreaterThan(of16);
    expect(of64).toBeGreaterThan(of32);
    expect(passes).not.toContain(4);
    expect(kept()).toEqual({ [key]: now });
  });

  it.each(['no JSON', '[1]', '{"a": {"prefillRate": -1, "decodeRate": 3}}'])('measures anew over %s', async (text) => {
    fs.writeFileSync(file, text);
    expect((await measure()).speeds.prefillRate).toBeGreaterThan(0);
    expect(Object.keys(kept())).toHaveLength(1);
  });

  it('measures costs anew that nobody can have measured', async () => {
    await measure();
    const [[key, speeds] = ['', {}]] = Object.entries(kept());
    fs.writeFileSync(file, JSON.stringify({ [key]: { ...speeds, batchCosts: { of4: null, of8: 0 } } }));
    expect((await measure()).speeds.batchCosts.of8).toBeGreaterThan(1);
  });
});
