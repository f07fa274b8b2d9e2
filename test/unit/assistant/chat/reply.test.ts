import { expect, it } from 'vitest';
import { reply } from '../../../../src/assistant/chat/reply.ts';
import { FakeEngine } from '../fake-engine.ts';

const signal = new AbortController().signal;
const asked = { system: 'Be short.', user: 'Count.', opening: '' };

it('takes what was said in time where a model is too slow to end', async () => {
  const engine = new FakeEngine();
  engine.scripts = [{ text: 'one two three four five six' }];
  engine.beforePiece = (index) => (index < 3 ? undefined : new Promise((resolve) => setTimeout(resolve, 300)));
  const options = { engine, maxStepMs: 100, priority: 'work', maxTokens: 50 } as const;
  const said = await reply(asked, { ...options, budgetMs: 100 }, signal);
  expect(said).toMatch(/^one /);
  expect(said).not.toContain('six');
  engine.beforePiece = () => undefined;
  expect(await reply(asked, options, signal)).toBe('one two three four five six');
});
