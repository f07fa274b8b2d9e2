import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ModelFileError, ModelNotFoundError } from '../../../src/models/errors.ts';
import { type Hub, FILE_NAME, MODEL, SHA256, type Workplace, createWorkplace, startHub } from './stand-ins.ts';
import { SMALL_MODEL, writeGguf } from './gguf-writer.ts';

let hub: Hub;
let place: Workplace;
beforeEach(async () => {
  hub = await startHub();
  place = createWorkplace(hub.endpoint);
  fs.mkdirSync(place.models, { recursive: true });
});
afterEach(async () => {
  await hub.close();
  fs.rmSync(place.root, { recursive: true });
});

const ENGINE_FILE = { fim: { prefix: 3, middle: 4, suffix: 5 }, stopTokens: [2, 3, 4, 5, 6], contextLength: 2048 };

test('what is missing is said with the command that gets it', async () => {
  const store = place.store();
  await expect(store.openModel()).rejects.toThrow('Tiny Q4 is not on this machine yet: run `local-forge models pull`.');
  await expect(store.openModel()).rejects.toBeInstanceOf(ModelNotFoundError);
  await expect(store.openModel('nonsense')).rejects.toThrow(/no model named nonsense; .* one of: tiny\.$/);
  await expect(store.openModel('~/none.gguf')).rejects.toThrow(`There is no model file ${place.host.home}/none.gguf.`);
  expect(await store.find('tiny')).toBeUndefined();
});

test('a file put there by hand is hashed once and stamped', async () => {
  fs.writeFileSync(place.target, MODEL);
  const store = place.store();
  let hashed = 0;
  const onProgress = (): void => {
    hashed++;
  };
  expect(await store.openModel(undefined, { onProgress })).toEqual({
    ...ENGINE_FILE,
    name: 'Tiny Q4',
    path: place.target,
    sha256: SHA256,
    bytes: MODEL.length,
  });
  expect(hashed).toBeGreaterThan(0);
  hashed = 0;
  await store.openModel('TINY', { onProgress });
  expect(hashed).toBe(0);

  fs.utimesSync(place.target, 1, 1); // touched: the stamp no longer holds
  await store.openModel('tiny:q4', { onProgress });
  expect(hashed).toBeGreaterThan(0);
});

test('a damaged file is never opened, and the next pull replaces it', async () => {
  const store = place.store();
  await store.pull();
  const damaged = Buffer.from(MODEL);
  damaged[damaged.length - 1] = 1;
  fs.writeFileSync(place.target, damaged);
  fs.utimesSync(place.target, 2, 2);
  await expect(store.openModel()).rejects.toThrow(/is damaged; run `local-forge models pull tiny`/);
  expect(await store.verify('tiny')).toMatchObject({ expected: SHA256, path: place.target });
  await store.pull();
  expect((await store.verify('tiny')).sha256).toBe(SHA256);
  expect(fs.readFileSync(place.target).equals(MODEL)).toBe(true);
});

test("a user's own file is checked as GGUF and not hashed", async () => {
  const store = place.store();
  const own = path.join(place.root, 'own.gguf');
  fs.writeFileSync(own, writeGguf(SMALL_MODEL));
  expect(await store.openModel(own)).toMatchObject({ ...ENGINE_FILE, name: 'own', path: own, sha256: undefined });
  fs.writeFileSync(own, 'GGUF but not really, it is only text');
  await expect(store.openModel(own)).rejects.toBeInstanceOf(ModelFileError);
  expect((await store.verify(own)).expected).toBeUndefined();
});

test('lists the catalogue and other files of the folder', async () => {
  const store = place.store();
  fs.writeFileSync(`${place.target}.part`, MODEL.subarray(0, 10));
  fs.writeFileSync(path.join(place.models, 'other.gguf'), writeGguf(SMALL_MODEL));
  const [tiny, other] = await store.list();
  expect(tiny).toMatchObject({
    id: 'tiny',
    installed: false,
    partialBytes: 10,
    bytes: MODEL.length,
    path: place.target,
  });
  expect(other).toMatchObject({ id: 'other.gguf', name: 'other', installed: true, entry: undefined });
  expect((await store.openModel('other.gguf')).name).toBe('other');
  await store.pull('tiny');
  expect((await store.list())[0]).toMatchObject({ installed: true, partialBytes: 0 });
});

test('removes the file, its stamp and an unfinished download', async () => {
  const store = place.store();
  await store.pull();
  fs.writeFileSync(`${place.target}.part`, 'x');
  expect(await store.remove('tiny')).toBe(true);
  expect(fs.readdirSync(place.models)).toEqual([]);
  expect(await store.remove('tiny')).toBe(false);
  expect(store.pathOf('tiny')).toBe(path.join(place.models, FILE_NAME));
});
