import type { HeaderReader } from './header-reader.ts';

// Value types of GGUF metadata (ggml/docs/gguf.md).
const STRING = 8;
const ARRAY = 9;
const BOOL = 7;
/** Bytes of each fixed-size type: u8 i8 u16 i16 u32 i32 f32 bool, then u64 i64 f64. */
const FIXED_BYTES: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 4],
  [5, 4],
  [6, 4],
  [BOOL, 1],
  [10, 8],
  [11, 8],
  [12, 8],
]);
const FLOATS = new Set([6, 12]);
const SIGNED = new Set([1, 3, 5, 11]);

/** The specification allows keys of up to 65,535 bytes; models use less than 100. */
const MAX_KEY_BYTES = 65_535;
/** Longest text value that is kept; longer ones (chat templates) are passed over. */
const MAX_KEPT_TEXT_BYTES = 1024;
/** Models have some 30 entries. llama.cpp compares all pairs of keys, so the number must stay small. */
const MAX_ENTRIES = 4096;

/** Special tokens are short, and start with one of these bytes: `<`, `[`, the first of `▁`, `_`. */
const MAX_SPECIAL_TOKEN_BYTES = 64;
const SPECIAL_TOKEN_STARTS = new Set([0x3c, 0x5b, 0xe2, 0x5f]);

export interface Metadata {
  /** Texts of up to 1,024 bytes, by key. */
  readonly texts: ReadonlyMap<string, string>;
  /** Whole numbers, by key. */
  readonly numbers: ReadonlyMap<string, bigint>;
  /** Length of `tokenizer.ggml.tokens`; 0 where the file has none. */
  readonly vocabularySize: number;
  /** Ids of those tokens that were asked for and exist. */
  readonly tokenIds: ReadonlyMap<string, number>;
}

/**
 * Reads the `count` metadata entries at the reader's position. Of arrays only the vocabulary is looked at, token by
 * token, for the texts in `wantedTokens`; everything else is passed over and never stored. Throws `ModelFileError`.
 */
export async function readMetadata(
  reader: HeaderReader,
  count: bigint,
  wantedTokens: ReadonlySet<string>,
): Promise<Metadata> {
  if (count > BigInt(MAX_ENTRIES))
    reader.fail(`claims ${count} metadata entries, more than the ${MAX_ENTRIES} allowed`);
  const texts = new Map<string, string>();
  const numbers = new Map<string, bigint>();
  const tokenIds = new Map<string, number>();
  const keys = new Set<string>();
  let vocabularySize = 0;
  for (let index = 0; index < Number(count); index++) {
    const key = await readKey(reader);
    if (keys.has(key)) reader.fail(`has the metadata key ${JSON.stringify(key)} twice`);
    keys.add(key);
    await reader.need(4);
    const type = reader.u32();
    const fixed = FIXED_BYTES.get(type);
    if (fixed !== undefined) {
      await reader.need(fixed);
      const value = readFixed(reader.bytes(fixed), type);
      if (value !== undefined) numbers.set(key, value);
    } else if (type === STRING) {
      const text = await readText(reader);
      if (text !== undefined) texts.set(key, text);
    } else if (type === ARRAY) {
      const isVocabulary = key === 'tokenizer.ggml.tokens';
      const length = await readArray(reader, key, isVocabulary ? { wanted: wantedTokens, found: tokenIds } : undefined);
      if (isVocabulary) vocabularySize = length;
    } else {
      reader.fail(`gives the metadata key ${JSON.stringify(key)} the unknown type ${type}`);
    }
  }
  return { texts, numbers, vocabularySize, tokenIds };
}

async function readKey(reader: HeaderReader): Promise<string> {
  await reader.need(8);
  const length = reader.u64();
  if (length === 0n) reader.fail('has an empty metadata key');
  if (length > BigInt(MAX_KEY_BYTES)) reader.fail(`has a metadata key of ${length} bytes`);
  await reader.need(Number(length));
  return reader.bytes(Number(length)).toString('utf8');
}

/** A whole number, or undefined for a fraction. */
function readFixed(bytes: Buffer, type: number): bigint | undefined {
  if (FLOATS.has(type)) return undefined;
  let value = 0n;
  for (let index = bytes.length - 1; index >= 0; index--) value = (value << 8n) | BigInt(bytes.readUInt8(index));
  return SIGNED.has(type) ? BigInt.asIntN(bytes.length * 8, value) : value;
}

async function readText(reader: HeaderReader): Promise<string | undefined> {
  await reader.need(8);
  const length = checkedLength(reader, reader.u64(), 'a metadata text');
  if (length > MAX_KEPT_TEXT_BYTES) {
    reader.skip(length);
    return undefined;
  }
  await reader.need(length);
  return reader.bytes(length).toString('utf8');
}

interface VocabularyMatch {
  readonly wanted: ReadonlySet<string>;
  readonly found: Map<string, number>;
}

/** Passes over an array and returns its length. */
async function readArray(reader: HeaderReader, key: string, match: VocabularyMatch | undefined): Promise<number> {
  await reader.need(12);
  const elementType = reader.u32();
  const length = reader.u64();
  const name = JSON.stringify(key);
  // The format allows arrays of arrays; llama.cpp loads none, so that no nesting has to be followed.
  if (elementType === ARRAY) reader.fail(`has an array of arrays under the metadata key ${name}`);
  const elementBytes = elementType === STRING ? 8 : FIXED_BYTES.get(elementType);
  if (elementBytes === undefined) reader.fail(`has an array of the unknown type ${elementType} under ${name}`);
  if (length * BigInt(elementBytes) > BigInt(reader.remaining)) {
    reader.fail(`claims ${length} elements under ${name}, more than its header can hold or the file is cut off`);
  }
  const count = Number(length);
  if (elementType !== STRING) {
    if (match !== undefined) reader.fail('has a vocabulary that is not made of texts');
    reader.skip(count * elementBytes);
    return count;
  }
  for (let id = 0; id < count; id++) {
    if (!reader.has(8)) await reader.need(8);
    const bytes = checkedLength(reader, reader.u64(), `element ${id} of ${name}`);
    if (match === undefined || bytes === 0 || bytes > MAX_SPECIAL_TOKEN_BYTES) {
      reader.skip(bytes);
      continue;
    }
    if (!reader.has(bytes)) await reader.need(bytes);
    const view = reader.bytes(bytes);
    if (!SPECIAL_TOKEN_STARTS.has(view.readUInt8(0))) continue;
    const text = view.toString('utf8');
    if (match.wanted.has(text) && !match.found.has(text)) match.found.set(text, id);
  }
  return count;
}

function checkedLength(reader: HeaderReader, length: bigint, what: string): number {
  if (length > BigInt(reader.remaining)) {
    reader.fail(`gives ${what} a length of ${length} bytes, more than its header can hold or the file is cut off`);
  }
  return Number(length);
}
