import { describe, expect, it } from 'vitest';
import { cursorContext } from '../../../src/assistant/completion/cursor-context.ts';
import { firstBudgetFor } from '../../../src/assistant/completion/prompt.ts';
import { PromptReader } from '../../../src/assistant/completion/prompt-reader.ts';
import { at, never } from './completer-setup.ts';
import { FACTS, FakeEngine } from './fake-engine.ts';

const lines = (count: number) => Array.from({ length: count }, (_, line) => `const value${line} = ${line};\n`).join('');
const URI = 'file:///a.ts';

function setUp() {
  const engine = new FakeEngine();
  const reader = new PromptReader({ engine, maxStepMs: 50 });
  const context = (typed = '') => cursorContext(at(`${lines(100)}let total = ${typed}█\n${lines(100)}`));
  const prompt = (typed?: string) => reader.promptAt(URI, context(typed), never);
  return { engine, reader, context, prompt };
}

describe('PromptReader', () => {
  it('has a small prompt for the first answer at a place, which stays while the user types', async () => {
    const { prompt } = setUp();
    const first = await prompt();
    expect(first.anchor.provisional).toBe(true);
    expect(first.anchor.prompt.length + first.typed.length / 4).toBeLessThan(0.6 * FACTS.prefillRate);
    const next = await prompt('a');
    expect(next.anchor.prompt).toBe(first.anchor.prompt);
    expect(next.typed).toBe(`${first.typed}a`);
  });

  it('reads a larger one when nobody waits, and uses it from then on', async () => {
    const { engine, reader, context, prompt } = setUp();
    const first = await prompt();
    await reader.readBetter(URI, context(), never);
    const [better] = engine.requests;
    expect(better).toMatchObject({ warmUpOnly: true, priority: 'background' });
    expect(better?.prompt.length).toBeGreaterThan(1.5 * first.anchor.prompt.length);
    expect((await prompt('a')).anchor.prompt).toBe(better?.prompt);
  });

  it('reads nothing more where the large one is in place', async () => {
    const { engine, reader, context } = setUp();
    await reader.readBetter(URI, context(), never);
    engine.requests.length = 0;
    expect(await reader.readBetter(URI, context('ab'), never)).toBe(false);
    expect(engine.requests).toHaveLength(0);
  });

  it('reads the small one where somebody rests, sooner than what is done in the background', async () => {
    const { engine, reader, context, prompt } = setUp();
    await reader.readFirst(URI, context(), never);
    expect(engine.requests).toMatchObject([{ warmUpOnly: true, priority: 'work' }]);
    expect((await prompt('a')).anchor.prompt).toBe(engine.requests[0]?.prompt);
  });

  it('does not use what was not read to its end', async () => {
    const { engine, reader, context, prompt } = setUp();
    const first = await prompt();
    engine.scripts = [{ text: 'x' }];
    const controller = new AbortController();
    engine.beforePiece = () => controller.abort();
    await reader.readBetter(URI, context(), controller.signal);
    expect((await prompt('a')).anchor.prompt).toBe(first.anchor.prompt);
  });

  it('forgets a document', async () => {
    const { reader, context, prompt } = setUp();
    await reader.readBetter(URI, context(), never);
    expect((await prompt()).anchor.provisional).toBeUndefined();
    reader.forget(URI);
    expect((await prompt()).anchor.provisional).toBe(true);
  });

  it('begins anew when the engine does', async () => {
    const { engine, reader, context, prompt } = setUp();
    await reader.readBetter(URI, context(), never);
    engine.load = () => Promise.resolve({ ...FACTS });
    expect((await prompt()).anchor.provisional).toBe(true);
  });
});

describe('PromptReader with a look at other files', () => {
  const piece = { path: 'b.ts', start: 0, end: 20, text: 'function elsewhere();' };
  const IMPORTED = '<REPO>shop\n<FILE>b.ts\nfunction elsewhere();\n<FILE>a.ts\n<PRE>';

  function around({ above = 4, interactive = true, rate = FACTS.prefillRate } = {}) {
    const engine = new FakeEngine({ knowsRepositories: true });
    const facts = { ...FACTS, prefillRate: rate };
    engine.load = () => Promise.resolve(facts);
    let looks = 0;
    const reader = new PromptReader({
      engine,
      maxStepMs: 50,
      interactive,
      elsewhere: () => {
        looks++;
        return Promise.resolve({ repository: 'shop', path: 'a.ts', pieces: [piece] });
      },
    });
    const context = (typed = '') => cursorContext(at(`${lines(above)}let total = ${typed}█\n`));
    const prompt = async (typed?: string) => {
      const { anchor } = await reader.promptAt(URI, context(typed), never);
      return engine.read(anchor.prompt);
    };
    return { reader, context, prompt, looks: () => looks };
  }

  it.each([FACTS.prefillRate, 5000])(
    'reads nothing else while somebody waits, at %d tokens per second',
    async (rate) => {
      const { reader, context, prompt, looks } = around({ rate });
      expect(await prompt()).toMatch(/^<PRE>/);
      expect(looks()).toBe(0);
      await reader.readBetter(URI, context(), never);
      const read = await prompt('a');
      expect(read.startsWith(IMPORTED)).toBe(true);
      // Neither text nor order changes while somebody types.
      expect(await prompt('ab')).toBe(read);
      await reader.readBetter(URI, context('abc'), never);
      expect(await prompt('abcd')).toBe(read);
      expect(looks()).toBe(1);
    },
  );

  it('looks at once where nobody types on', async () => {
    expect((await around({ interactive: false }).prompt()).startsWith(IMPORTED)).toBe(true);
  });

  it('takes no room from the text above the cursor', async () => {
    const { reader, context, prompt, looks } = around({ above: 200 });
    await reader.readBetter(URI, context(), never);
    expect(await prompt()).toMatch(/^<PRE>/);
    expect(looks()).toBe(0);
  });
});

describe('firstBudgetFor', () => {
  it('is no budget of its own where the machine reads the usual prompt as soon', () => {
    expect(firstBudgetFor({ prefillRate: 5000, contextTokens: 2048 })).toBeUndefined();
    expect(firstBudgetFor({ prefillRate: 280, contextTokens: 2048 })).toBeDefined();
  });
});
