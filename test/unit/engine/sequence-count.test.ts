import { describe, expect, it } from 'vitest';
import { bytesPerToken, sequenceCount } from '../../../src/engine/worker/sequence-count.ts';

describe('bytesPerToken', () => {
  it('is what llama.cpp takes: 25,165,824 bytes for 2,048 tokens of the default model', () => {
    const attention = { head_count: 14, head_count_kv: 2 };
    expect(2048 * (bytesPerToken({ block_count: 24, embedding_length: 896, attention }) ?? 0)).toBe(25_165_824);
  });

  it('goes by the lengths and the heads of each layer where the file tells them', () => {
    const attention = { head_count: 8, head_count_kv: [1, 2, 1], key_length: 100, value_length: 50 };
    expect(bytesPerToken({ block_count: 3, embedding_length: 999, attention })).toBe(4 * 150 * 2);
  });

  it('counts every head where none are shared', () => {
    expect(bytesPerToken({ block_count: 2, embedding_length: 64, attention: { head_count: 4 } })).toBe(2 * 4 * 32 * 2);
  });

  it('is unknown where the file says too little', () => {
    expect(bytesPerToken({ block_count: 2, attention: { head_count: 4 } })).toBeUndefined();
    expect(bytesPerToken({})).toBeUndefined();
  });
});

describe('sequenceCount', () => {
  it.each([
    ['a small model', 25e6, 16e9, 8],
    ['a small model on a small machine', 25e6, 5e9, 6],
    ['a large model', 117e6, 64e9, 4],
    ['a tiny model', 1e6, 16e9, 8],
    ['a machine with hardly any memory', 25e6, 1e9, 4],
  ])('%s', (_, bytesEach, bytesOfMachine, count) => {
    expect(sequenceCount(bytesEach, bytesOfMachine)).toBe(count);
  });
});
