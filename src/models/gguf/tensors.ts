import type { HeaderReader } from './header-reader.ts';
import { TENSOR_TYPES, type TensorType } from './tensor-types.ts';

/** llama.cpp compares all pairs of names, so the number must stay small; the largest models have some 2,000. */
const MAX_TENSORS = 32_768;
/** `GGML_MAX_NAME`, with its closing zero. */
const MAX_NAME_BYTES = 63;
const MAX_DIMENSIONS = 4;
const MAX_ELEMENTS = 2n ** 63n - 1n;

interface Tensor {
  readonly name: string;
  readonly type: TensorType;
  readonly elements: bigint;
  readonly bytes: bigint;
  /** From the start of the tensor data. */
  readonly offset: bigint;
}

export interface TensorSummary {
  /** All elements of all tensors. */
  readonly parameters: bigint;
  /** Name of the type that holds the most elements; undefined for a file without tensors. */
  readonly mainType: string | undefined;
}

/**
 * Reads the `count` tensor descriptions at the reader's position and checks that all of the data they promise lies in
 * the file, in order and without gaps or overlaps but for alignment, as llama.cpp demands. Throws `ModelFileError`.
 */
export async function readTensors(reader: HeaderReader, count: bigint, alignment: number): Promise<TensorSummary> {
  if (count > BigInt(MAX_TENSORS)) reader.fail(`claims ${count} tensors, more than the ${MAX_TENSORS} allowed`);
  const tensors: Tensor[] = [];
  const names = new Set<string>();
  for (let index = 0; index < Number(count); index++) {
    const tensor = await readTensor(reader);
    if (names.has(tensor.name)) reader.fail(`has two tensors named ${JSON.stringify(tensor.name)}`);
    names.add(tensor.name);
    tensors.push(tensor);
  }
  checkData(reader, tensors, BigInt(alignment));
  const elementsByType = new Map<string, bigint>();
  let parameters = 0n;
  for (const { type, elements } of tensors) {
    parameters += elements;
    elementsByType.set(type.name, (elementsByType.get(type.name) ?? 0n) + elements);
  }
  let mainType: string | undefined;
  for (const [name, elements] of elementsByType) {
    if (mainType === undefined || elements > (elementsByType.get(mainType) ?? 0n)) mainType = name;
  }
  return { parameters, mainType };
}

async function readTensor(reader: HeaderReader): Promise<Tensor> {
  await reader.need(8);
  const nameBytes = reader.u64();
  if (nameBytes > BigInt(MAX_NAME_BYTES)) reader.fail(`has a tensor name of ${nameBytes} bytes`);
  await reader.need(Number(nameBytes) + 4);
  const name = reader.bytes(Number(nameBytes)).toString('utf8');
  const quoted = JSON.stringify(name);
  const dimensions = reader.u32();
  if (dimensions < 1 || dimensions > MAX_DIMENSIONS)
    reader.fail(`has the tensor ${quoted} of ${dimensions} dimensions`);
  await reader.need(dimensions * 8 + 12);
  const rowElements = reader.u64();
  let elements = rowElements;
  for (let dimension = 1; dimension < dimensions; dimension++) elements *= reader.u64();
  if (elements === 0n) reader.fail(`has the empty tensor ${quoted}`);
  if (elements > MAX_ELEMENTS) reader.fail(`has the tensor ${quoted} of an impossible size`);
  const typeNumber = reader.u32();
  const type = TENSOR_TYPES.get(typeNumber);
  if (type === undefined) reader.fail(`has the tensor ${quoted} of the unknown type ${typeNumber}`);
  if (rowElements % BigInt(type.blockElements) !== 0n) {
    reader.fail(
      `has the tensor ${quoted} with rows of ${rowElements} elements, not a multiple of ${type.name}'s block`,
    );
  }
  const bytes = (elements / BigInt(type.blockElements)) * BigInt(type.blockBytes);
  return { name, type, elements, bytes, offset: reader.u64() };
}

function checkData(reader: HeaderReader, tensors: readonly Tensor[], alignment: bigint): void {
  const align = (value: bigint): bigint => ((value + alignment - 1n) / alignment) * alignment;
  const dataStart = align(BigInt(reader.position));
  let expected = 0n;
  for (const { name, bytes, offset } of tensors) {
    const quoted = JSON.stringify(name);
    if (offset % alignment !== 0n)
      reader.fail(`has the tensor ${quoted} at offset ${offset}, not a multiple of ${alignment}`);
    if (offset !== expected) reader.fail(`has the tensor ${quoted} at offset ${offset} instead of ${expected}`);
    const end = dataStart + offset + bytes;
    if (end > BigInt(reader.fileBytes)) {
      reader.fail(`is cut off: tensor ${quoted} ends at byte ${end}, the file has ${reader.fileBytes}`);
    }
    expected = align(offset + bytes);
  }
}
