import type { ControlledEvaluateInputItem, LlamaContextSequence, Token } from 'node-llama-cpp';
import { describe, expect, it } from 'vitest';
import type { GenerateRequest, Piece } from '../../../src/engine/types.ts';
import { generate } from '../../../src/engine/worker/generate.ts';
import { PromptSequence } from '../../../src/engine/worker/prompt-sequence.ts';
import { StepSize } from '../../../src/engine/worker/step-size.ts';
import { Turns } from '../../../src/engine/worker/turns.ts';
import type { Vocabulary } from '../../../src/engine/worker/vocabulary.ts';

/**
 * Bytes are the tokens; 256 ends a text. After any text, the model goes on with what follows it in `script`, and less
 * likely with the byte that `seconds` has for the place.
 */
const END = 256;
/** Two blanks as one token. */
const LONGER = 257;
type Seconds = Readonly<Record<number, number>>;

class FakeSequence {
  public held: number[] = [];
  public steps: number[] = [];
  private readonly script: Buffer;
  private readonly seconds: Seconds;

  public constructor(script: string, seconds: Seconds) {
    this.script = Buffer.from(script);
    this.seconds = seconds;
  }

  public evaluateWithoutGeneratingNewTokens(tokens: Token[]): Promise<void> {
    this.take(tokens);
    return Promise.resolve();
  }

  public controlledEvaluate(input: ControlledEvaluateInputItem[]): Promise<unknown[]> {
    this.take(input.map((item) => (Array.isArray(item) ? item[0] : item)));
    const start = this.held.length - input.length;
    return Promise.resolve(
      input.map((item, index) => {
        if (!Array.isArray(item)) return undefined;
        const at = start + index + 1;
        const best = this.script[at] ?? END;
        const second = this.seconds[at];
        const logits = new Map([
          [END, 1],
          [best, 9],
        ]);
        if (second !== undefined) logits.set(second, 9 - Math.LN2); // half as likely as the best
        return { next: { logits } };
      }),
    );
  }

  public eraseContextTokenRanges([range]: { start: number; end: number }[]): Promise<void> {
    this.held.length = range?.start ?? 0;
    return Promise.resolve();
  }

  private take(tokens: readonly number[]): void {
    this.steps.push(tokens.length);
    this.held.push(...tokens);
  }
}

const bytes = (text: string) => [...Buffer.from(text)];
const textOfAll = (tokens: readonly number[]) =>
  Buffer.from(tokens.flatMap((token) => (token === LONGER ? [32, 32] : [token]))).toString();
const vocabulary = {
  tokenize: bytes,
  textOf: (token: number) => textOfAll([token]),
  textOfAll,
} as unknown as Vocabulary;
const model = {
  vocabulary,
  stopTokens: new Set([END]),
  contextTokens: 200,
  batchCosts: { of4: 1.8, of8: 2.3 },
  decodeRate: 1000,
};

function setUp(script: string, seconds: Seconds = {}) {
  const fake = new FakeSequence(script, seconds);
  const sequence = new PromptSequence(fake as unknown as LlamaContextSequence, new Turns(), new StepSize(64));
  const controller = new AbortController();
  const pieces: Piece[] = [];
  const ask = (prompt: string, typed: string, more: Partial<GenerateRequest> = {}) => {
    const request: GenerateRequest = {
      prompt: Int32Array.from(bytes(prompt)),
      typed,
      priority: 'completion',
      maxTokens: 40,
      firstLineOnly: false,
      maxStepMs: 50,
      ...more,
    };
    pieces.length = 0;
    fake.steps.length = 0;
    return generate(request, sequence, model, controller.signal, (piece) => {
      pieces.push(piece);
    });
  };
  return { fake, ask, pieces, controller, text: () => pieces.map(({ text }) => text).join('') };
}

describe('generate', () => {
  it('goes on where the typed text ends, until the end of the text', async () => {
    const { ask, text } = setUp('let a = b;');
    const { end, timing } = await ask('let', ' a =');
    expect(text()).toBe(' b;');
    expect(end).toBe('stop-token');
    expect(timing).toMatchObject({ promptTokensEvaluated: 7, tokensDecoded: 3 });
  });

  it('ends at the first line break where one line is wanted', async () => {
    const { ask, text } = setUp('one\ntwo\n');
    expect((await ask('o', 'n', { firstLineOnly: true })).end).toBe('line');
    expect(text()).toBe('e\n');
  });

  it('ends at the token limit', async () => {
    const { ask, text } = setUp('x'.repeat(100));
    expect((await ask('xx', 'x', { maxTokens: 5 })).end).toBe('length');
    expect(text()).toBe('xxxxx');
  });

  it('evaluates only what differs from what is in place, and nothing for what it said itself', async () => {
    const { ask, fake, text } = setUp('const total = price;');
    await ask('const', ' tot');
    const { timing } = await ask('const', ' total =');
    expect(fake.steps).toEqual([]);
    expect(timing.promptTokensEvaluated).toBe(0);
    expect(text()).toBe(' price;');
    const other = await ask('const', ' total x');
    expect(other.timing.promptTokensEvaluated).toBe(1);
  });

  it('reads a long prompt in steps no longer than allowed', async () => {
    const { ask, fake } = setUp('p'.repeat(150));
    await ask('p'.repeat(120), '', { maxTokens: 1, maxStepMs: 50 });
    expect(fake.steps[0]).toBeLessThanOrEqual(16); // a cold prompt: 100 ms
    expect(fake.steps.reduce((sum, step) => sum + step, 0)).toBe(120);
    const warm = setUp('p'.repeat(150));
    await warm.ask('p'.repeat(30), '', { maxTokens: 1, maxStepMs: 50 });
    expect(warm.fake.steps[0]).toBeLessThanOrEqual(8);
  });

  it('says the same with drafts, in fewer steps', async () => {
    const script = 'let first = width * height; let second = width * height; let third = width * height;';
    const prompt = script.slice(0, 28);
    const answer = async (drafts: boolean) => {
      const { ask, fake, pieces } = setUp(script);
      const { timing } = await ask(prompt, '', { maxTokens: 100, drafts });
      return { text: pieces.map(({ text }) => text).join(''), steps: fake.steps.length, timing };
    };
    const [without, with_] = [await answer(false), await answer(true)];
    expect(without.text).toBe(script.slice(28));
    expect(with_.text).toBe(without.text);
    expect(with_.steps).toBeLessThan(without.steps / 1.5);
    expect(with_.timing.draftsKept).toBeGreaterThan(20);
    expect(without.timing.tokensDrafted).toBe(0);
  });

  it('says the same with an original, in fewer steps', async () => {
    const original = 'function area(width, height) { return width * height; }';
    const script = `Edit: ${original.replaceAll('width', 'w')}`;
    const answer = async (draftFrom: string | undefined) => {
      const { ask, fake, text } = setUp(script);
      const more = draftFrom === undefined ? {} : { draftFrom: Int32Array.from(bytes(draftFrom)) };
      const { timing } = await ask('Edit: ', '', { maxTokens: 100, ...more });
      return { text: text(), steps: fake.steps.length, timing };
    };
    const [without, with_] = [await answer(undefined), await answer(original)];
    expect(without.text).toBe(script.slice('Edit: '.length));
    expect(with_.text).toBe(without.text);
    expect(with_.steps).toBeLessThan(without.steps / 1.5);
    expect((await answer('something else altogether, of no use here')).text).toBe(without.text);
  });

  it('draws tokens by the temperature, with the same seed the same', async () => {
    const script = 'x'.repeat(60);
    const seconds = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [at, 'y'.charCodeAt(0)]));
    const answer = async (seed: number, drafts = true) => {
      const { ask, text } = setUp(script, seconds);
      await ask('xx', '', { drafts, sampling: { temperature: 1, seed } });
      return text();
    };
    const first = await answer(3);
    // One in three is the second candidate.
    expect(first.replaceAll('x', '').length).toBeGreaterThan(5);
    expect(first.replaceAll('y', '').length).toBeGreaterThan(15);
    expect(await answer(3, false)).toBe(first);
    expect(await answer(2)).not.toBe(first);
  });

  it('refuses a temperature that is none', async () => {
    const { ask } = setUp('xyz');
    await expect(ask('x', '', { sampling: { temperature: NaN, seed: 1 } })).rejects.toThrow(RangeError);
  });

  it('never emits half a character', async () => {
    const { ask, pieces, text } = setUp('s = "a😀é";');
    await ask('s', ' = ');
    expect(text()).toBe('"a😀é";');
    expect(pieces.every((piece) => !piece.text.includes('\uFFFD'))).toBe(true);
  });

  it('counts that the typed token ends where the cursor is', async () => {
    // Behind `a =` either the blank that was typed follows, or, half as likely, something longer that begins with it.
    const { ask, pieces } = setUp('a = bc', { 3: LONGER });
    await ask('a', ' = ');
    expect(pieces[0]?.text).toBe('b');
    expect(pieces[0]?.probability).toBeCloseTo(2 / 3, 2);
    expect(pieces[1]?.probability).toBeCloseTo(1, 2);
  });

  it('heals nothing when told not to', async () => {
    const { ask, fake } = setUp('abcdef');
    await ask('a', 'bc', { heal: false, maxTokens: 1 });
    expect(fake.held.length).toBe(3);
  });

  describe('asked for branches', () => {
    const code = (character: string) => character.charCodeAt(0);

    it('tells where the first line could have gone another way, the likeliest first', async () => {
      const { ask, text } = setUp('a = bc;\nd', { 4: code('x'), 5: code('y'), 7: code('!'), 8: code('z') });
      const { branches } = await ask('a', ' = ', { branches: true });
      expect(text()).toBe('bc;\nd');
      expect(branches?.map((branch) => branch.text)).toEqual(['x', 'by', 'bc;!']);
      const [first, second] = branches ?? [];
      expect(first?.score).toBeCloseTo(1 / 3, 2);
      expect(second?.score).toBeCloseTo((2 / 3) * (1 / 3), 2);
    });

    it('looks at the first line that is not blank', async () => {
      const { ask } = setUp('a {\n b\nc', { 5: code('x'), 7: code('y') });
      const { branches } = await ask('a', ' {', { branches: true });
      expect(branches?.map((branch) => branch.text)).toEqual(['\n x']);
    });

    it('tells how the answer could go on where it ends', async () => {
      const { ask, text } = setUp('a = ', { 4: code('x') });
      const { branches } = await ask('a', ' = ', { branches: true });
      expect(text()).toBe('');
      expect(branches?.map((branch) => branch.text)).toEqual(['x']);
    });

    it('never breaks a character', async () => {
      const [lead = 0, tail = 0] = bytes('é');
      const { ask } = setUp('a = é;', { 4: lead + 1, 5: tail + 1, 6: code('x') });
      const { branches } = await ask('a', ' = ', { branches: true });
      expect(branches?.map((branch) => branch.text)).toEqual(['éx']);
    });

    it('tells what it saw until it was cancelled', async () => {
      const { ask, controller, pieces } = setUp('a = bcdef', { 4: code('x'), 8: code('y') });
      const running = ask('a', ' = ', { branches: true });
      while (pieces.length < 2) await Promise.resolve();
      controller.abort();
      const { end, branches } = await running;
      expect(end).toBe('cancelled');
      expect(branches?.map((branch) => branch.text)).toEqual(['x']);
    });

    it('goes on from a branch as from typed text, reading no more than differs', async () => {
      const { ask, fake, text } = setUp('a = bcdef', { 5: code('x') });
      await ask('a', ' = ');
      const { timing } = await ask('a', ' = bx', { branches: true });
      expect(timing.promptTokensEvaluated).toBe(1);
      expect(fake.held.slice(0, 6)).toEqual(bytes('a = bx'));
      expect(text()).toBe('def');
    });
  });

  it('tells nobody of branches who did not ask', async () => {
    const { ask } = setUp('a = b', { 4: 0x78 });
    expect(await ask('a', ' = ')).not.toHaveProperty('branches');
  });

  it('only reads on a warm-up', async () => {
    const { ask, fake, pieces } = setUp('abcdef');
    await ask('abc', 'd', { warmUpOnly: true });
    expect(fake.held).toEqual(bytes('abcd'));
    expect(pieces).toEqual([]);
  });

  it('ends as cancelled between two steps, and what was read stays in place', async () => {
    const { ask, fake, controller } = setUp('p'.repeat(150));
    const running = ask('p'.repeat(120), '');
    await Promise.resolve();
    controller.abort();
    const { end } = await running;
    expect(end).toBe('cancelled');
    expect(fake.held.length).toBeLessThan(120);
  });

  it('refuses what does not fit the context, and evaluates none of it', async () => {
    const { ask, fake } = setUp('');
    await expect(ask('p'.repeat(180), '')).rejects.toThrow(/do not fit 200 tokens/);
    expect(fake.steps).toEqual([]);
  });
});
