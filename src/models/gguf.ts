import fs from 'node:fs/promises';
import { ModelFileError, shortReason } from './errors.ts';
import { HeaderReader } from './gguf/header-reader.ts';
import { type Metadata, readMetadata } from './gguf/metadata.ts';
import { FILE_TYPES } from './gguf/tensor-types.ts';
import { readTensors } from './gguf/tensors.ts';
import { SPECIAL_TEXTS, findFim, findStopTokens, findTurns } from './special-tokens.ts';
import type { FimTokens, TurnTokens } from './types.ts';

// The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
// llama.cpp parses the same bytes in native code; what it would choke on is refused here, with a sentence for the user.

/** Headers of real models have 1 to 30 MB, nearly all of it vocabulary. */
const MAX_HEADER_BYTES = 64 * 1024 * 1024;
const DEFAULT_ALIGNMENT = 32;
const MAX_ALIGNMENT = 65_536;
const MAX_CONTEXT_LENGTH = 2n ** 31n - 1n;

/** What a model file says of itself, checked against the file's size. */
export interface ModelSummary {
  /** `qwen2`, `llama` … */
  readonly architecture: string;
  /** `general.name` without control characters, or undefined where the file has none. */
  readonly name: string | undefined;
  /** Tokens. */
  readonly contextLength: number;
  /** `Q4_K_M` …: the file type, or the type of most weights where the file does not say. */
  readonly quantisation: string;
  readonly parameters: number;
  readonly vocabularySize: number;
  readonly fim: FimTokens | undefined;
  readonly turns: TurnTokens | undefined;
  readonly stopTokens: readonly number[];
  /** Size of the file. */
  readonly bytes: number;
}

/**
 * Reads and checks the header of a GGUF file that may come from anywhere. Never holds more than about one chunk of the
 * file. Throws `ModelFileError`, and nothing else, for a file that cannot be read, is cut off, or is no language model.
 */
export async function readModelSummary(file: string): Promise<ModelSummary> {
  let handle: fs.FileHandle;
  try {
    // Asked before opening: opening a named pipe would wait for a writer for ever.
    if (!(await fs.stat(file)).isFile()) throw new ModelFileError(file, 'is not a file');
    handle = await fs.open(file, 'r');
  } catch (error) {
    if (error instanceof ModelFileError) throw error;
    throw new ModelFileError(file, `cannot be read: ${shortReason(error)}`, { cause: error });
  }
  try {
    const { size } = await handle.stat();
    return await readHeader(new HeaderReader(handle, file, size, MAX_HEADER_BYTES));
  } catch (error) {
    if (error instanceof ModelFileError) throw error;
    throw new ModelFileError(file, `cannot be read: ${shortReason(error)}`, { cause: error });
  } finally {
    await handle.close();
  }
}

async function readHeader(reader: HeaderReader): Promise<ModelSummary> {
  await checkMagic(reader);
  await reader.need(16);
  const tensorCount = reader.u64();
  const metadata = await readMetadata(reader, reader.u64(), SPECIAL_TEXTS);
  const architecture = readArchitecture(reader, metadata);
  const contextLength = metadata.numbers.get(`${architecture}.context_length`);
  if (contextLength === undefined) reader.fail('does not say how long its context is');
  if (contextLength < 1n || contextLength > MAX_CONTEXT_LENGTH)
    reader.fail(`claims a context of ${contextLength} tokens`);
  if (metadata.vocabularySize === 0) reader.fail('holds no vocabulary, so it is not a language model');
  if (tensorCount === 0n) reader.fail('holds no weights, only a header');
  const tensors = await readTensors(reader, tensorCount, readAlignment(reader, metadata));
  const vocabulary = {
    size: metadata.vocabularySize,
    tokenIds: metadata.tokenIds,
    numbers: metadata.numbers,
  };
  const fim = findFim(vocabulary);
  return {
    architecture,
    name: readName(metadata),
    contextLength: Number(contextLength),
    quantisation:
      FILE_TYPES.get(Number(metadata.numbers.get('general.file_type') ?? -1n)) ?? tensors.mainType ?? 'unknown',
    parameters: Number(tensors.parameters),
    vocabularySize: vocabulary.size,
    fim,
    turns: findTurns(vocabulary),
    stopTokens: findStopTokens(vocabulary, fim),
    bytes: reader.fileBytes,
  };
}

async function checkMagic(reader: HeaderReader): Promise<void> {
  if (reader.fileBytes === 0) reader.fail('is empty');
  const start = Math.min(reader.fileBytes, 20);
  await reader.need(start);
  const text = reader.bytes(start).toString('latin1');
  if (text.startsWith('version https://git-'))
    reader.fail('is a pointer of Git LFS, not the model itself; fetch the file with `git lfs pull`');
  if (/^\s*</.test(text)) reader.fail('is a web page, not a GGUF model');
  if (!text.startsWith('GGUF')) reader.fail('is not a GGUF model');
  if (reader.fileBytes < 24)
    reader.fail(`is cut off: its header goes on beyond the file's end at byte ${reader.fileBytes}`);
  const version = Buffer.from(text, 'latin1').readUInt32LE(4);
  if (version === 1) reader.fail('is of GGUF version 1, which is too old; only 2 and 3 can be read');
  if (version >= 0x01000000) reader.fail('is a big-endian GGUF file, which cannot be read here');
  if (version !== 2 && version !== 3) reader.fail(`is of GGUF version ${version}; only 2 and 3 can be read`);
  reader.rewind(8);
}

function readArchitecture(reader: HeaderReader, metadata: Metadata): string {
  const architecture = metadata.texts.get('general.architecture');
  if (architecture === undefined) reader.fail('does not say which architecture it has');
  if (!/^[\w.-]{1,64}$/.test(architecture)) reader.fail('names its architecture with forbidden characters');
  return architecture;
}

function readAlignment(reader: HeaderReader, metadata: Metadata): number {
  const alignment = metadata.numbers.get('general.alignment');
  if (alignment === undefined) return DEFAULT_ALIGNMENT;
  if (alignment < 1n || alignment > BigInt(MAX_ALIGNMENT) || (alignment & (alignment - 1n)) !== 0n) {
    reader.fail(`asks for an alignment of ${alignment} bytes`);
  }
  return Number(alignment);
}

function readName(metadata: Metadata): string | undefined {
  // The name is shown in terminals and menus, where control characters could do harm.
  const name = metadata.texts.get('general.name')?.replace(/\p{C}/gu, '').trim();
  return name === undefined || name === '' ? undefined : name;
}
