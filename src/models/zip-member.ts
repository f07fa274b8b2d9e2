import fs from 'node:fs/promises';
import zlib from 'node:zlib';
import { SourceError } from './errors.ts';

// APPNOTE.TXT 6.3 (PKWARE), as far as wheels use it: one disk, stored or deflated, no encryption, no Zip64.

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const MAX_DIRECTORY_BYTES = 16 * 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;

/** Missing from Node 20 before 20.15. */
const crc32 = (zlib as { crc32?: (data: Uint8Array, value?: number) => number }).crc32;

interface Member {
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly localOffset: number;
}

export interface ExtractOptions {
  /** The size that the unpacked member must have; a member of another size is refused before anything is written. */
  readonly bytes: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Unpacks one member of a zip file and hands it to `write` in pieces; runs nothing and writes no path that the archive
 * names. Rejects with `SourceError` for an archive that is damaged or lacks the member, or with the signal's reason.
 */
export async function extractZipMember(
  archive: string,
  name: string,
  write: (chunk: Buffer) => Promise<void>,
  options: ExtractOptions,
): Promise<void> {
  const handle = await fs.open(archive, 'r');
  try {
    const { size } = await handle.stat();
    const member = await findMember(handle, size, name);
    if (member.bytes !== options.bytes) {
      throw new SourceError(`${name} has ${member.bytes} bytes instead of ${options.bytes}`);
    }
    const start = await dataStart(handle, size, member);
    let written = 0;
    let crc = 0;
    for await (const chunk of unpacked(handle, start, member)) {
      options.signal?.throwIfAborted();
      written += chunk.length;
      if (written > member.bytes) throw damaged(`${name} unpacks to more than it claims`);
      if (crc32 !== undefined) crc = crc32(chunk, crc);
      await write(chunk);
    }
    if (written !== member.bytes) throw damaged(`${name} unpacks to less than it claims`);
    if (crc32 !== undefined && crc !== member.crc) throw damaged(`${name} fails its CRC-32`);
  } finally {
    await handle.close();
  }
}

async function* unpacked(handle: fs.FileHandle, start: number, member: Member): AsyncGenerator<Buffer> {
  if (member.packedBytes === 0) return;
  const packed = handle.createReadStream({ start, end: start + member.packedBytes - 1, autoClose: false });
  if (member.method === STORED) {
    yield* packed as AsyncIterable<Buffer>;
    return;
  }
  const inflate = zlib.createInflateRaw({ chunkSize: 1 << 18 });
  packed.on('error', (error) => inflate.destroy(error));
  packed.pipe(inflate);
  try {
    yield* inflate as AsyncIterable<Buffer>;
  } catch (error) {
    throw new SourceError('the downloaded archive cannot be unpacked', { cause: error });
  } finally {
    packed.destroy();
  }
}

async function findMember(handle: fs.FileHandle, size: number, name: string): Promise<Member> {
  const tail = await read(
    handle,
    Math.max(0, size - END_BYTES - MAX_COMMENT_BYTES),
    Math.min(size, END_BYTES + MAX_COMMENT_BYTES),
  );
  let at = tail.length - END_BYTES;
  while (at >= 0 && tail.readUInt32LE(at) !== END_SIGNATURE) at--;
  if (at < 0) throw damaged('it has no table of contents');
  const directoryBytes = tail.readUInt32LE(at + 12);
  const directoryStart = tail.readUInt32LE(at + 16);
  if (directoryStart + directoryBytes > size || directoryBytes > MAX_DIRECTORY_BYTES) {
    throw damaged('its table of contents lies outside the file');
  }
  const directory = await read(handle, directoryStart, directoryBytes);
  const wanted = Buffer.from(name, 'utf8');
  for (let entry = 0; entry + ENTRY_BYTES <= directory.length;) {
    if (directory.readUInt32LE(entry) !== ENTRY_SIGNATURE) throw damaged('its table of contents is broken');
    const nameBytes = directory.readUInt16LE(entry + 28);
    const rest = directory.readUInt16LE(entry + 30) + directory.readUInt16LE(entry + 32);
    const nameStart = entry + ENTRY_BYTES;
    if (directory.subarray(nameStart, nameStart + nameBytes).equals(wanted)) {
      if ((directory.readUInt16LE(entry + 8) & ENCRYPTED_FLAG) !== 0) throw damaged(`${name} is encrypted`);
      return {
        method: directory.readUInt16LE(entry + 10),
        crc: directory.readUInt32LE(entry + 16),
        packedBytes: directory.readUInt32LE(entry + 20),
        bytes: directory.readUInt32LE(entry + 24),
        localOffset: directory.readUInt32LE(entry + 42),
      };
    }
    entry = nameStart + nameBytes + rest;
  }
  throw new SourceError(`the downloaded archive does not contain ${name}`);
}

/** Where the member's data start: behind its local header, whose variable parts may differ from the table of contents. */
async function dataStart(handle: fs.FileHandle, size: number, member: Member): Promise<number> {
  if (member.method !== STORED && member.method !== DEFLATED)
    throw damaged(`compression method ${member.method} is unknown`);
  if (member.localOffset + LOCAL_BYTES > size) throw damaged('a member lies outside the file');
  const header = await read(handle, member.localOffset, LOCAL_BYTES);
  if (header.readUInt32LE(0) !== LOCAL_SIGNATURE) throw damaged('a member has no header');
  const start = member.localOffset + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (start + member.packedBytes > size) throw damaged('a member goes on beyond the end of the file');
  return start;
}

async function read(handle: fs.FileHandle, start: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = bytes === 0 ? { bytesRead: 0 } : await handle.read(buffer, 0, bytes, start);
  if (bytesRead < bytes) throw damaged('it is cut off');
  return buffer;
}

function damaged(what: string): SourceError {
  return new SourceError(`the downloaded archive is damaged: ${what}`);
}
