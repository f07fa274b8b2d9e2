import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Parser } from 'web-tree-sitter';
import type { LanguageId } from '../../../../bench/fix/code.ts';
import { candidatesOf } from '../../../../bench/tests/candidates.ts';
import { subjectIn } from '../../../../bench/tests/subject.ts';
import { Grammars } from '../../../../src/workspace/syntax/grammars.ts';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';

const modules = path.resolve(import.meta.dirname, '../../../../node_modules');
const files = {
  grammars: path.join(modules, '@vscode/tree-sitter-wasm/wasm'),
  runtime: path.join(modules, 'web-tree-sitter/web-tree-sitter.wasm'),
};
const parsers = new Map<LanguageId, Parser>();
const syntax = new SyntaxTrees(files);

beforeAll(async () => {
  const grammars = new Grammars(files);
  for (const languageId of ['typescript', 'python', 'go'] as const) {
    const language = await grammars.load(languageId);
    if (language) parsers.set(languageId, new Parser().setLanguage(language));
  }
});
afterAll(() => syntax.dispose());

function found(languageId: LanguageId, text: string): string[] {
  const tree = parsers.get(languageId)?.parse(text);
  if (!tree) throw new Error(`no grammar for ${languageId}`);
  return candidatesOf({ source: 'p@1', languageId, name: 'f', text }, tree.rootNode).map(({ id }) => id.slice(6));
}

const typescriptBody = '(x: number) {\n  if (x) {\n    return 1;\n  }\n  return 2;\n}\n';
const pythonBody = '(x):\n    if x:\n        return 1\n    return 2\n';
const goBody = '(x int) int {\n\tif x > 0 {\n\t\treturn 1\n\t}\n\treturn 2\n}\n';

describe('functions that tests can be asked for', () => {
  it('are exported ones in TypeScript, and public methods of exported classes', () => {
    const text = [
      `export function a${typescriptBody}`,
      `function hidden${typescriptBody}`,
      `function later${typescriptBody}`,
      'export { later };',
      'export const arrow = (x: number) => {\n  while (x > 0) x--;\n  return x;\n};',
      `export default function b${typescriptBody}`,
      `export class C {\n  constructor${typescriptBody}  private p${typescriptBody}  get${typescriptBody}  m${typescriptBody}}`,
      `class D {\n  m${typescriptBody}}`,
    ].join('\n');
    expect(found('typescript', text)).toEqual(['a', 'later', 'arrow', 'b', 'C.get', 'C.m']);
  });
  it('are those without an underscore in Python, of `__all__` where there is one', () => {
    const text = `def a${pythonBody}\ndef _b${pythonBody}\n@deco\ndef c${pythonBody}\nclass D:\n    def m(self, x):\n        if x:\n            return 1\n        return 2\n`;
    expect(found('python', text)).toEqual(['a', 'c', 'D.m']);
    expect(found('python', `__all__ = ["c"]\n${text}`)).toEqual(['c']);
  });
  it('are those with a capital in Go', () => {
    const text = `package p\n\nfunc A${goBody}\nfunc b${goBody}\nfunc (t *T) M${goBody}\nfunc (t T) N${goBody}\nfunc (t u) O${goBody}`;
    expect(found('go', text)).toEqual(['A', 'T.M', 'T.N']);
  });
  it('have a branch and 4 to 60 lines', () => {
    expect(found('python', 'def a(x):\n    y = x\n    z = y\n    return z\n')).toEqual([]);
    expect(found('python', 'def a(x):\n    y = x\n    z = y\n    return 1 if z else 2\n')).toEqual(['a']);
    expect(found('python', 'def a(x):\n    if x:\n        return 1\n')).toEqual([]);
    expect(found('python', `def a${pythonBody}${'    x = 1\n'.repeat(56)}`)).toEqual(['a']);
    expect(found('python', `def a${pythonBody}${'    x = 1\n'.repeat(57)}`)).toEqual([]);
  });
  it('touch no network, program, page or native module', () => {
    expect(found('python', 'def a(x):\n    if x:\n        subprocess.run(x)\n    return 1\n')).toEqual([]);
    expect(found('python', 'def a(x):\n    if x:\n        import numpy as np\n    return 1\n')).toEqual([]);
    expect(found('typescript', 'export function a(x: string) {\n  if (x)\n    document.write(x);\n}\n')).toEqual([]);
    expect(found('go', 'package p\n\nfunc A(x string) {\n\tif x != "" {\n\t\texec.Command(x)\n\t}\n}\n')).toEqual([]);
  });
  it('are named once, in a file that parses', () => {
    expect(found('python', `def a${pythonBody}\ndef a${pythonBody}`)).toEqual([]);
    expect(found('python', `def a${pythonBody}\ndef b(:\n`)).toEqual([]);
  });
});

describe('the place of a function', () => {
  const place = async (languageId: LanguageId, text: string, name: string, owner?: string) => {
    const declared = (await syntax.declarationsOf(languageId, text)) ?? [];
    const subject = subjectIn(text, declared, { languageId, name, ...(owner !== undefined && { owner }) });
    return (
      subject && { whole: text.slice(subject.start, subject.end), body: text.slice(subject.bodyStart, subject.end) }
    );
  };

  it('begins with its comment', async () => {
    const text = `const x = 1;\n\n/**\n * Says\n\n it.\n */\nexport function a${typescriptBody}`;
    const subject = await place('typescript', text, 'a');
    expect(subject?.whole).toBe(text.slice(text.indexOf('/**')).trimEnd());
    expect(subject?.body.trimStart().startsWith('if (x)')).toBe(true);
  });
  it('leaves a comment out that an empty line parts from it', async () => {
    const text = `// Licence\n\nexport function a${typescriptBody}`;
    expect((await place('typescript', text, 'a'))?.whole.startsWith('export')).toBe(true);
  });
  it('begins with its overloads', async () => {
    const text = `let y = 1;\n/** First. */\nexport function a(x: string): number;\nexport function a(x: number): number;\n/** Own. */\nexport function a${typescriptBody}`;
    expect((await place('typescript', text, 'a'))?.whole.startsWith('/** First. */')).toBe(true);
  });
  it('begins with all decorators', async () => {
    const text = `x = 1\n\n\n@one\n@two("a")\ndef a${pythonBody}`;
    expect((await place('python', text, 'a'))?.whole.startsWith('@one')).toBe(true);
  });
  it('tells methods of two classes apart', async () => {
    const python = (owner: string) => `class ${owner}:\n    def m(self):\n        return "${owner}"\n\n`;
    expect((await place('python', python('A') + python('B'), 'm', 'B'))?.body).toBe('return "B"');
    const go = `package p\n\nfunc (a *A) M() int { return 1 }\n\nfunc (b B) M() int { return 2 }\n\nfunc M() int { return 3 }\n`;
    expect((await place('go', go, 'M', 'B'))?.whole).toBe('func (b B) M() int { return 2 }');
    expect((await place('go', go, 'M'))?.whole).toBe('func M() int { return 3 }');
  });
  it('is none where the name is not there or not alone', async () => {
    expect(await place('python', `def a${pythonBody}`, 'b')).toBeUndefined();
    expect(await place('python', `def a${pythonBody}\ndef a${pythonBody}`, 'a')).toBeUndefined();
  });
});
