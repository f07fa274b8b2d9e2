import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { localForge, run, type Outcome } from './command.ts';
import { cli, LspClient } from './lsp-client.ts';
import { longFile } from './long-file.ts';

const DEFAULT_MODEL = {
  name: 'Qwen2.5-Coder-0.5B-Instruct Q4_K_M',
  sha256: '1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32',
};
/** One thread: llama.cpp's threads spin at barriers, and a test machine is shared. */
const THREADS = ['--threads', '1'];

let folder: string;
let file: string;
/** `FILE:LINE:COLUMN` behind `total += it`. */
let place: string;
const text = longFile(0, 'cli').replace('‸', 'total += it');
const line = text.split('\n').findIndex((candidate) => candidate.includes('+= it')) + 1;
const column = '    total += it'.length + 1;

beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-cli-')));
  file = path.join(folder, 'order.ts');
  fs.writeFileSync(file, text);
  place = `${file}:${line}:${column}`;
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** A clean failure: nothing on stdout, one line on stderr, the code. */
function expectFailure({ code, out, err }: Outcome, expected: 1 | 2, sentence: RegExp): void {
  expect(err).toMatch(/^local-forge: \S[^\n]*[.?]\n$/);
  expect(err).toMatch(sentence);
  expect(out).toBe('');
  expect(code).toBe(expected);
}

describe('complete', () => {
  it('prints the completion and nothing else', async () => {
    const { code, out, err } = await localForge(['complete', place, ...THREADS]);
    expect(out).toMatch(/^em\.quantity/);
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  it('prints one JSON object', async () => {
    const { code, out, err } = await localForge(['complete', place, '--json', ...THREADS]);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out.trimEnd()).not.toContain('\n');
    const at = { line: line - 1, character: column - 1 };
    const number = expect.any(Number) as number;
    const answer = JSON.parse(out) as Record<string, unknown>;
    expect(answer).toEqual({
      items: [{ insertText: expect.stringMatching(/^em\.quantity/) as string, range: { start: at, end: at } }],
      timing: {
        ttftMs: number,
        totalMs: number,
        promptTokensEvaluated: number,
        tokensDecoded: number,
        tokensDrafted: number,
        draftsKept: number,
      },
      model: DEFAULT_MODEL,
      confidence: number,
    });
    const { ttftMs = 0, totalMs = 0, ...tokens } = answer['timing'] as Record<string, number>;
    expect(ttftMs).toBeGreaterThan(0);
    expect(totalMs).toBeGreaterThanOrEqual(ttftMs);
    expect(tokens['promptTokensEvaluated']).toBeGreaterThan(10);
    expect(tokens['tokensDecoded']).toBeGreaterThan(1);
  });

  it('reads from a pipe', async () => {
    const at = ['--line', String(line), '--column', String(column)];
    const { code, out } = await localForge(['complete', '--stdin', '--language', 'typescript', ...at, ...THREADS], {
      input: text,
    });
    expect(out).toMatch(/^em\.quantity/);
    expect(code).toBe(0);
  });

  it('counts an emoji as one column', async () => {
    const emoji = path.join(folder, 'emoji.ts');
    fs.writeFileSync(emoji, text.replace('total += it', "note('🎉🎉'); total += it"));
    const moved = column + Array.from("note('🎉🎉'); ").length;
    const { out } = await localForge(['complete', `${emoji}:${line}:${moved}`, '--json', ...THREADS]);
    const { items } = JSON.parse(out) as { items: { insertText: string; range: { start: unknown } }[] };
    expect(items[0]?.insertText).toMatch(/^em\.quantity/);
    expect(items[0]?.range.start).toEqual({ line: line - 1, character: moved - 1 + 2 }); // LSP counts in UTF-16
  });

  it('offers nothing, with code 1 and a reason, where there is nothing', async () => {
    const empty = path.join(folder, 'empty.ts');
    fs.writeFileSync(empty, '');
    expectFailure(await localForge(['complete', `${empty}:1:1`, ...THREADS]), 1, /The document is empty\./);
    const { code, out } = await localForge(['complete', `${empty}:1:1`, '--json', ...THREADS]);
    expect(JSON.parse(out)).toEqual({
      items: [],
      timing: { ttftMs: 0, totalMs: 0, promptTokensEvaluated: 0, tokensDecoded: 0 },
      model: DEFAULT_MODEL,
      reason: 'The document is empty.',
    });
    expect(code).toBe(1);
  });

  it.each(['.env', 'server.pem', 'ignored.ts'])('offers nothing in %s', async (name) => {
    fs.writeFileSync(path.join(folder, '.local-forge-ignore'), 'ignored.ts\n');
    fs.writeFileSync(path.join(folder, name), text);
    const outcome = await localForge(['complete', `${name}:${line}:${column}`, ...THREADS], { cwd: folder });
    expectFailure(outcome, 1, /^local-forge: This file is left out: /);
  });

  it('does not stumble over a reader that has enough', async () => {
    const { code, out, err } = await run('bash', [
      '-c',
      `set -o pipefail; "${process.execPath}" "${cli}" complete "${place}" --threads 1 | head -c1`,
    ]);
    expect(out).toBe('e');
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  it.each([
    ['a file that is not there', 1, ['complete', '/nowhere/at/all.ts:1:1'], /there is no such file/],
    ['a folder', 1, ['complete', '/tmp:1:1'], /it is a folder/],
    ['a model that nobody knows', 1, ['complete', 'PLACE', '--model', 'gpt-17'], /There is no model named gpt-17/],
    [
      'a model file that is not there',
      1,
      ['complete', 'PLACE', '--model', '/no/such.gguf'],
      /no model file \/no\/such\.gguf/,
    ],
    ['a model file that is none', 1, ['complete', 'PLACE', '--model', 'FILE'], /order\.ts/],
    ['a line past the end', 2, ['complete', 'FILE:999:1'], /There is no line 999/],
    ['line 0', 2, ['complete', 'FILE:0:1'], /counted from 1/],
    ['a place without a column', 2, ['complete', 'FILE:1'], /FILE:LINE:COLUMN/],
    ['no place', 2, ['complete'], /FILE:LINE:COLUMN/],
    ['two places', 2, ['complete', 'PLACE', 'PLACE'], /FILE:LINE:COLUMN/],
    ['--stdin without a place', 2, ['complete', '--stdin', '--language', 'python'], /--line/],
    ['--stdin without a language', 2, ['complete', '--stdin', '--line', '1', '--column', '1'], /--language/],
    ['an unknown option', 2, ['complete', 'PLACE', '--fast'], /--fast/],
    ['an option without its value', 2, ['complete', 'PLACE', '--model'], /--model/],
    ['threads that are no number', 2, ['complete', 'PLACE', '--threads', 'many'], /--threads/],
    ['no threads', 2, ['complete', 'PLACE', '--threads', ''], /--threads/],
    ['a GPU that there is not', 2, ['complete', 'PLACE', '--gpu', 'abacus'], /--gpu/],
    ['an unknown command', 2, ['compleet', 'PLACE'], /There is no command "compleet"/],
    ['a command named as a property of objects', 2, ['constructor'], /There is no command "constructor"/],
    ['no command', 2, [], /Which command\?/],
    ['an unknown action', 2, ['models', 'paint'], /list\|pull\|path\|verify\|remove/],
    ['removing without a name', 2, ['models', 'remove'], /Which model\?/],
    ['a server without --stdio', 2, ['lsp'], /--stdio/],
    ['doctor with a file', 2, ['doctor', 'PLACE'], /./],
  ] as const)('says in one line what is wrong with %s', async (_, code, args, sentence) => {
    const given = args.map((arg) => arg.replace('PLACE', place).replace('FILE', file));
    expectFailure(await localForge(given), code, sentence);
  });
});

describe('without a model', () => {
  const env = { LOCAL_FORGE_CACHE: path.join(os.tmpdir(), `local-forge-empty-${process.pid}`) };
  afterAll(() => fs.rmSync(env.LOCAL_FORGE_CACHE, { recursive: true, force: true }));

  it('says how to get one', async () => {
    expectFailure(await localForge(['complete', place], { env }), 1, /local-forge models pull/);
    expectFailure(await localForge(['models', 'path'], { env }), 1, /local-forge models pull/);
    expectFailure(await localForge(['models', 'verify'], { env }), 1, /no model file/);
  });

  it('looks at the machine all the same', async () => {
    const { code, out } = await localForge(['doctor'], { env });
    expect(out).toMatch(/^System /m);
    expect(out).toMatch(/^Model .*local-forge models pull/m);
    expect(code).toBe(1);
  });

  it('leaves nothing behind', () => {
    expect(fs.existsSync(env.LOCAL_FORGE_CACHE)).toBe(false);
  });
});

describe('help', () => {
  it.each([['--help'], ['-h'], ['help'], ['complete', '--help'], ['models', '-h']])('%s', async (...args) => {
    const { code, out, err } = await localForge(args.filter((arg) => arg !== ''));
    expect(out).toMatch(/local-forge complete FILE:LINE:COL/);
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  it('--version', async () => {
    expect(await localForge(['--version'])).toEqual({ code: 0, out: `${packageJson.version}\n`, err: '' });
  });
});

describe('doctor', () => {
  it('tells of the machine, the backend and the speed', async () => {
    const { code, out, err } = await localForge(['doctor', ...THREADS]);
    for (const row of ['System', 'Processor', 'Memory', 'Model', 'Backend', 'Speed', 'Fits']) {
      expect(out).toMatch(new RegExp(`^${row} +\\S`, 'm'));
    }
    expect(out).toMatch(/reads \d+ tokens\/s, writes \d+ tokens\/s/);
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  it('tells it as JSON', async () => {
    const { code, out } = await localForge(['doctor', '--json', ...THREADS]);
    expect(JSON.parse(out)).toMatchObject({
      machine: { cores: expect.any(Number) as number, memoryBytes: expect.any(Number) as number },
      engine: { facts: { modelName: DEFAULT_MODEL.name, fillsInMiddle: true, threads: 1 } },
      models: [{ name: DEFAULT_MODEL.name, fits: true }, {}],
    });
    expect(code).toBe(0);
  });
});

describe('models', () => {
  it('lists them, the installed ones marked', async () => {
    const { code, out } = await localForge(['models', 'list']);
    expect(out).toMatch(/^● qwen2\.5-coder-0\.5b +491 MB /m);
    expect(out).toMatch(/^[●○] smollm2-135m +98 MB /m);
    expect(code).toBe(0);
    const { out: json } = await localForge(['models', 'list', '--json']);
    expect(JSON.parse(json)).toContainEqual(expect.objectContaining({ id: 'qwen2.5-coder-0.5b', installed: true }));
  });

  it('knows where the default model lies, and that it is in order', async () => {
    const { code, out } = await localForge(['models', 'path']);
    expect(fs.statSync(out.trimEnd()).size).toBe(491_400_064);
    expect(code).toBe(0);
    const verified = await localForge(['models', 'verify']);
    expect(verified).toEqual({ code: 0, out: `${DEFAULT_MODEL.sha256}  ${out}`, err: '' });
  });
});

describe('a second model, pulled into a cache of its own', () => {
  let env: Record<string, string>;
  let model: string;
  beforeAll(async () => {
    env = { LOCAL_FORGE_CACHE: fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-cache-')) };
    const { code, out, err } = await localForge(['models', 'pull', 'smollm2-135m'], { env });
    expect(err).toMatch(/^SmolLM2-135M-Instruct Q4_1 is at .*, SHA-256 [0-9a-f]{64} verified\.\n$/);
    expect(out).toBe('');
    expect(code).toBe(0);
    model = (await localForge(['models', 'path', 'smollm2-135m'], { env })).out.trimEnd();
  });
  afterAll(() => fs.rmSync(env['LOCAL_FORGE_CACHE'] ?? '', { recursive: true }));

  it('completes by its id and by its path, from the text before the cursor alone', async () => {
    const given = 'def add(a, b):\n    return a\n';
    const at = ['--stdin', '--language', 'python', '--line', '2', '--column', '13', '--json', ...THREADS];
    const byId = await localForge(['complete', ...at, '--model', 'smollm2-135m'], { env, input: given });
    expect(byId.err).toBe('');
    const answer = JSON.parse(byId.out) as {
      items: { insertText: string }[];
      timing: { promptTokensEvaluated: number };
    };
    expect(answer.items).toHaveLength(1);

    // What is behind the cursor changes nothing: the same prompt, the same answer.
    const input = `${given}\n\n${'print(add(1, 2))\n'.repeat(40)}`;
    const byPath = JSON.parse(
      (await localForge(['complete', ...at, '--model', model], { env, input })).out,
    ) as typeof answer;
    expect(byPath.items.map(({ insertText }) => insertText)).toEqual(answer.items.map(({ insertText }) => insertText));
    expect(byPath.timing.promptTokensEvaluated).toBe(answer.timing.promptTokensEvaluated);
  });

  it('is said by the doctor to see only that', async () => {
    const { code, out } = await localForge(['doctor', '--model', 'smollm2-135m', ...THREADS], { env });
    expect(out).toMatch(/^Model +SmolLM2.*sees only the text before the cursor/m);
    expect(out).not.toContain('behind the cursor');
    expect(code).toBe(0);
  });

  it('is said by the status of the server to see only that', async () => {
    const client = await LspClient.start({ env, settings: { model } });
    const editor = client.open('add.py', 'python', 'def add(a, b):\n    return a‸\n');
    await editor.ask({ invoked: true });
    expect(client.status()).toMatchObject({ state: 'ready', fillsInMiddle: false });
    expect(client.status()?.message).toContain('only the text before the cursor');
    expect(await client.stop()).toBe(0);
  });

  it('is found damaged after a change, and can be removed', async () => {
    const data = fs.openSync(model, 'r+');
    fs.writeSync(data, 'x', 90_000_000);
    fs.closeSync(data);
    expectFailure(await localForge(['models', 'verify', 'smollm2-135m'], { env }), 1, /is damaged: SHA-256 /);
    expectFailure(
      await localForge(['complete', place, '--model', 'smollm2-135m', ...THREADS], { env }),
      1,
      /is damaged; run `local-forge models pull smollm2-135m`/,
    );
    const removed = await localForge(['models', 'remove', 'smollm2-135m'], { env });
    expect(removed).toEqual({ code: 0, out: '', err: 'Removed smollm2-135m.\n' });
    expect(fs.existsSync(model)).toBe(false);
  });
});
