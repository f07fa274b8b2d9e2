/** What code that tests call can reach of the machine. Linux with user namespaces; elsewhere less is promised. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goBuildCache } from '../../src/testing/run/frameworks.ts';
import { isolation } from '../../src/testing/run/sandbox.ts';
import { BUDGET_MS, call, chosen, contents, folder, never, outcomes, proverOf, SECONDS } from './proved-projects.ts';

let outside: string;
beforeEach(() => {
  outside = fs.mkdtempSync(path.join(os.homedir(), '.local-forge-outside-'));
});
afterEach(() => fs.rmSync(outside, { recursive: true, force: true }));

const WRITER = [
  "import fs from 'node:fs';",
  'export function write(place) {',
  '  try {',
  "    fs.writeFileSync(place, 'x');",
  "    return 'written';",
  '  } catch (error) {',
  '    return error.code;',
  '  }',
  '}',
  '',
].join('\n');
const of = (...places: string[]) => places.map((place) => call(`write(${JSON.stringify(place)})`));

it('says so', async () => {
  expect((await isolation()).passed).toContain('could write to nothing but a copy');
});

it(
  'writes nowhere but in its copy: not at home, not to the project or its packages, not to the system',
  async () => {
    const { prover, before } = await proverOf('node:test', WRITER, 'write', { 'node_modules/a/index.js': '' });
    const places = [
      path.join(outside, 'file'),
      path.join(folder, 'src', 'file.js'),
      path.join(folder, 'node_modules', 'a', 'index.js'),
      'node_modules/a/index.js', // by the link in the copy
      path.join(os.tmpdir(), 'local-forge-outside'),
      '/dev/shm/../local-forge-outside',
      '/proc/self/oom_score_adj',
    ];
    const trials = of(...places);
    const seen = await prover.observe(trials, BUDGET_MS, never);
    expect(seen).toHaveLength(places.length);
    for (const outcome of outcomes(seen)) expect(outcome).toMatchObject({ literal: "'EROFS'" });
    // What it does here it does not do where it is kept from nothing.
    expect(chosen(trials, seen)).toEqual([]);
    expect(fs.readdirSync(outside)).toEqual([]);
    expect(contents()).toEqual(before);
  },
  SECONDS,
);

it(
  'writes in its copy, to its temporary folder and to shared memory',
  async () => {
    const text = WRITER.replace(
      '(place) {',
      '(place) {\n  if (place === undefined) place = process.env.TMPDIR + "/x";',
    );
    const { prover, before } = await proverOf('node:test', text, 'write');
    const seen = await prover.observe(
      [...of('here.txt', '/dev/shm/x', '/dev/null'), call('write()')],
      BUDGET_MS,
      never,
    );
    expect(outcomes(seen)).toMatchObject(Array.from({ length: 4 }, () => ({ literal: "'written'" })));
    expect(fs.existsSync('/dev/shm/x')).toBe(false);
    expect(contents()).toEqual(before);
  },
  SECONDS,
);

it(
  'is the user, has no power over its confinement, and sees no process but its own',
  async () => {
    const text = [
      "import { execFileSync } from 'node:child_process';",
      "import fs from 'node:fs';",
      'export function run(what) {',
      "  if (what === 'uid') return process.getuid();",
      "  if (what === 'capabilities') return /CapEff:\\s*(\\w+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1];",
      "  if (what === 'processes') return fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).length < 10;",
      '  try {',
      "    execFileSync(what[0], what.slice(1), { stdio: 'ignore' });",
      "    return 'done';",
      '  } catch {',
      "    return 'refused';",
      '  }',
      '}',
      '',
    ].join('\n');
    const { prover } = await proverOf('node:test', text, 'run');
    const trials = [
      "run('uid')",
      "run('capabilities')",
      "run('processes')",
      "run(['mount', '-o', 'remount,bind,rw', '/'])",
      "run(['unshare', '--user', '--map-root-user', '--mount', 'true'])",
      "run(['true'])",
    ].map((code) => call(code));
    const seen = await prover.observe(trials, BUDGET_MS, never);
    expect(outcomes(seen)).toMatchObject([
      { literal: String(process.getuid?.()) },
      { literal: "'0000000000000000'" },
      { literal: 'true' },
      { literal: "'refused'" },
      { literal: "'refused'" },
      { literal: "'done'" },
    ]);
  },
  SECONDS,
);

it(
  'reaches no server by a socket in the file system',
  async () => {
    let reached = 0;
    const server = net.createServer((socket) => {
      reached++;
      socket.destroy();
    });
    const place = path.join(outside, 'server.sock');
    await new Promise<void>((resolve) => server.listen(place, resolve));
    try {
      const text = [
        "import net from 'node:net';",
        'export function reach(place) {',
        '  return new Promise((resolve) => {',
        "    net.connect(place).on('connect', () => resolve('connected')).on('error', (error) => resolve(error.code));",
        '  });',
        '}',
        '',
      ].join('\n');
      const { prover } = await proverOf('node:test', text, 'reach');
      const [outcome] = outcomes(await prover.observe([call(`reach(${JSON.stringify(place)})`)], BUDGET_MS, never));
      expect(outcome).toMatchObject({ literal: "'ENOENT'" });
      expect(reached).toBe(0);
    } finally {
      server.close();
    }
  },
  SECONDS,
);

describe('what a runner needs to write goes somewhere else', () => {
  it(
    'with a configuration that vitest compiles beside the packages',
    async () => {
      const { prover, before } = await proverOf('vitest', 'export const twice = (x: number) => x * 2;\n', 'twice', {
        'vitest.config.ts':
          "import { defineConfig } from 'vitest/config';\n\nexport default defineConfig({ test: {} });\n",
      });
      expect(outcomes(await prover.observe([call('twice(2)')], BUDGET_MS, never))).toMatchObject([{ literal: '4' }]);
      expect(contents()).toEqual(before);
    },
    SECONDS,
  );

  it(
    'with the cache of Go, which stays as it is',
    async () => {
      // What was built of this package is new to the cache, whatever is in it.
      const text = `package m\n\nfunc Own${Date.now()}(x int) int {\n\treturn x * 2\n}\n`;
      const name = /Own\d+/.exec(text)?.[0] ?? '';
      const { prover } = await proverOf('go test', text, name);
      const cache = goBuildCache(process.env, process.platform);
      const start = path.join(outside, 'start');
      fs.writeFileSync(start, '');
      const built = () =>
        execFileSync('find', [cache, '-type', 'f', '-newer', start, '-exec', 'grep', '-lsF', name, '{}', ';'], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        });
      expect(outcomes(await prover.observe([call(`${name}(2)`)], BUDGET_MS, never))).toMatchObject([
        { values: [{ literal: '4' }] },
      ]);
      expect(built()).toBe('');
    },
    SECONDS,
  );
});
