import { expect, it } from 'vitest';
import type { View } from '../../../bench/replay/assistant.ts';
import { continueDev } from '../../../bench/replay/policies/continue.ts';
import { llamaVscode } from '../../../bench/replay/policies/llama-vscode.ts';
import type { Policy } from '../../../bench/replay/policies/policy.ts';
import { debounce, tabby } from '../../../bench/replay/policies/tabby.ts';
import { FakeEngine } from '../assistant/fake-engine.ts';
import { goldenTests, sectionOf, withCursor } from '../golden.ts';

const POLICIES: Readonly<Record<string, () => Policy>> = {
  'llama.vscode': llamaVscode,
  Tabby: tabby,
  Continue: continueDev,
};

function viewOf(marked: string): View {
  const { text, offset } = withCursor(marked);
  return { name: 'a.ts', languageId: 'typescript', before: text.slice(0, offset), after: text.slice(offset) };
}

goldenTests('policies.golden', async (golden) => {
  const view = viewOf(sectionOf(golden, 'document').text);
  const results = new Map<number, string>();
  for (const [place, { header }] of golden.sections.entries()) {
    const policy = POLICIES[header]?.();
    if (policy === undefined) continue;
    const engine = new FakeEngine();
    results.set(place, engine.read(await policy.prompt(engine, view)));
  }
  return results;
});

it('llama.vscode finds typed-through answers on the line, and ends late answers at a line break', () => {
  const { cache, isEnough, trim, skips } = llamaVscode();
  cache.remember(viewOf('let a = █\n'), 'sum(b);');
  expect(cache.find(viewOf('let a = su█\n'))).toBe('m(b);');
  expect(cache.find(viewOf('let a = x█\n'))).toBeUndefined();
  expect(skips?.(viewOf('f(█123456789)'))).toBe(true);
  const view = viewOf('  a█\n');
  expect(isEnough({ text: 'b;', tokens: 9, elapsedMs: 900 }, view)).toBe(false);
  expect(isEnough({ text: 'b;\n', tokens: 9, elapsedMs: 900 }, view)).toBe(true);
  expect(trim('b;\n  c;\n}\n', view)).toBe('b;\n  c;');
});

it('Tabby does not wait before it knows a response, and waits less the slower the machine is', () => {
  const view = viewOf('let total█\nmore();\n');
  expect(debounce(view, { intervalsMs: [], responsesMs: [] })).toBe(2);
  expect(debounce(view, { intervalsMs: [], responsesMs: [100] })).toBeCloseTo(380);
  expect(debounce(view, { intervalsMs: [], responsesMs: [1500] })).toBe(100);
});

it('Tabby knows an answer through its first line, at this place of this document', () => {
  const { cache, trim } = tabby();
  cache.remember(viewOf('let a = █\n'), 'sum(b);\nnext();');
  expect(cache.find(viewOf('let a = sum█\n'))).toBe('(b);\nnext();');
  expect(cache.find(viewOf('let a = sum█\nmore\n'))).toBeUndefined();
  expect(trim('sum(b);\n\nmore', viewOf('let a = █\n'))).toBe('sum(b);');
  expect(trim('b;', viewOf('let a = █\n'))).toBe('');
});

it('Continue ends answers by its timers, reading the prompt included', () => {
  const { cache, isEnough } = continueDev();
  const view = viewOf('a█\n');
  expect(isEnough({ text: 'b', tokens: 9, elapsedMs: 2000 }, view)).toBe(false);
  expect(isEnough({ text: 'b', tokens: 10, elapsedMs: 2000 }, view)).toBe(true);
  expect(isEnough({ text: '\nb\n', tokens: 4, elapsedMs: 200 }, view)).toBe(true);
  expect(isEnough({ text: '\nb\n', tokens: 4, elapsedMs: 100 }, view)).toBe(false);
  cache.remember(view, 'bcd');
  expect(cache.find(viewOf('ab█ another suffix'))).toBe('cd');
});
