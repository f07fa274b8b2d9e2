import type { FileHandle } from 'node:fs/promises';
import { ModelFileError } from '../errors.ts';

const CHUNK_BYTES = 256 * 1024;

/**
 * Reads a file's beginning forwards in chunks, little-endian, and refuses to go past the file's end or past a limit. The
 * numbers of a hostile file are only ever compared, never allocated: memory stays at about one chunk.
 *
 * Use: `if (!reader.has(n)) await reader.need(n)` and then the synchronous readers. The test before the `await` matters:
 * a vocabulary is 300,000 small items, and a promise for each would triple the time.
 */
export class HeaderReader {
  readonly path: string;
  readonly fileBytes: number;
  readonly #handle: FileHandle;
  readonly #limitBytes: number;
  #buffer: Buffer = Buffer.alloc(0);
  /** Next byte to read, in `#buffer`. */
  #at = 0;
  /** Where `#buffer` starts in the file. */
  #bufferStart = 0;

  constructor(handle: FileHandle, path: string, fileBytes: number, limitBytes: number) {
    this.#handle = handle;
    this.path = path;
    this.fileBytes = fileBytes;
    this.#limitBytes = limitBytes;
  }

  /** Offset in the file of the next byte to read. */
  get position(): number {
    return this.#bufferStart + this.#at;
  }

  /** The most bytes that can still follow: up to the file's end or the limit, whichever comes first. */
  get remaining(): number {
    return Math.min(this.fileBytes, this.#limitBytes) - this.position;
  }

  fail(problem: string): never {
    throw new ModelFileError(this.path, problem);
  }

  /** True when the next `count` bytes are in memory. */
  has(count: number): boolean {
    return this.#at + count <= this.#buffer.length;
  }

  /** Brings the next `count` bytes (at most a few chunks; callers bound it) into memory. */
  async need(count: number): Promise<void> {
    if (this.has(count)) return;
    this.#checkRemaining(count);
    const start = this.position;
    const wanted = Math.min(Math.max(count, CHUNK_BYTES), this.fileBytes - start);
    const buffer = Buffer.allocUnsafe(wanted);
    let filled = 0;
    while (filled < wanted) {
      const { bytesRead } = await this.#handle.read(buffer, filled, wanted - filled, start + filled);
      if (bytesRead === 0) break; // the file shrank meanwhile
      filled += bytesRead;
    }
    this.#buffer = buffer.subarray(0, filled);
    this.#bufferStart = start;
    this.#at = 0;
    if (filled < count) this.fail('became shorter while it was read');
  }

  /** Goes back to an offset that the last `need` brought into memory. */
  rewind(position: number): void {
    this.#at = position - this.#bufferStart;
  }

  /** Passes over `count` bytes without holding them. */
  skip(count: number): void {
    this.#checkRemaining(count);
    if (this.has(count)) {
      this.#at += count;
    } else {
      this.#bufferStart = this.position + count;
      this.#buffer = Buffer.alloc(0);
      this.#at = 0;
    }
  }

  u32(): number {
    const value = this.#buffer.readUInt32LE(this.#at);
    this.#at += 4;
    return value;
  }

  u64(): bigint {
    const value = this.#buffer.readBigUInt64LE(this.#at);
    this.#at += 8;
    return value;
  }

  /** A view, valid until the next `need` or `skip`. */
  bytes(count: number): Buffer {
    const view = this.#buffer.subarray(this.#at, this.#at + count);
    this.#at += count;
    return view;
  }

  #checkRemaining(count: number): void {
    if (count <= this.remaining) return;
    if (this.fileBytes <= this.#limitBytes) {
      this.fail(`is cut off: its header goes on beyond the file's end at byte ${this.fileBytes}`);
    }
    this.fail(`has a header of more than ${this.#limitBytes} bytes, more than any known model has`);
  }
}
