import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ModelFileError } from '../../../src/models/errors.ts';
import { type ModelSummary, readModelSummary } from '../../../src/models/gguf.ts';
import {
  type GgufParts,
  SMALL_MODEL,
  VOCABULARY,
  type Value,
  u32,
  u64,
  withMetadata,
  writeGguf,
} from './gguf-writer.ts';

let directory = '';
beforeAll(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'gguf-'));
});
afterAll(() => fs.rmSync(directory, { recursive: true }));

function read(bytes: Buffer): Promise<ModelSummary> {
  const file = path.join(directory, 'model.gguf');
  fs.writeFileSync(file, bytes);
  return readModelSummary(file);
}

async function problemOf(bytes: Buffer): Promise<string> {
  const error: unknown = await read(bytes).catch((caught: unknown) => caught);
  if (!(error instanceof ModelFileError)) throw new Error(`expected ModelFileError, got ${String(error)}`);
  return error.message;
}

describe('a valid file', () => {
  test('is summarised', async () => {
    expect(await read(writeGguf(SMALL_MODEL))).toEqual({
      architecture: 'qwen2',
      name: 'Tiny[31m',
      contextLength: 2048,
      quantisation: 'Q4_K_M',
      parameters: 32 * 7 + 10,
      vocabularySize: 7,
      fim: { prefix: 3, middle: 4, suffix: 5 },
      turns: undefined,
      stopTokens: [2, 3, 4, 5, 6],
      bytes: writeGguf(SMALL_MODEL).length,
    });
  });

  test('may be of version 2 and have another alignment', async () => {
    const parts = { ...withMetadata('general.alignment', { u32: 64 }), alignment: 64, version: 2 };
    expect((await read(writeGguf(parts))).vocabularySize).toBe(7);
  });

  test('names its main tensor type where it has no file type', async () => {
    expect((await read(writeGguf(withMetadata('general.file_type', undefined)))).quantisation).toBe('Q8_0');
  });

  test.each([
    ['StarCoder', ['<fim_prefix>', '<fim_middle>', '<fim_suffix>'], { prefix: 0, middle: 1, suffix: 2 }],
    ['DeepSeek', ['<｜fim▁begin｜>', '<｜fim▁hole｜>', '<｜fim▁end｜>'], { prefix: 0, suffix: 1, middle: 2 }],
    ['CodeLlama', ['▁<PRE>', '▁<SUF>', '▁<MID>'], { prefix: 0, suffix: 1, middle: 2 }],
    ['half a family', ['<fim_prefix>', '<fim_suffix>', '<|fim_middle|>'], undefined],
    ['Codestral, suffix first', ['[PREFIX]', '[SUFFIX]', 'x'], undefined],
  ])('FIM tokens by text: %s', async (_, texts, expected) => {
    expect((await read(writeGguf(withMetadata('tokenizer.ggml.tokens', { texts })))).fim).toEqual(expected);
  });

  test.each([
    ['both', ['a', '<|im_start|>', '<|im_end|>'], { start: 1, end: 2 }],
    ['half', ['a', '<|im_end|>'], undefined],
    ['none', ['<|start_header_id|>', '<|end_header_id|>', '<|eot_id|>'], undefined],
  ])('tokens of turns: %s', async (_, texts, expected) => {
    expect((await read(writeGguf(withMetadata('tokenizer.ggml.tokens', { texts })))).turns).toEqual(expected);
  });

  test.each([
    ['new keys win over texts', ['fim_pre', 'fim_suf', 'fim_mid'], [0, 1, 2], { prefix: 0, suffix: 1, middle: 2 }],
    ['old keys', ['prefix', 'suffix', 'middle'], [2, 1, 0], { prefix: 2, suffix: 1, middle: 0 }],
    [
      'ids outside the vocabulary do not count',
      ['fim_pre', 'fim_suf', 'fim_mid'],
      [7, 1, 2],
      { prefix: 3, middle: 4, suffix: 5 },
    ],
    ['ids must differ', ['fim_pre', 'fim_suf', 'fim_mid'], [1, 1, 2], { prefix: 3, middle: 4, suffix: 5 }],
  ])('FIM tokens by metadata: %s', async (_, keys, ids, expected) => {
    const added = keys.map((key, index): [string, Value] => [
      `tokenizer.ggml.${key}_token_id`,
      { u32: ids[index] ?? 0 },
    ]);
    const parts = { ...SMALL_MODEL, metadata: [...SMALL_MODEL.metadata, ...added] };
    expect((await read(writeGguf(parts))).fim).toEqual(expected);
  });

  test('a large vocabulary crosses the borders of chunks', async () => {
    const texts = [...Array.from({ length: 60_000 }, (_, id) => `<token ${id}>`), ...VOCABULARY];
    const summary = await read(writeGguf(withMetadata('tokenizer.ggml.tokens', { texts })));
    expect(summary.vocabularySize).toBe(60_007);
    expect(summary.fim).toEqual({ prefix: 60_003, middle: 60_004, suffix: 60_005 });
  });
});

describe('a broken file is refused with a sentence', () => {
  const tensor = { name: 't', dimensions: [32n], type: 0, bytes: 128 };
  const withTensor = (change: object): GgufParts => ({ ...SMALL_MODEL, tensors: [{ ...tensor, ...change }] });
  const array = (type: number, count: bigint, ...rest: Buffer[]): Value => ({
    raw: [9, Buffer.concat([u32(type), u64(count), ...rest])],
  });
  const cases: readonly (readonly [name: string, file: Buffer | GgufParts, problem: RegExp])[] = [
    ['empty', Buffer.alloc(0), /is empty/],
    ['not GGUF', Buffer.from('PK and more than 24 bytes of it'), /is not a GGUF model/],
    ['a web page', Buffer.from('<!DOCTYPE html><html></html>'), /is a web page/],
    ['a pointer of Git LFS', Buffer.from('version https://git-lfs.github.com/spec/v1'), /Git LFS/],
    ['version 1', { ...SMALL_MODEL, version: 1 }, /version 1, which is too old/],
    ['version 4', { ...SMALL_MODEL, version: 4 }, /version 4/],
    ['big-endian', { ...SMALL_MODEL, version: 0x03000000 }, /big-endian/],
    ['huge metadata count', { ...SMALL_MODEL, metadataCount: 2n ** 63n }, /9223372036854775808 metadata entries/],
    ['huge tensor count', { ...SMALL_MODEL, tensorCount: 2n ** 64n - 1n }, /18446744073709551615 tensors/],
    ['too few metadata', { ...SMALL_MODEL, metadataCount: 40n }, /GGUF|metadata|cut off/],
    ['no tensors', { ...SMALL_MODEL, tensors: [] }, /no weights/],
    [
      'duplicate key',
      { ...SMALL_MODEL, metadata: [...SMALL_MODEL.metadata, ['general.name', { text: 'b' }]] },
      /twice/,
    ],
    ['empty key', withMetadata('', { u32: 1 }), /empty metadata key/],
    ['unknown value type', withMetadata('x', { raw: [13, u32(0)] }), /unknown type 13/],
    ['huge text', withMetadata('x', { raw: [8, u64(2n ** 62n)] }), /length of 4611686018427387904 bytes/],
    ['array of arrays', withMetadata('x', array(9, 1n, u32(9), u64(1n))), /array of arrays/],
    ['array of unknown type', withMetadata('x', array(77, 1n)), /unknown type 77/],
    ['huge array', withMetadata('x', array(4, 2n ** 62n)), /claims 4611686018427387904 elements/],
    ['huge array of texts', withMetadata('x', array(8, 2n ** 40n)), /claims 1099511627776 elements/],
    ['huge text in an array', withMetadata('x', array(8, 1n, u64(2n ** 64n - 1n))), /length of 18446744073709551615/],
    ['numeric vocabulary', withMetadata('tokenizer.ggml.tokens', { floats: [1, 2] }), /not made of texts/],
    ['no vocabulary', withMetadata('tokenizer.ggml.tokens', undefined), /not a language model/],
    ['no architecture', withMetadata('general.architecture', undefined), /which architecture/],
    ['hostile architecture', withMetadata('general.architecture', { text: '../\u0007' }), /forbidden characters/],
    ['no context length', withMetadata('qwen2.context_length', undefined), /how long its context/],
    ['context of zero', withMetadata('qwen2.context_length', { u32: 0 }), /context of 0 tokens/],
    ['alignment of zero', withMetadata('general.alignment', { u32: 0 }), /alignment of 0/],
    ['odd alignment', withMetadata('general.alignment', { u32: 48 }), /alignment of 48/],
    ['unknown tensor type', withTensor({ type: 4 }), /unknown type 4/],
    ['no dimensions', withTensor({ dimensions: [] }), /0 dimensions/],
    ['five dimensions', withTensor({ dimensions: [1n, 1n, 1n, 1n, 1n] }), /5 dimensions/],
    ['an empty dimension', withTensor({ dimensions: [0n] }), /empty tensor/],
    ['sizes that overflow', withTensor({ dimensions: [2n ** 32n, 2n ** 32n] }), /impossible size/],
    ['a row that is no whole block', withTensor({ type: 8, dimensions: [33n] }), /not a multiple of Q8_0/],
    ['misaligned offset', withTensor({ offset: 8n }), /offset 8, not a multiple of 32/],
    ['offset of 2^63', withTensor({ offset: 2n ** 63n }), /offset 9223372036854775808 instead of 0/],
    ['long tensor name', withTensor({ name: 'n'.repeat(64) }), /tensor name of 64 bytes/],
    ['duplicate tensor', { ...SMALL_MODEL, tensors: [tensor, tensor] }, /two tensors named "t"/],
    [
      'overlapping tensors',
      { ...SMALL_MODEL, tensors: [tensor, { ...tensor, name: 'u', offset: 32n }] },
      /instead of 128/,
    ],
    ['missing data', withTensor({ dimensions: [4096n] }), /is cut off: tensor "t" ends at byte \d+, the file has \d+/],
  ];
  test.each(cases)('%s', async (_, file, problem) => {
    const message = await problemOf(Buffer.isBuffer(file) ? file : writeGguf(file));
    expect(message).toMatch(problem);
    expect(message).toMatch(/model\.gguf [^\n]*\.$/);
  });

  test('truncated anywhere', async () => {
    const whole = writeGguf(SMALL_MODEL);
    for (let bytes = 0; bytes < whole.length; bytes += 13) await problemOf(whole.subarray(0, bytes));
    expect(await problemOf(whole.subarray(0, -1))).toMatch(/is cut off: tensor "output_norm.weight"/);
  });

  test('a header beyond 64 MiB, although the file goes on', async () => {
    const file = path.join(directory, 'sparse.gguf');
    const start = writeGguf({ ...withMetadata('x', array(0, BigInt(80 << 20))), tensors: [], tensorCount: 1n });
    fs.writeFileSync(file, start);
    fs.truncateSync(file, 100 << 20); // sparse: takes no space
    await expect(readModelSummary(file)).rejects.toThrow(/more than its header can hold/);
  });

  test('a folder, and no file', async () => {
    await expect(readModelSummary(directory)).rejects.toThrow(/is not a file\.$/);
    await expect(readModelSummary(path.join(directory, 'none'))).rejects.toThrow(/cannot be read: ENOENT/);
  });
});

test('random damage gives a summary or ModelFileError, nothing else, and little memory', async () => {
  const whole = writeGguf(SMALL_MODEL);
  let state = 12345;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  const before = process.memoryUsage().arrayBuffers;
  let refused = 0;
  for (let round = 0; round < 500; round++) {
    const damaged = Buffer.from(whole);
    for (let flips = 1 + random(4); flips > 0; flips--) damaged[random(damaged.length)] = random(256);
    const result: unknown = await read(damaged).catch((error: unknown) => error);
    if (result instanceof Error) {
      expect(result).toBeInstanceOf(ModelFileError);
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(50);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(256 << 20);
});
