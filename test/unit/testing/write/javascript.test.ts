import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { afterAll, describe, expect, it } from 'vitest';
import type { TestCase } from '../../../../src/testing/cases.ts';
import type { Framework, TestStyle } from '../../../../src/testing/types.ts';
import { javaScriptTests, quotedAs } from '../../../../src/testing/write/javascript.ts';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';
import { caseOf, STYLE, subject, trial, value } from '../made.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const syntax = new SyntaxTrees({ grammars, runtime });
afterAll(() => syntax.dispose());

const F = subject('typescript', 'f');
const written = (cases: TestCase[], style: Partial<TestStyle> = {}, framework: Framework = 'vitest', one = F) =>
  javaScriptTests(cases, one, framework, { ...STYLE, ...style });
/** The line that asserts. */
const asserted = (one: TestCase, style: Partial<TestStyle> = {}) =>
  written([one], { grouped: false, ...style })
    .tests.split('\n')
    .slice(-3, -2)[0]
    ?.trim();

const thrown = (message: string, more: object = {}) =>
  caseOf('f(1)', { kind: 'throws', type: 'RangeError', message, ...more });

it('stand in a group that says that nobody has specified them', () => {
  expect(written([caseOf('f(1)', value('2'))]).tests).toBe(
    [
      '// Characterisation tests: the expected values were observed by running the code.',
      '// They say what it does, not what it should do.',
      "describe('f (characterisation)', () => {",
      "  it('returns 2 for f(1)', () => {",
      '    expect(f(1)).toBe(2);',
      '  });',
      '});',
      '',
    ].join('\n'),
  );
});

it('are no characterisation where the documentation says so', () => {
  const { tests, group } = written([caseOf('f(1)', value('2'), { isDocumented: true })]);
  expect(tests).not.toMatch(/characterisation/i);
  expect(group).toBe('f');
});

it('says that nothing comes of a call, and what it changes only in part', () => {
  expect(written([caseOf('f(1)', value('undefined'))]).tests).toContain('expect(f(1)).toBeUndefined();');
  const after = [{ name: 'leaf', literal: '{ next: expect.anything() }', shape: 'partial' as const }];
  const { tests } = written([caseOf('f(leaf)', value('undefined', { after }))]);
  expect(tests).toContain('expect(leaf).toMatchObject({ next: expect.anything() });');
});

it('stand alone, in the style of the others', () => {
  const style = { grouped: false, test: 'test', quotes: '"', semicolons: false, indentation: '\t' } as const;
  expect(written([caseOf("f('a')", value("'b'"), { isDocumented: true })], style).tests).toBe(
    "test(\"returns 'b' for f('a')\", () => {\n\texpect(f('a')).toBe('b')\n})\n",
  );
});

it('are set up by the statements of their calls, each ended once', () => {
  const one = { ...caseOf('f(a)', value('2')), trial: trial('f(a)', { setup: ['const a = [1];', 'a.push(2)'] }) };
  expect(written([one]).tests).toContain('    const a = [1];\n    a.push(2);\n    expect(f(a)).toBe(2);\n');
});

it('have names of their own', () => {
  const cases = [1, 2, 3].map(() => caseOf('f(1)', value('2')));
  const names = [...written(cases).tests.matchAll(/it\('(.*?)'/g)].map(([, name]) => name);
  expect(names).toEqual(['returns 2 for f(1)', 'returns 2 for f(1) (2)', 'returns 2 for f(1) (3)']);
});

describe('a case asserts', () => {
  it.each<[string, TestCase, Partial<TestStyle>, string]>([
    ['a primitive', caseOf('f(1)', value('2')), {}, 'expect(f(1)).toBe(2);'],
    ['an object', caseOf('f(1)', value('[2]', { shape: 'equal' })), {}, 'expect(f(1)).toEqual([2]);'],
    ['a part', caseOf('f(1)', value('{ a: 1 }', { shape: 'partial' })), {}, 'expect(f(1)).toMatchObject({ a: 1 });'],
    ['a promise', caseOf('f(1)', value('2', { isAsync: true })), {}, 'expect(await f(1)).toBe(2);'],
    ['an iterator', caseOf('f(1)', value('[2]', { isIterator: true })), {}, 'expect([...f(1)]).toEqual([2]);'],
    [
      'a function',
      caseOf('f(1)', value("'function'", { isTypeOnly: true })),
      {},
      "expect(typeof f(1)).toBe('function');",
    ],
    ['an error', thrown("can't"), {}, "expect(() => f(1)).toThrow('can\\'t');"],
    ['an error without message', thrown(''), {}, 'expect(() => f(1)).toThrow();'],
    ['a rejection', thrown('no', { isAsync: true }), {}, "await expect(f(1)).rejects.toThrow('no');"],
    ['with assert a primitive', caseOf('f(1)', value('2')), { assertions: 'assert' }, 'assert.strictEqual(f(1), 2);'],
    [
      'with assert an object',
      caseOf('f(1)', value('[2]', { shape: 'equal' })),
      { assertions: 'assert' },
      'assert.deepStrictEqual(f(1), [2]);',
    ],
    ['with assert an error', thrown('no'), { assertions: 'assert' }, "assert.throws(() => f(1), { message: 'no' });"],
    [
      'with assert a rejection',
      thrown('no', { isAsync: true }),
      { assertions: 'assert' },
      "await assert.rejects(f(1), { message: 'no' });",
    ],
    ['with chai a primitive', caseOf('f(1)', value('2')), { assertions: 'chai' }, 'expect(f(1)).to.equal(2);'],
    [
      'with chai an object',
      caseOf('f(1)', value('[2]', { shape: 'equal' })),
      { assertions: 'chai' },
      'expect(f(1)).to.deep.equal([2]);',
    ],
    [
      'with chai a part',
      caseOf('f(1)', value('{ a: 1 }', { shape: 'partial' })),
      { assertions: 'chai' },
      'expect(f(1)).to.deep.include({ a: 1 });',
    ],
    ['with chai an error', thrown('no'), { assertions: 'chai' }, "expect(() => f(1)).to.throw('no');"],
  ])('%s', (_, one, style, line) => expect(asserted(one, style)).toBe(line));

  it('in an async function where it waits', () => {
    expect(written([caseOf('f(1)', value('2', { isAsync: true }))]).tests).toMatch(/it\('.*', async \(\) => \{/);
    expect(written([caseOf('f(1)', value('2'))]).tests).not.toContain('async');
  });

  it('what a call changes, and does not compare the nothing that it gives', () => {
    const after = [{ name: 'a', literal: '[1, 2]' }];
    const one = {
      ...caseOf('f(a)', value('undefined', { after })),
      trial: trial('f(a)', { setup: ['const a = [1]'] }),
    };
    expect(written([one]).tests).toContain('    f(a);\n    expect(a).toEqual([1, 2]);\n');
  });

  it('only the properties of a part with assert, and others may come', () => {
    const line = asserted(caseOf('f(1)', value('{ a: 1 }', { shape: 'partial' })), { assertions: 'assert' });
    expect(line).toBe('assert.deepStrictEqual({ ...f(1) }, { a: 1 });');
  });

  // https://www.chaijs.com/api/bdd/ has nothing that waits.
  it('a rejection with chai alone', () => {
    const { tests } = written([thrown('no', { isAsync: true })], { assertions: 'chai', globals: true }, 'mocha');
    const error = "expect(await f(1).catch((error) => error)).to.be.an('error')";
    expect(tests).toContain(`${error}.with.property('message').that.includes('no');\n`);
  });
});

describe('imports', () => {
  it.each<[Framework, Partial<TestStyle>, [string, string[]][]]>([
    ['vitest', {}, [['vitest', ['describe', 'it', 'expect']]]],
    ['vitest', { globals: true }, []],
    ['vitest', { grouped: false, test: 'test' }, [['vitest', ['test', 'expect']]]],
    ['bun test', {}, [['bun:test', ['describe', 'it', 'expect']]]],
    [
      'node:test',
      { assertions: 'assert' },
      [
        ['node:test', ['describe', 'it']],
        ['node:assert/strict', []],
      ],
    ],
    ['jest', { globals: true }, []],
    ['jest', {}, [['@jest/globals', ['describe', 'it', 'expect']]]],
    ['mocha', { assertions: 'chai' }, [['chai', ['expect']]]],
    ['mocha', { assertions: 'assert', globals: true }, [['node:assert/strict', []]]],
  ])('of %s with %j', (framework, style, imports) => {
    const found = written([caseOf('f(1)', value('2'))], style, framework).imports;
    expect(found.map(({ from, names }) => [from, names])).toEqual(imports);
  });
});

it.each([
  ["it's", "'", "'it\\'s'"],
  ["it's", '"', '"it\'s"'],
  ['a "b"', "'", '\'a "b"\''],
  ['a "b"', '"', '"a \\"b\\""'],
  ['a\n\\b', "'", "'a\\n\\\\b'"],
] as const)('%j is written with %s as %s', (text, quotes, code) => {
  expect(quotedAs(text, quotes)).toBe(code);
  expect(vm.runInNewContext(code)).toBe(text);
});

it.each(['expect', 'assert', 'chai'] as const)(
  'what is written with %s can be read, whatever stands in it',
  async (assertions) => {
    const cases = [
      caseOf("f('it\\'s \"x\"')", value("'a\\\\b\\n'")),
      caseOf('f(`a\n${b}`)', value('{ a: 1 }', { shape: 'partial' })),
      caseOf('{ a: f(1) }.a', { kind: 'throws', type: 'Error', message: 'two\nlines \'"`' }),
      caseOf('f(1)', { kind: 'throws', type: 'Error', message: '\\', isAsync: true }),
    ];
    for (const grouped of [true, false]) {
      const { tests } = written(cases, { assertions, grouped });
      expect(await syntax.countErrors('typescript', tests, true)).toBe(0);
    }
  },
);
