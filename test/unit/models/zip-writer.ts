import zlib from 'node:zlib';

export interface ZipMember {
  readonly name: string;
  readonly data: Buffer;
  readonly stored?: boolean;
  /** Lies about the size, the checksum or the flags. */
  readonly claim?: {
    readonly bytes?: number;
    readonly crc?: number;
    readonly flags?: number;
    readonly method?: number;
  };
}

const record = (
  signature: number,
  size: number,
  fields: readonly (readonly [at: number, width: 2 | 4, value: number])[],
): Buffer => {
  const buffer = Buffer.alloc(size);
  buffer.writeUInt32LE(signature);
  for (const [at, width, value] of fields) buffer.writeUIntLE(value, at, width);
  return buffer;
};

/** A zip file of the given members, in memory. */
export function writeZip(members: readonly ZipMember[], comment = ''): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, data, stored, claim } of members) {
    const packed = stored === true ? data : zlib.deflateRawSync(data);
    const method = claim?.method ?? (stored === true ? 0 : 8);
    const fileName = Buffer.from(name);
    const crc = claim?.crc ?? zlib.crc32(data);
    const bytes = claim?.bytes ?? data.length;
    const flags = claim?.flags ?? 0;
    const extra = Buffer.alloc(9); // the local header's extra field may differ from the directory's
    const local = record(0x04034b50, 30, [
      [8, 2, method],
      [26, 2, fileName.length],
      [28, 2, extra.length],
    ]);
    directory.push(
      record(0x02014b50, 46, [
        [8, 2, flags],
        [10, 2, method],
        [16, 4, crc],
        [20, 4, packed.length],
        [24, 4, bytes],
        [28, 2, fileName.length],
        [42, 4, at],
      ]),
      fileName,
    );
    pieces.push(local, fileName, extra, packed);
    at += local.length + fileName.length + extra.length + packed.length;
  }
  const table = Buffer.concat(directory);
  const end = record(0x06054b50, 22, [
    [8, 2, members.length],
    [10, 2, members.length],
    [12, 4, table.length],
    [16, 4, at],
    [20, 2, comment.length],
  ]);
  return Buffer.concat([...pieces, table, end, Buffer.from(comment)]);
}
