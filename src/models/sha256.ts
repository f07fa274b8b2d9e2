import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

export interface HashOptions {
  /** Called with the bytes hashed so far, about once a megabyte. */
  readonly onProgress?: ((hashedBytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Lower-case hex SHA-256 of a file, read as a stream. Rejects with the signal's reason when it is aborted, and with the
 * file system's error when the file cannot be read.
 */
export async function sha256OfFile(file: string, options: HashOptions = {}): Promise<string> {
  options.signal?.throwIfAborted();
  const hash = createHash('sha256');
  let hashed = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    options.signal?.throwIfAborted(); // leaving the loop closes the stream
    hash.update(chunk);
    hashed += chunk.length;
    options.onProgress?.(hashed);
  }
  return hash.digest('hex');
}
