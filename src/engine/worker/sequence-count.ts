/** Prompts that stay in place at the same time on any machine: of three documents, and a small one for a first answer. */
export const LEAST_SEQUENCES = 4;
/** More documents than these nobody goes back and forth between. */
const MOST_SEQUENCES = 8;
/** What the sequences together may hold of memory: 8 of the default model's with 2,048 tokens (25 MB each). */
const MOST_BYTES = 256e6;
const MOST_SHARE_OF_MEMORY = 0.03;
/** Keys and values are kept as 16-bit floats. */
const BYTES_PER_NUMBER = 2;

/** What a GGUF file says of its model's layers; each may be missing. */
export interface LayerSizes {
  readonly block_count?: number;
  readonly embedding_length?: number;
  readonly attention?: {
    readonly head_count?: number;
    readonly head_count_kv?: number | readonly number[];
    readonly key_length?: number;
    readonly value_length?: number;
  };
}

/** Bytes that the state of one token takes; undefined where the file does not say enough. */
export function bytesPerToken({
  block_count: layers,
  embedding_length: width,
  attention,
}: LayerSizes): number | undefined {
  const heads = attention?.head_count;
  if (layers === undefined || width === undefined || heads === undefined || heads === 0) return undefined;
  const {
    key_length: key = width / heads,
    value_length: value = width / heads,
    head_count_kv: shared = heads,
  } = attention ?? {};
  const sharedHeads = typeof shared === 'number' ? shared * layers : shared.reduce((sum, count) => sum + count, 0);
  return sharedHeads * (key + value) * BYTES_PER_NUMBER;
}

/**
 * How many sequences to keep, each `bytesEach` bytes large, filled or not. Every one beyond the least spares the reading
 * of a document that one comes back to; a state saved to a file would do the same, with code in clear on a disk.
 */
export function sequenceCount(bytesEach: number, bytesOfMachine: number): number {
  const affordable = Math.floor(Math.min(MOST_BYTES, MOST_SHARE_OF_MEMORY * bytesOfMachine) / bytesEach);
  return Math.max(LEAST_SEQUENCES, Math.min(MOST_SEQUENCES, affordable));
}
