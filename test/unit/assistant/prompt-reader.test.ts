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

describe('firstBudgetFor', () => {
  it('is no budget of its own where the machine reads the usual prompt as soon', () => {
    expect(firstBudgetFor({ prefillRate: 5000, contextTokens: 2048 })).toBeUndefined();
    expect(firstBudgetFor({ prefillRate: 280, contextTokens: 2048 })).toBeDefined();
  });
});
