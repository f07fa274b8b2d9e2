import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../bench/setup.ts';
import type { EngineClient } from '../../src/engine/client.ts';
import type { GenerateRequest } from '../../src/engine/types.ts';

/** The engine's own abilities, with the default model. */
let engine: EngineClient;
const never = new AbortController().signal;

beforeAll(async () => {
  // What is measured at a load beside other tests would decide what is drafted. As on two cores of an EPYC that do nothing else.
  engine = await openEngine(undefined, { batchCosts: { of4: 2.5, of8: 4, of16: 6.5, of32: 12, of64: 19 } });
  await engine.load();
});
afterAll(() => engine.dispose());

const tokensOf = async (text: string): Promise<Int32Array> => (await engine.tokenize([text]))[0] ?? new Int32Array();

async function answer(prompt: Int32Array, more: Partial<GenerateRequest> = {}): Promise<string> {
  let text = '';
  const request = { typed: '', priority: 'work', maxTokens: 24, firstLineOnly: false, maxStepMs: 1000 } as const;
  await engine.generate({ ...request, prompt, ...more }, never, (piece) => {
    text += piece.text;
  });
  return text;
}

/** A question to the model in its own format. */
async function question(text: string): Promise<Int32Array> {
  const { turns } = engine.model;
  if (turns === undefined) throw new Error('the model knows no turns');
  const [user, lineBreak, assistant] = await engine.tokenize([`user\n${text}`, '\n', 'assistant\n']);
  return Int32Array.from([
    turns.start,
    ...(user ?? []),
    turns.end,
    ...(lineBreak ?? []),
    turns.start,
    ...(assistant ?? []),
  ]);
}

describe('turns', () => {
  it('let the model answer an instruction, and end its answer', async () => {
    const prompt = await question('What is the capital of France? Answer with one word.');
    expect((await answer(prompt)).trim()).toMatch(/^Paris\.?$/);
  });
});

describe('an original to draft from', () => {
  it('leaves the answer as it is, and is a good part of it', async () => {
    const code = 'def area(width, height):\n    if width < 0:\n        return 0\n    return width * height';
    const fence = '```';
    const prompt = Int32Array.from([
      ...(await question(`Rename \`height\` to \`depth\`. Repeat the code.\n\n${fence}python\n${code}\n${fence}`)),
      ...(await tokensOf(`${fence}python\n`)),
    ]);
    const draftFrom = await tokensOf(`${code}\n${fence}`);
    const request = {
      prompt,
      typed: '',
      priority: 'work',
      maxTokens: 80,
      firstLineOnly: false,
      maxStepMs: 1000,
    } as const;
    let drafted = '';
    const { timing } = await engine.generate({ ...request, draftFrom }, never, ({ text }) => (drafted += text));
    expect(drafted).toBe(await answer(prompt, { maxTokens: 80, drafts: false }));
    expect(drafted).toContain('return width * depth');
    expect(timing.draftsKept).toBeGreaterThan(timing.tokensDecoded / 4);
  });
});

describe('sampling', () => {
  const code = '# Names of ten animals in a list\nanimals = [';

  it('says the same with the same seed, other things with others', async () => {
    const prompt = await tokensOf(code);
    const drawn = (seed: number, drafts = true) => answer(prompt, { drafts, sampling: { temperature: 1, seed } });
    const [first, second, third] = [await drawn(1), await drawn(2), await drawn(3)];
    expect(new Set([first, second, third]).size).toBeGreaterThan(1);
    expect(await drawn(1)).toBe(first);
    expect(await drawn(2)).toBe(second);
  });

  it('is greedy at temperature 0', async () => {
    const prompt = await tokensOf(code);
    expect(await answer(prompt, { sampling: { temperature: 0, seed: 5 } })).toBe(await answer(prompt));
  });
});

describe('scores', () => {
  const request = { priority: 'work', maxStepMs: 1000 } as const;
  const total = (scores: readonly number[] | undefined) => (scores ?? []).reduce((sum, score) => sum + score, 0);

  it('tell the likely code from the unlikely', async () => {
    const prompt = await tokensOf('function add(left: number, right: number): number {\n  return');
    // Whole lines: many a token holds a line's end and its break, so that half a line is split as it never is in a text.
    const codes = ['left + right', 'right + left', 'left + wrong', 'banana() banana'].map((code) => ` ${code};\n}\n`);
    const continuations = await engine.tokenize(codes);
    const scores = await engine.score({ ...request, prompt, continuations }, never);
    expect(scores.map(({ length }) => length)).toEqual(continuations.map(({ length }) => length));
    const [likely, swapped, wrong, nonsense] = scores.map(total);
    expect(likely).toBeGreaterThan(swapped ?? NaN);
    expect(swapped).toBeGreaterThan(wrong ?? NaN);
    expect(wrong).toBeGreaterThan(nonsense ?? NaN);
    expect(scores.flat().every((score) => score <= 0 && score >= Math.log(1e-7))).toBe(true);
  });

  it('are the probabilities that an answer is given with', async () => {
    const prompt = await tokensOf('const sum = values.reduce((total, value) =>');
    const pieces: { text: string; probability: number }[] = [];
    await engine.generate({ ...request, prompt, typed: '', maxTokens: 4, firstLineOnly: true }, never, (piece) => {
      pieces.push(piece);
    });
    const [continuation] = await engine.tokenize([pieces.map(({ text }) => text).join('')]);
    const [scores] = await engine.score(
      { ...request, prompt, continuations: [continuation ?? new Int32Array()] },
      never,
    );
    pieces.forEach(({ probability }, index) => expect(Math.exp(scores?.[index] ?? NaN)).toBeCloseTo(probability, 1));
  });

  it('can be cancelled', async () => {
    const text = Array.from({ length: 200 }, (_, index) => `const value${index} = ${index * 7};`).join('\n');
    const controller = new AbortController();
    const started = performance.now();
    const scores = engine.score(
      {
        ...request,
        maxStepMs: 50,
        prompt: await tokensOf('//'),
        continuations: [(await tokensOf(text)).slice(0, 1500)],
      },
      controller.signal,
    );
    setTimeout(() => controller.abort(), 100);
    await expect(scores).rejects.toMatchObject({ message: 'cancelled' });
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
