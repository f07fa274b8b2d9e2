import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { contextOf } from '../../../../src/assistant/testing/context.ts';
import { subjectNamed } from '../../../../src/testing/subject.ts';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';
import { sourceOf } from '../../testing/made.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const syntax = new SyntaxTrees({ grammars, runtime });
afterAll(() => syntax.dispose());

async function contextIn(languageId: string, text: string, name: string) {
  const subject = await subjectNamed(languageId, text, name, syntax);
  if (subject === undefined) throw new Error(`no ${name}`);
  return contextOf(sourceOf('/p/a', text, subject, { framework: 'vitest', testFile: '/p/b' }), syntax);
}

describe('who calls', () => {
  it('a method sees how its class is made, not what else it does', async () => {
    const text =
      'export class Ring {\n  constructor(private size: number) {\n    this.secret();\n  }\n\n  other(): void {}\n\n  push(x: number): void {\n    this.size += x;\n  }\n}\n';
    const context = await contextIn('typescript', text, 'Ring.push');
    expect(context).toContain('class Ring');
    expect(context).toContain('constructor(private size: number)');
    expect(context).not.toMatch(/secret|other|this\.size/);
  });

  it('a method of Go sees its type and its maker', async () => {
    const text =
      'package m\n\ntype Ring struct {\n\tsize int\n}\n\nfunc NewRing(size int) *Ring {\n\treturn nil\n}\n\nfunc Other() {}\n\nfunc (r *Ring) Push(x int) {\n}\n';
    const context = await contextIn('go', text, 'Ring.Push');
    expect(context).toContain('size int');
    expect(context).toContain('func NewRing(size int) *Ring');
    expect(context).not.toContain('Other');
  });

  it('a function sees the types that its head names, and only those', async () => {
    const text =
      'class Point:\n    x: int = 0\n\n\nclass Other:\n    y = 1\n\n\ndef f(p: Point) -> int:\n    return Other.y\n';
    const context = await contextIn('python', text, 'f');
    expect(context).toContain('class Point');
    expect(context).not.toContain('Other');
  });

  it('a constructor sees its class, not itself once more', async () => {
    const text = 'class Ring:\n    def __init__(self, size):\n        pass\n';
    const context = await contextIn('python', text, 'Ring.__init__');
    expect(context).toContain('class Ring');
    expect(context).not.toContain('__init__');
  });

  it('a function that names nothing sees nothing', async () => {
    expect(await contextIn('python', 'class Other:\n    y = 1\n\n\ndef f(p):\n    return 1\n', 'f')).toBeUndefined();
  });

  it('sees not more of a type than its beginning', async () => {
    const fields = Array.from({ length: 40 }, (_, index) => `  field${index} = 0;`).join('\n');
    const context = await contextIn(
      'typescript',
      `class Big {\n${fields}\n}\nfunction f(a: Big) {\n  return 1;\n}\n`,
      'f',
    );
    expect(context?.split('\n').length).toBe(17);
    expect(context?.endsWith('…')).toBe(true);
  });
});

it('shows lines of callers as comments, as far as there is room', async () => {
  const text = 'def f(p):\n    return 1\n';
  const one = await subjectNamed('python', text, 'f', syntax);
  if (one === undefined) throw new Error('no f');
  const source = sourceOf('/p/a.py', text, one, { framework: 'pytest', testFile: '/p/b.py' });
  const context = await contextOf(source, syntax, ['x = f(a)', `y = f(${'b'.repeat(400)})`, 'z = f(c)']);
  expect(context).toBe('# It is called like this:\n# x = f(a)');
});
