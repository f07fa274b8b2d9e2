import path from 'node:path';
import { Parser } from 'web-tree-sitter';
import { beforeAll, describe, expect, it } from 'vitest';
import { applied, functionsOf, reachProbe, type LanguageId } from '../../../../bench/fix/code.ts';
import { inWrongCase, misspelt, MUTATIONS, renamed } from '../../../../bench/fix/mutations.ts';
import { Grammars } from '../../../../src/workspace/syntax/grammars.ts';

const modules = path.resolve(import.meta.dirname, '../../../../node_modules');
const grammars = new Grammars({
  grammars: path.join(modules, '@vscode/tree-sitter-wasm/wasm'),
  runtime: path.join(modules, 'web-tree-sitter/web-tree-sitter.wasm'),
});
const parsers = new Map<LanguageId, Parser>();

beforeAll(async () => {
  for (const languageId of ['typescript', 'python', 'go'] as const) {
    const language = await grammars.load(languageId);
    if (language) parsers.set(languageId, new Parser().setLanguage(language));
  }
});

function rootOf(languageId: LanguageId, text: string) {
  const tree = parsers.get(languageId)?.parse(text);
  if (!tree) throw new Error(`no grammar for ${languageId}`);
  return tree.rootNode;
}

/** Every text that a mutation makes of another. */
function broken(name: string, languageId: LanguageId, text: string): string[] {
  const mutation = MUTATIONS.find((known) => known.name === name);
  if (!mutation?.languages.includes(languageId)) throw new Error(`no ${name} in ${languageId}`);
  const root = rootOf(languageId, text);
  const nodes =
    mutation.scope === 'file'
      ? [root]
      : functionsOf(root).map(({ start, end }) => root.descendantForIndex(start, end - 1));
  return nodes
    .flatMap((node) => [...mutation.edits(node ?? root, { text, languageId })])
    .map((edit) => applied(text, edit));
}

const typescript = (body: string) => `async function f(a: number, b?: string) {\n  ${body}\n}\n`;
const python = (body: string) => `def f(self, a, b):\n    ${body}\n`;
const go = (body: string) => `package p\n\nfunc (r *R) f(a int) (int, error) {\n\t${body}\n}\n`;

/** What each kind does to one statement; undefined: it must leave it alone. */
const CASES: readonly (readonly [string, LanguageId, string, string | undefined])[] = [
  ['misspelt name', 'typescript', 'return counter;', 'return coutner;'],
  ['misspelt name', 'python', 'return counter', 'return coutner'],
  ['misspelt name', 'go', 'return counter, nil', 'return coutner, nil'],
  ['misspelt name', 'typescript', "return 'counter';", undefined],
  ['wrong case', 'python', 'return max_size', 'return maxSize'],
  ['wrong case', 'go', 'return r.Size(), nil', 'return r.size(), nil'],
  ['wrong member', 'typescript', 'return b.length;', 'return b.size;'],
  ['wrong member', 'python', 'a.append(b)', 'a.push(b)'],
  ['wrong member', 'go', 'return strings.Index(s, t), nil', 'return strings.IndexOf(s, t), nil'],
  ['word of another language', 'python', 'return None', 'return null'],
  ['word of another language', 'python', 'return "None"', undefined],
  ['word of another language', 'go', 'return 1, nil', 'return 1, null'],
  ['word of another language', 'typescript', 'throw a;', 'raise a;'],
  ['half-done rename', 'typescript', 'const sum = a; return sum;', 'const sum_value = a; return sum;'],
  ['half-done rename', 'python', 'max_size = a; return max_size', 'max_size_value = a; return max_size'],
  ['half-done rename', 'go', 'maxSize := a; return maxSize, nil', 'maxSizeValue := a; return maxSize, nil'],
  ['missing await', 'typescript', 'return await b;', 'return b;'],
  ['missing await', 'typescript', "return 'await b';", undefined],
  ['missing return', 'python', 'return a', 'a'],
  ['missing return', 'go', 'return a, nil', 'a, nil'],
  ['missing argument', 'python', 'g(a, b)', 'g(a)'],
  ['missing argument', 'typescript', 'g(a);', 'g();'],
  ['missing argument', 'go', 'g()', undefined],
  ['swapped arguments', 'go', 'g(a, "x")', 'g("x", a)'],
  ['swapped arguments', 'python', 'g(a, a)', undefined],
  ['= for :=', 'go', 'x := a', 'x = a'],
  [':= for =', 'go', 'x = a', 'x := a'],
  ['unused variable', 'go', 'for _, x := range y {\n\t}', 'for i, x := range y {\n\t}'],
  ['missing result', 'go', 'return a, nil', 'return a'],
  ['missing result', 'go', 'return 0, err', 'return err'],
  ['wrong number of results', 'go', 'x, err := g()', 'x := g()'],
  ['wrong number of results', 'go', 'x := g()', 'x, err := g()'],
  ['wrong literal', 'typescript', 'return a + 1;', 'return a + "1";'],
  ['wrong literal', 'go', 'return 0, true', 'return 0, "yes"'],
  ['missing guard', 'typescript', 'return b?.length;', 'return b.length;'],
  ['missing guard', 'typescript', "return b ?? '';", 'return b;'],
  ['missing guard', 'typescript', 'return b!.length;', 'return b.length;'],
  ['missing guard', 'typescript', 'return a !== 1;', undefined],
  ['missing closer', 'python', 'g(a)', 'g(a'],
  ['missing brace', 'go', 'if a {\n\t}', 'if a\n\t}'],
  ['missing quote', 'python', "return 'abc'", "return 'abc"],
  ['missing colon', 'python', 'if a:\n        g()', 'if a\n        g()'],
  ['missing colon', 'python', 'return a[1:]', undefined],
  ['missing comma', 'go', 'g(a, b)', 'g(a b)'],
  ['wrong operator', 'go', 'if a == 1 {\n\t}', 'if a = 1 {\n\t}'],
  ['wrong operator', 'python', 'a += 1', 'a++'],
  ['wrong operator', 'typescript', 'if (a === 1) g();', 'if (a = 1) g();'],
  ['forgotten self', 'python', 'return self.size', 'return size'],
  ['forgotten this', 'typescript', 'return this.size;', 'return size;'],
  ['forgotten receiver', 'go', 'return r.size, nil', 'return size, nil'],
  ['forgotten receiver', 'go', 'return other.size, nil', undefined],
  ['missing conversion', 'typescript', 'return String(a);', 'return a;'],
  ['missing conversion', 'python', 'return str(a)', 'return a'],
  ['missing conversion', 'go', 'return int64(a), nil', 'return a, nil'],
  ['missing conversion', 'python', 'return str(a, b)', undefined],
  ['wrong type', 'typescript', 'let x: string;', 'let x: symbol;'],
];
const WRAPPED = { typescript, python, go };

describe('mutations', () => {
  it.each(CASES)('%s in %s: %s', (name, languageId, statement, expected) => {
    const wrap = WRAPPED[languageId];
    const all = broken(name, languageId, wrap(statement));
    // Parameters and results may be broken as well; the statement counts.
    const inBody = all.filter((text) => text.startsWith(wrap('').slice(0, -4)) || !text.includes(statement));
    if (expected === undefined) expect(inBody.filter((text) => !text.includes(statement))).toEqual([]);
    else expect(all).toContain(wrap(expected));
  });
  it('take whole lines away', () => {
    const body = 'const sum = a;\n  return sum;';
    expect(broken('deleted declaration', 'typescript', typescript(body))).toEqual([typescript('return sum;')]);
    expect(broken('missing last return', 'typescript', typescript(body))).toEqual([typescript('const sum = a;')]);
  });
  it('take imports away and add some', () => {
    expect(broken('missing import', 'python', 'import os\nfrom a import b\nx = 1\n')).toEqual([
      'from a import b\nx = 1\n',
      'import os\nx = 1\n',
    ]);
    expect(broken('missing import', 'typescript', "\nimport { a, b } from './c';\n")).toEqual([
      '\n',
      "\nimport {  b } from './c';\n",
    ]);
    const source = 'package p\n\nimport (\n\t"os"\n)\n';
    expect(broken('missing import', 'go', source)).toEqual(['package p\n\nimport (\n)\n']);
    expect(broken('unused import', 'go', source)).toContain('package p\n\nimport (\n\t"log"\n\t"os"\n)\n');
  });
  it('take async away', () => {
    expect(broken('missing async', 'typescript', typescript('await b;'))).toEqual([typescript('await b;').slice(6)]);
  });
  it('have one name each', () => {
    expect(new Set(MUTATIONS.map(({ name }) => name)).size).toBe(MUTATIONS.length);
  });
});

describe('broken names', () => {
  it.each([
    [misspelt('counter'), 'coutner'],
    [misspelt('LIMIT'), 'LIMI'],
    [inWrongCase('maxSize'), 'maxsize'],
    [inWrongCase('max_size'), 'maxSize'],
    [inWrongCase('Size'), 'size'],
    [inWrongCase('size'), 'Size'],
    [renamed('maxSize'), 'maxSizeValue'],
    [renamed('max_size'), 'max_size_value'],
  ])('%s', (name, expected) => expect(name).toBe(expected));
});

describe('functions and the statements that tests must reach', () => {
  it('are the outermost ones, methods included', () => {
    const text = 'class A { m() { const g = () => 1; return g; } }\nconst h = () => { g(); };\n';
    expect(functionsOf(rootOf('typescript', text)).map(({ name }) => name)).toEqual(['m', 'h']);
  });
  const probe = (languageId: LanguageId, text: string, at: string) =>
    reachProbe(rootOf(languageId, text), text, text.indexOf(at), languageId);
  it('are put before the innermost statement, with its indentation', () => {
    expect(probe('python', 'def f(a):\n    if a:\n        g(a, 1)\n', '1)')).toBe(
      "def f(a):\n    if a:\n        raise RuntimeError('reached')\n        g(a, 1)\n",
    );
    expect(probe('go', 'package p\n\nfunc f() {\n\tswitch a {\n\tcase 1:\n\t\tg(2)\n\t}\n}\n', '2)')).toContain(
      '\tcase 1:\n\t\tpanic("reached")\n\t\tg(2)\n',
    );
    expect(probe('typescript', 'function f() { return g(1); }', '1')).toBe(
      "function f() { throw new Error('reached');; return g(1); }",
    );
  });
  it('of a line that begins with blanks are those of the line', () => {
    expect(probe('python', 'def f(a):\n    b = 1\n    return b\n', '    return')).toContain(
      "    b = 1\n    raise RuntimeError('reached')\n    return b",
    );
  });
  it('of a head are the first of the body', () => {
    expect(probe('python', 'def f(a):\n    return a\n', 'a)')).toBe(
      "def f(a):\n    raise RuntimeError('reached')\n    return a\n",
    );
  });
  it('are none outside of functions', () => {
    expect(probe('python', 'a = 1\nif a:\n    b = 2\n', 'b')).toBeUndefined();
  });
});
