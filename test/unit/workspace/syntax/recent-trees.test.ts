import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Parser, Tree } from 'web-tree-sitter';
import { seeded } from '../../../../bench/random.ts';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const code = (file: string) => readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8');

describe('a text that is parsed where it differs from one before', () => {
  const kept = new SyntaxTrees({ grammars, runtime });
  const fresh = new SyntaxTrees({ grammars, runtime });
  afterAll(() => Promise.all([kept.dispose(), fresh.dispose()]));

  /** What people and editors put in: letters, pairs, halves of pairs, lines, openers without an end. */
  const PIECES = [' ', '\n', '    ', '(', ')', '{', '}', '[', ';', ':', '.', '=', '"', "'", '`', '😀', 'name'].concat([
    '// note\n',
    '# note\n',
    '/*',
    '*/',
    'return x;\n',
    'if (x) {\n',
    'foo(',
    'def f(a):\n',
    '\tx := 1\n',
  ]);

  // Around errors the parser goes on as cheaply as it can from what it has, which now and then is another way than from
  // nothing. Whether there are errors, and where a cursor is, is the same in every case.
  it.each([
    ['typescript', 'examples/inventory.ts'],
    ['typescript', 'src/assistant/completion/stop.ts'],
    ['javascript', 'scripts/build.mjs'],
    ['python', 'examples/word_count.py'],
    ['go', 'examples/rate_limiter.go'],
    ['rust', 'examples/matrix.rs'],
  ])('has the errors and places of a fresh parse: %s, %s', { timeout: 60_000 }, async (languageId, file) => {
    const random = seeded(7);
    const whole = code(file);
    let [texts, otherCounts] = [0, 0];
    const below = (most: number) => Math.floor(random() * most);
    for (let session = 0; session < 6; session++) {
      // Somebody types the rest of a line again, and then edits here and there.
      let offset = below(whole.length);
      const lineEnd = Math.max(offset, whole.indexOf('\n', offset));
      const typed = whole.slice(offset, Math.min(lineEnd, offset + 12));
      let text = whole.slice(0, offset) + whole.slice(lineEnd);
      for (let step = 0; step < 20; step++) {
        const piece = typed.charAt(step) || (PIECES[below(PIECES.length)] ?? '');
        const jumps = step >= typed.length && random() < 0.3;
        if (jumps) offset = below(text.length);
        const dropped = jumps ? below(30) : 0;
        text = text.slice(0, offset) + piece + text.slice(offset + dropped);
        offset = Math.min(text.length, offset + piece.length);
        const trial = text.slice(0, offset) + (PIECES[below(PIECES.length)] ?? '') + text.slice(offset);
        const results = [];
        for (const trees of [kept, fresh]) {
          await fresh.dispose(); // it must not know the text before
          const place = await trees.placeAt(languageId, text, offset);
          const errors = await trees.countErrors(languageId, text);
          if (trees === fresh) await fresh.dispose();
          results.push({ place, errors: [errors, await trees.countErrors(languageId, trial, true)] });
        }
        const [ours, theirs] = results;
        texts += 2;
        otherCounts += ours?.errors.filter((count, index) => count !== theirs?.errors[index]).length ?? 0;
        const where = JSON.stringify({ session, step, text, offset, trial });
        expect(ours?.place, where).toEqual(theirs?.place);
        expect(ours?.errors.map((count) => count === 0)).toEqual(theirs?.errors.map((count) => count === 0));
      }
    }
    expect(otherCounts / texts).toBeLessThan(0.01);
  });
});

describe('the memory of trees', () => {
  let trees: SyntaxTrees;
  let made: () => number;
  let alive: () => number;

  beforeEach(() => {
    trees = new SyntaxTrees({ grammars, runtime });
    const parse = vi.spyOn(Parser.prototype, 'parse');
    const copy = vi.spyOn(Tree.prototype, 'copy');
    const free = vi.spyOn(Tree.prototype, 'delete');
    made = () => parse.mock.results.filter(({ value }) => value !== null).length + copy.mock.calls.length;
    alive = () => made() - free.mock.calls.length;
  });
  afterEach(() => vi.restoreAllMocks());

  const document = (name: string, lines = 20) => `const ${name} = 1;\n`.repeat(lines);

  it('holds one tree for a document that somebody types in', async () => {
    for (let length = 0; length < 50; length++)
      await trees.countErrors('typescript', document('a') + 'x'.repeat(length));
    expect(alive()).toBe(1);
  });

  it('parses the same text once', async () => {
    for (let times = 0; times < 3; times++) await trees.placeAt('typescript', document('a'), 5);
    expect(made()).toBe(1);
  });

  it('keeps no tree of a trial, and the tree of the document', async () => {
    await trees.countErrors('typescript', document('a'));
    expect(await trees.countErrors('typescript', document('a') + 'let = ;', true)).toBeGreaterThan(0);
    expect(alive()).toBe(1);
    const before = made();
    expect(await trees.countErrors('typescript', document('a'))).toBe(0);
    expect(made()).toBe(before);
  });

  it('keeps the trees of eight documents', async () => {
    for (let name = 0; name < 20; name++) await trees.countErrors('typescript', document(`${name}`.repeat(20)));
    expect(alive()).toBe(8);
  });

  it('keeps fewer of large documents, but the last', async () => {
    const languages = ['typescript', 'python', 'go', 'css'];
    for (const languageId of languages) await trees.countErrors(languageId, ' '.repeat(400 * 1024));
    expect(alive()).toBe(2);
  });

  it('takes no other language for the same document', async () => {
    expect(await trees.countErrors('python', 'a = 1\n')).toBe(0);
    expect(await trees.countErrors('typescript', 'a = 1\n')).toBe(0);
    expect(await trees.countErrors('css', 'a = 1\n')).toBeGreaterThan(0);
  });

  it('is given back when a parse takes too long', async () => {
    const text = '}('.repeat(100_000);
    expect(await trees.countErrors('typescript', text)).toBeUndefined();
    expect(await trees.countErrors('typescript', text + ';')).toBeUndefined();
    expect(alive()).toBe(0);
  });

  it('is given back by dispose', async () => {
    for (const languageId of ['typescript', 'python']) await trees.countErrors(languageId, 'a = 1\n');
    await trees.dispose();
    expect(alive()).toBe(0);
  });
});
