/** A metadata value by its GGUF type; `raw` puts bytes of the test's own behind a type of its own. */
export type Value =
  | { readonly u32: number }
  | { readonly text: string }
  | { readonly texts: readonly string[] }
  | { readonly floats: readonly number[] }
  | { readonly raw: readonly [type: number, bytes: Buffer] };

export interface Tensor {
  readonly name: string;
  readonly dimensions: readonly bigint[];
  readonly type: number;
  /** By default behind the tensor before. */
  readonly offset?: bigint;
  readonly bytes: number;
}

export interface GgufParts {
  readonly magic?: string;
  readonly version?: number;
  readonly metadataCount?: bigint;
  readonly tensorCount?: bigint;
  readonly metadata: readonly (readonly [key: string, value: Value])[];
  readonly tensors: readonly Tensor[];
  readonly alignment?: number;
}

export const u32 = (value: number): Buffer => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
};

export const u64 = (value: bigint): Buffer => {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(value);
  return buffer;
};

export const text = (value: string): Buffer =>
  Buffer.concat([u64(BigInt(Buffer.byteLength(value))), Buffer.from(value)]);

function encode(value: Value): Buffer {
  if ('u32' in value) return Buffer.concat([u32(4), u32(value.u32)]);
  if ('text' in value) return Buffer.concat([u32(8), text(value.text)]);
  if ('raw' in value) return Buffer.concat([u32(value.raw[0]), value.raw[1]]);
  if ('texts' in value) {
    return Buffer.concat([u32(9), u32(8), u64(BigInt(value.texts.length)), ...value.texts.map(text)]);
  }
  const floats = value.floats.map((float) => Buffer.from(new Float32Array([float]).buffer));
  return Buffer.concat([u32(9), u32(6), u64(BigInt(floats.length)), ...floats]);
}

/** Writes what it is told, right or wrong. */
export function writeGguf(parts: GgufParts): Buffer {
  const alignment = parts.alignment ?? 32;
  const pad = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;
  let next = 0;
  const described = parts.tensors.map((tensor) => {
    const offset = tensor.offset ?? BigInt(next);
    next += pad(tensor.bytes);
    const sizes = tensor.dimensions.map(u64);
    return Buffer.concat([text(tensor.name), u32(sizes.length), ...sizes, u32(tensor.type), u64(offset)]);
  });
  const header = Buffer.concat([
    Buffer.from(parts.magic ?? 'GGUF'),
    u32(parts.version ?? 3),
    u64(parts.tensorCount ?? BigInt(parts.tensors.length)),
    u64(parts.metadataCount ?? BigInt(parts.metadata.length)),
    ...parts.metadata.flatMap(([key, value]) => [text(key), encode(value)]),
    ...described,
  ]);
  const last = parts.tensors.at(-1);
  const dataBytes = last === undefined ? 0 : next - pad(last.bytes) + last.bytes;
  return Buffer.concat([header, Buffer.alloc(pad(header.length) - header.length + dataBytes, 7)]);
}

export const VOCABULARY = [
  'a',
  'b',
  '<|endoftext|>',
  '<|fim_prefix|>',
  '<|fim_middle|>',
  '<|fim_suffix|>',
  '<|file_sep|>',
];

/** A small valid model: two tensors, seven tokens of Qwen's kind. */
export const SMALL_MODEL: GgufParts = {
  metadata: [
    ['general.architecture', { text: 'qwen2' }],
    ['general.name', { text: 'Tiny\u001b[31m' }],
    ['general.file_type', { u32: 15 }],
    ['qwen2.context_length', { u32: 2048 }],
    ['tokenizer.ggml.tokens', { texts: VOCABULARY }],
    ['tokenizer.ggml.scores', { floats: VOCABULARY.map(() => 0.5) }],
    ['tokenizer.ggml.merges', { texts: ['a b', 'b a'] }],
    ['tokenizer.ggml.eos_token_id', { u32: 2 }],
    ['tokenizer.chat_template', { text: 'x'.repeat(3000) }],
  ],
  tensors: [
    { name: 'token_embd.weight', dimensions: [32n, 7n], type: 8, bytes: 7 * 34 },
    { name: 'output_norm.weight', dimensions: [10n], type: 0, bytes: 40 },
  ],
};

/** The small model with one metadata value replaced, added, or (undefined) left out. */
export function withMetadata(key: string, value: Value | undefined): GgufParts {
  const rest = SMALL_MODEL.metadata.filter(([other]) => other !== key);
  return { ...SMALL_MODEL, metadata: value === undefined ? rest : [...rest, [key, value]] };
}
