import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { headOf, qualifiedName, subjectAt, subjectNamed, subjectsOf } from '../../../src/testing/subject.ts';
import { SyntaxTrees } from '../../../src/workspace/syntax/syntax.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const syntax = new SyntaxTrees({ grammars, runtime });
afterAll(() => syntax.dispose());

const TEXTS: Readonly<Record<string, string>> = {
  typescript: `/** Adds. */
export function add(a: number): number {
  const inner = () => a;
  return inner();
}

export class Ring {
  /** Adds to it. */
  push(x: number): void {
    this.x = x;
  }
}

export const twice = (a: number) => {
  return a * 2;
};
`,
  python: `# Adds.
def add(a):
    def inner():
        return a
    return inner()


class Ring:
    def push(self, x):
        self.x = x
`,
  go: `package m

// Add adds F(x).
func Add(a int) int {
	return a
}

type Ring[T any] struct{}

func (r *Ring[T]) Push(x T) {
}
`,
};

describe('the functions that can be called from outside', () => {
  it.each([
    ['typescript', ['add', 'Ring.push', 'twice']],
    ['python', ['add', 'Ring.push']],
    ['go', ['Add', 'Ring.Push']],
  ])('of %s', async (languageId, names) => {
    const found = await subjectsOf(languageId, TEXTS[languageId] ?? '', syntax);
    expect(found.map(qualifiedName)).toEqual(names);
  });
});

describe('a subject', () => {
  const named = async (languageId: string, name: string) => {
    const text = TEXTS[languageId] ?? '';
    const one = await subjectNamed(languageId, text, name, syntax);
    return (
      one && {
        ...one,
        whole: text.slice(one.start, one.end),
        head: headOf(text, one),
        body: text.slice(one.bodyStart, one.end),
      }
    );
  };

  it('has the comment above it', async () => {
    expect((await named('typescript', 'add'))?.whole).toMatch(
      /^\/\*\* Adds\. \*\/\nexport function|^\/\*\* Adds\. \*\/\n/,
    );
    expect((await named('typescript', 'Ring.push'))?.whole).toMatch(/^\/\*\* Adds to it\. \*\/\n {2}push/);
    expect((await named('python', 'add'))?.whole).toMatch(/^# Adds\.\ndef add/);
    expect((await named('go', 'Add'))?.whole).toMatch(/^\/\/ Add adds F\(x\)\.\nfunc Add/);
  });

  it('has a head without that, and its body behind it', async () => {
    expect((await named('go', 'Add'))?.head).toBe('func Add(a int) int {');
    expect((await named('go', 'Add'))?.body).toBe('\n\treturn a\n}');
    expect((await named('python', 'add'))?.head.trim()).toBe('def add(a):');
    expect((await named('typescript', 'Ring.push'))?.head.trim()).toBe('push(x: number): void {');
  });

  it('is found by its name alone where that is a method, and not by another', async () => {
    expect(await named('python', 'push')).toMatchObject({ name: 'push', owner: 'Ring' });
    expect(await named('python', 'inner')).toBeUndefined();
    expect(await named('python', 'nothing')).toBeUndefined();
  });

  it.each([
    ['typescript', 'return inner', 'add'],
    ['typescript', '=> a;', 'add'],
    ['typescript', 'this.x', 'Ring.push'],
    ['typescript', 'a * 2', 'twice'],
    ['python', 'return a', 'add'],
    ['python', 'self.x', 'Ring.push'],
    ['go', 'return a', 'Add'],
    ['go', 'Push', 'Ring.Push'],
  ])('of %s at %j is %s', async (languageId, at, name) => {
    const text = TEXTS[languageId] ?? '';
    const one = await subjectAt(languageId, text, text.indexOf(at), text.indexOf(at), syntax);
    expect(one && qualifiedName(one)).toBe(name);
  });

  it('is found from a selection that begins with empty space before it', async () => {
    const text = TEXTS['go'] ?? '';
    const end = text.indexOf('}\n') + 1;
    const one = await subjectAt('go', text, text.indexOf('\nfunc Add'), end, syntax);
    expect(one?.name).toBe('Add');
  });

  it('is none outside of functions', async () => {
    const text = TEXTS['go'] ?? '';
    expect(await subjectAt('go', text, 0, 0, syntax)).toBeUndefined();
  });
});
