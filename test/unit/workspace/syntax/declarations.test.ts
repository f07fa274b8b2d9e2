import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const syntax = new SyntaxTrees({ grammars, runtime });
afterAll(() => syntax.dispose());

async function declared(languageId: string, text: string): Promise<Record<string, string>> {
  const found = (await syntax.declarations(languageId, text)) ?? [];
  return Object.fromEntries(found.map((one) => [one.name, one.text]));
}

describe('declarations', () => {
  it('of TypeScript: heads without bodies, members, types, constants', async () => {
    const text = [
      "import { a } from './a.ts';",
      '/** Says how. */',
      'export async function join(parts: readonly string[], by = ","): Promise<string> {',
      '  return parts.join(by);',
      '}',
      'export class Shelf<T> extends Base {',
      '  // what stands on it',
      '  private readonly items: T[] = [];',
      '',
      '  constructor(readonly width: number) {',
      '    super();',
      '  }',
      '  get size(): number { return this.items.length; }',
      '}',
      'export interface Book { title: string }',
      'type Id = string | number;',
      'export const LIMIT = 3;',
      'export const twice = (n: number): number => {',
      '  return 2 * n;',
      '};',
      'run();',
    ].join('\n');
    expect(await declared('typescript', text)).toEqual({
      join: 'export async function join(parts: readonly string[], by = ","): Promise<string>',
      Shelf: [
        'export class Shelf<T> extends Base {',
        '  private readonly items: T[] = [];',
        '  constructor(readonly width: number)',
        '  get size(): number',
        '}',
      ].join('\n'),
      Book: 'export interface Book { title: string }',
      Id: 'type Id = string | number;',
      LIMIT: 'export const LIMIT = 3;',
      twice: 'export const twice = (n: number): number =>;',
    });
  });

  it('of Python: without docstrings, with decorators', async () => {
    const text = [
      'WIDTH: int = 80',
      '@cache',
      'def wrap(text: str, width: int = WIDTH) -> str:',
      '    """Wraps."""',
      '    return text',
      '',
      'class Page(Base):',
      '    """A page."""',
      '    lines: list[str]',
      '',
      '    def add(self, line: str) -> None:',
      '        self.lines.append(line)',
    ].join('\n');
    expect(await declared('python', text)).toEqual({
      WIDTH: 'WIDTH: int = 80',
      wrap: '@cache\ndef wrap(text: str, width: int = WIDTH) -> str: ...',
      Page: 'class Page(Base):\n    lines: list[str]\n    def add(self, line: str) -> None: ...',
    });
  });

  it('of Go: members of a group one by one, and whose methods they are', async () => {
    const text = [
      'package shelf',
      'const (',
      '\tLow = iota',
      '\tHigh',
      ')',
      'type Book struct {',
      '\tTitle string // on its back',
      '}',
      'func (b *Book) Rename(title string) error {',
      '\tb.Title = title',
      '\treturn nil',
      '}',
    ].join('\n');
    expect(await declared('go', text)).toEqual({
      Low: 'const Low = iota',
      High: 'const High',
      Book: 'type Book struct {\n\tTitle string\n}',
      Rename: 'func (b *Book) Rename(title string) error',
    });
    const found = (await syntax.declarations('go', text)) ?? [];
    expect(found.map(({ owner }) => owner)).toEqual([undefined, undefined, undefined, 'Book']);
    const last = found.at(-1);
    expect(text.slice(last?.start, last?.end)).toMatch(/^func \(b.*\n\}$/s);
  });

  it('of a long table are cut at the end of a line', async () => {
    const rows = Array.from({ length: 200 }, (_, row) => `  row${row}: ${row},`);
    const { TABLE = '' } = await declared('typescript', `const TABLE = {\n${rows.join('\n')}\n};\n`);
    expect(TABLE.length).toBeLessThan(900);
    expect(TABLE.endsWith(',')).toBe(true);
  });

  it('are unknown without a grammar', async () => {
    expect(await syntax.declarations('plaintext', 'a = 1')).toBeUndefined();
  });
});
