import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SourceError } from '../../../src/models/errors.ts';
import { extractZipMember } from '../../../src/models/zip-member.ts';
import { type ZipMember, writeZip } from './zip-writer.ts';

let directory = '';
beforeAll(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'zip-'));
});
afterAll(() => fs.rmSync(directory, { recursive: true }));

const data = Buffer.from('the weights of a model '.repeat(20_000));
const member: ZipMember = { name: 'pack/data/part.bin', data };
const other: ZipMember = { name: 'pack/__init__.py', data: Buffer.from('raise SystemExit') };

async function extract(zip: Buffer, bytes = data.length): Promise<Buffer> {
  const file = path.join(directory, 'some.whl');
  fs.writeFileSync(file, zip);
  const chunks: Buffer[] = [];
  await extractZipMember(file, member.name, (chunk) => Promise.resolve(void chunks.push(chunk)), { bytes });
  return Buffer.concat(chunks);
}

test.each([
  ['deflated', [other, member]],
  ['stored', [{ ...member, stored: true }, other]],
])('unpacks a %s member', async (_, members) => {
  expect((await extract(writeZip(members, 'a comment'))).equals(data)).toBe(true);
});

const good = writeZip([member]);
test.each([
  ['no zip at all', Buffer.from('hello'), /no table of contents/],
  ['empty', Buffer.alloc(0), /no table of contents/],
  ['without the member', writeZip([other]), /does not contain/],
  ['another size', writeZip([{ ...member, data: Buffer.from('short') }]), /has 5 bytes instead of/],
  ['wrong checksum', writeZip([{ ...member, claim: { crc: 1 } }]), /CRC-32/],
  ['encrypted', writeZip([{ ...member, claim: { flags: 1 } }]), /encrypted/],
  ['unknown method', writeZip([{ ...member, claim: { method: 12 } }]), /method 12/],
  [
    'unpacks to more (a bomb)',
    writeZip([{ ...member, data: Buffer.concat([data, data]), claim: { bytes: data.length } }]),
    /more than it claims/,
  ],
  [
    'unpacks to less',
    writeZip([{ ...member, data: data.subarray(9), claim: { bytes: data.length } }]),
    /less than it claims/,
  ],
  ['cut off at the start', good.subarray(100), /damaged/],
])('refuses an archive: %s', async (_, zip, problem) => {
  const error: unknown = await extract(zip).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(SourceError);
  expect(String(error)).toMatch(problem);
});

test('refuses damaged data', async () => {
  const zip = Buffer.from(good);
  zip.fill(0xff, 80, 200);
  await expect(extract(zip)).rejects.toBeInstanceOf(SourceError);
});
