import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EngineClient, type EngineClientOptions } from '../../../src/engine/client.ts';
import { RestartBudget } from '../../../src/engine/restart-budget.ts';
import type { EngineState, GenerateRequest, GenerateResult } from '../../../src/engine/types.ts';

const workerFile = fileURLToPath(new URL('fake-worker.mjs', import.meta.url));
const clients: EngineClient[] = [];

afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

/** A client of the fake worker; `loads` says how loading goes there. */
function open(loads: 'fine' | 'slow' | 'bad' | 'crashing' = 'fine', options: Partial<EngineClientOptions> = {}) {
  const states: EngineState[] = [];
  const logged: string[] = [];
  const client = new EngineClient({
    model: {
      name: loads,
      path: '/none',
      sha256: undefined,
      bytes: 1,
      fim: undefined,
      stopTokens: [],
      contextLength: 64,
    },
    gpu: 'off',
    threads: 1,
    contextTokens: 64,
    measurementsFile: undefined,
    workerFile,
    idleUnloadMs: 0,
    onState: (state) => states.push(state),
    log: (_level, text) => logged.push(text),
    ...options,
  });
  clients.push(client);
  return { client, states, logged };
}

type Behaviour = 'hello' | 'crash' | 'killed' | 'refuse' | 'wait' | 'hang' | 'print';

async function generate(
  client: EngineClient,
  typed: Behaviour,
  signal: AbortSignal = new AbortController().signal,
  onText: (text: string) => void = () => undefined,
): Promise<GenerateResult & { text: string }> {
  const request: GenerateRequest = {
    prompt: Int32Array.of(1, 2),
    typed,
    priority: 'completion',
    maxTokens: 8,
    firstLineOnly: true,
    maxStepMs: 50,
  };
  let text = '';
  const result = await client.generate(request, signal, (piece) => {
    text += piece.text;
    onText(text);
  });
  return { ...result, text };
}

const alive = (pid: number | undefined) => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a model that loads', () => {
  it('is loaded by the first request, which is answered in pieces', async () => {
    const { client, states } = open();
    expect(client.state).toEqual({ kind: 'unloaded' });
    expect(client.pid).toBeUndefined();
    expect(await generate(client, 'hello')).toMatchObject({ text: 'hello', end: 'line', timing: { tokensDecoded: 2 } });
    expect(states.map((state) => state.kind)).toEqual(['loading', 'loading', 'ready']);
    expect(states[1]).toEqual({ kind: 'loading', fraction: 0.5 });
  });

  it('is loaded once for several requests at a time', async () => {
    const { client, states } = open('slow');
    const answers = await Promise.all([generate(client, 'hello'), generate(client, 'hello'), client.load()]);
    expect(answers[2]).toMatchObject({ modelName: 'slow', threads: 1 });
    expect(states.filter((state) => state.kind === 'ready')).toHaveLength(1);
  });

  it('tokenises', async () => {
    const { client } = open();
    expect(await client.tokenize(['ab', '', '😀'])).toEqual([
      Int32Array.of(97, 98),
      Int32Array.of(),
      Int32Array.of(0x1f600),
    ]);
  });

  it('scores continuations', async () => {
    const { client } = open();
    const request = { priority: 'work', maxStepMs: 50, continuations: [Int32Array.of(3, 4), Int32Array.of()] } as const;
    const signal = new AbortController().signal;
    expect(await client.score({ ...request, prompt: Int32Array.of(1) }, signal)).toEqual([[-3, -4], []]);
  });

  it('may refuse a request and answers the next', async () => {
    const { client } = open();
    await expect(generate(client, 'refuse')).rejects.toMatchObject({
      kind: 'bad-request',
      message: 'the prompt is too long',
    });
    expect(await generate(client, 'hello')).toMatchObject({ text: 'hello' });
  });

  it('has what native code prints in the log, not on stdout', async () => {
    const { client, logged } = open();
    await generate(client, 'print');
    expect(logged).toContain('native noise');
  });
});

describe('cancelling', () => {
  it('ends the scoring of continuations', async () => {
    const { client } = open();
    await client.load();
    const controller = new AbortController();
    const request = { priority: 'work', maxStepMs: 50, continuations: [], prompt: Int32Array.of(0) } as const;
    const scores = client.score(request, controller.signal);
    setTimeout(() => controller.abort(), 20);
    await expect(scores).rejects.toMatchObject({ kind: 'bad-request', message: 'cancelled' });
    await expect(client.score(request, controller.signal)).rejects.toMatchObject({ message: 'cancelled' });
  });

  it('tells the worker, whose answer ends', async () => {
    const { client } = open();
    const controller = new AbortController();
    const answer = await generate(client, 'wait', controller.signal, () => controller.abort());
    expect(answer).toMatchObject({ text: 'a', end: 'cancelled' });
  });

  it.each(['before it was asked', 'while the model loads'])('%s never throws', async (when) => {
    const { client } = open('slow');
    const controller = new AbortController();
    if (when === 'before it was asked') controller.abort();
    else setTimeout(() => controller.abort(), 30);
    expect(await generate(client, 'hello', controller.signal)).toMatchObject({ text: '', end: 'cancelled' });
    expect(await generate(client, 'hello')).toMatchObject({ text: 'hello' });
  });

  it('of a request whose process dies never throws either', async () => {
    const { client } = open();
    const controller = new AbortController();
    const answer = generate(client, 'wait', controller.signal, () => {
      process.kill(client.pid ?? 0, 'SIGKILL');
      controller.abort();
    });
    expect(await answer).toMatchObject({ end: 'cancelled' });
  });
});

describe('a model that does not load', () => {
  it('fails with a sentence, and is tried again by the next request', async () => {
    const { client, states } = open('bad');
    const failure = { kind: 'load-failed', message: 'The model bad could not be loaded: it has no tensors.' };
    await expect(client.load()).rejects.toMatchObject(failure);
    expect(client.state).toEqual({ kind: 'failed', reason: failure.message });
    expect(client.pid).toBeUndefined();
    await expect(generate(client, 'hello')).rejects.toMatchObject(failure);
    expect(states.filter(({ kind }) => kind === 'loading')).toHaveLength(2);
  });

  it('crashing the process counts as a crash', async () => {
    const { client } = open('crashing', { restarts: new RestartBudget(1) });
    await expect(client.load()).rejects.toMatchObject({ kind: 'crashed' });
    expect(client.state.kind).toBe('unloaded');
    await expect(client.load()).rejects.toMatchObject({ kind: 'crashed' });
    expect(client.state.kind).toBe('down');
  });

  it('has no worker file: the sentence names no stack', async () => {
    const { client } = open('fine', { workerFile: '/nowhere/worker.js' });
    await expect(client.load()).rejects.toMatchObject({ kind: 'crashed', message: /exit code 1/ });
  });
});

describe('a process that dies', () => {
  it.each([
    ['crash', 'exit code 7'],
    ['killed', 'SIGKILL'],
  ] as const)('(%s) fails its requests, and the next one is answered', async (behaviour, how) => {
    const { client, logged } = open();
    const waiting = generate(client, 'wait');
    const [first, second] = await Promise.allSettled([waiting, generate(client, behaviour)]);
    const reason: unknown = expect.objectContaining({
      kind: 'crashed',
      message: `The model process ended unexpectedly (${how}).`,
    });
    expect(first).toEqual({ status: 'rejected', reason });
    expect(second).toEqual({ status: 'rejected', reason });
    expect(logged.join()).toContain(how);
    expect(await generate(client, 'hello')).toMatchObject({ text: 'hello' });
  });

  it('killed from outside in the middle of a request fails it, and the next one is answered', async () => {
    const { client } = open();
    const answer = generate(client, 'wait', undefined, () => process.kill(client.pid ?? 0, 'SIGKILL'));
    await expect(answer).rejects.toMatchObject({ kind: 'crashed' });
    expect(await generate(client, 'hello')).toMatchObject({ text: 'hello' });
  });

  it('too often stays down until it is restarted by the user', async () => {
    const { client, states } = open();
    for (let crash = 1; crash <= 5; crash++) {
      expect(client.state.kind).toBe('unloaded');
      await expect(generate(client, 'crash')).rejects.toMatchObject({ kind: 'crashed' });
    }
    expect(states.filter(({ kind }) => kind === 'ready')).toHaveLength(5); // the first start and four restarts
    expect(client.state).toMatchObject({ kind: 'down', reason: /crashed too often \(last: exit code 7\)/ });
    await expect(generate(client, 'hello')).rejects.toMatchObject({ kind: 'down' });
    expect(client.pid).toBeUndefined();

    client.restart();
    expect(await generate(client, 'hello')).toMatchObject({ text: 'hello' });
  });

  it('by hanging is ended', async () => {
    const { client } = open('fine', { hangMs: 250 });
    await client.load();
    const { pid } = client;
    await expect(generate(client, 'hang')).rejects.toMatchObject({ kind: 'crashed', message: /no sign of life/ });
    await vi.waitFor(() => expect(alive(pid)).toBe(false));
    expect(await generate(client, 'hello')).toMatchObject({ text: 'hello' });
  });
});

describe('giving memory back', () => {
  it('happens after an idle time, and the next request loads again', async () => {
    const { client, states } = open('fine', { idleUnloadMs: 60 });
    await generate(client, 'hello');
    const { pid } = client;
    await vi.waitFor(() => expect(client.state.kind).toBe('unloaded'));
    await vi.waitFor(() => expect(alive(pid)).toBe(false));
    expect(await generate(client, 'hello')).toMatchObject({ text: 'hello' });
    expect(states.filter(({ kind }) => kind === 'ready')).toHaveLength(2);
  });

  it('does not happen in the middle of a request', async () => {
    const { client } = open('fine', { idleUnloadMs: 50 });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 200);
    expect(await generate(client, 'wait', controller.signal)).toMatchObject({ text: 'a', end: 'cancelled' });
  });

  it('is no crash', async () => {
    const { client } = open('fine', { restarts: new RestartBudget(0) });
    for (let round = 0; round < 3; round++) {
      await generate(client, 'hello');
      client.unload();
    }
    expect(client.state.kind).toBe('unloaded');
  });

  it('ends the process with the client', async () => {
    const { client } = open();
    await client.load();
    const { pid } = client;
    const waiting = expect(generate(client, 'wait')).rejects.toMatchObject({ kind: 'down' });
    await once(AbortSignal.timeout(20), 'abort');
    client.dispose();
    await waiting;
    await vi.waitFor(() => expect(alive(pid)).toBe(false));
  });
});
