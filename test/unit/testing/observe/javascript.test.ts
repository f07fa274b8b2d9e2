import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { javaScriptProbe } from '../../../../src/testing/observe/javascript.ts';
import type { TestStyle } from '../../../../src/testing/types.ts';

type Written = readonly [text: string, shape: string] | undefined;

/** What the code that runs in the user's framework writes of a value. */
function writtenWith(assertions: TestStyle['assertions']): (value: unknown) => Written {
  return ofProbe('localForgeWritten', assertions) as (value: unknown) => Written;
}

function ofProbe(name: string, assertions: TestStyle['assertions'] = 'expect'): unknown {
  const style: TestStyle = {
    test: 'it',
    grouped: false,
    globals: true,
    modules: 'require',
    assertions,
    quotes: "'",
    semicolons: true,
    indentation: '  ',
    importExtension: '',
  };
  const text = javaScriptProbe({
    framework: 'mocha',
    style,
    imports: [],
    trials: [],
    output: '/dev/null',
    budgetMs: 1,
  });
  const start = compileFunction(`${text}\nreturn ${name};`, ['require', 'it']) as (...given: unknown[]) => unknown;
  return start(createRequire(import.meta.url), () => ({ timeout: () => undefined }));
}

class Leaf {
  public next: Leaf | null = null;
  public previous: Leaf | null = null;
  public constructor(public readonly text: string) {}
}

describe('source text of values', () => {
  const written = writtenWith('expect');

  it.each<[unknown, Written]>([
    [1, ['1', 'primitive']],
    [{ a: [1, 'b'] }, ["{ a: [1, 'b'] }", 'equal']],
    [new Leaf('a'), ["{ text: 'a', next: null, previous: null }", 'partial']],
    [new Map([['a', 1]]), ["new Map([['a', 1]])", 'equal']],
    [() => 1, undefined],
    [Promise.resolve(1), undefined],
  ])('%j', (value, text) => {
    const [found, shape] = written(value) ?? [];
    // The order of fields is the compiler's.
    const sorted = (one = '') => one.replace(/^\{ (.*) \}$/, (_, all: string) => all.split(', ').sort().join());
    expect([sorted(found), shape]).toEqual(text === undefined ? ['', undefined] : [sorted(text[0]), text[1]]);
  });

  it('says of what cannot be written down that it is there', () => {
    const [a, b] = [new Leaf('a'), new Leaf('b')];
    [a.next, b.previous] = [b, a];
    const [text, shape] = written(a) ?? [];
    expect(shape).toBe('partial');
    expect(text).toContain('previous: expect.anything()');
    expect(written({ run: () => 1, a: 1 })).toEqual(['{ run: expect.any(Function), a: 1 }', 'partial']);
  });

  it('writes no more than can be read', () => {
    const deep = (depth: number): object =>
      depth === 0 ? new Leaf('x'.repeat(60)) : { a: deep(depth - 1), b: deep(depth - 1) };
    expect(written(deep(5))?.[0].length).toBeLessThan(400);
  });

  it('compares all or nothing where an assertion can do no more', () => {
    expect(writtenWith('assert')({ run: () => 1, a: 1 })).toBeUndefined();
  });
});

it('takes nothing of a call for certain that did not end, whoever catches that', async () => {
  type Run = (
    trial: { body: (begin: (look: () => unknown[]) => void) => unknown; names: string[] },
    mutant: number,
  ) => unknown;
  const run = ofProbe('localForgeRun') as Run;
  const body = (begin: (look: () => unknown[]) => void) => {
    begin(() => []);
    const { __localForge: state } = globalThis as unknown as { __localForge: { steps: number } };
    state.steps = 1_000_000; // as the instrumented loops of the subject count them
    return [1];
  };
  expect(await run({ body, names: [] }, 0)).toEqual({ kind: 'unusable', reason: 'It does not end.' });
});
