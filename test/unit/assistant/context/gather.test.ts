import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gather, type GatherOptions } from '../../../../src/assistant/context/gather.ts';
import type { ProjectFiles } from '../../../../src/assistant/context/types.ts';
import type { Declaration } from '../../../../src/workspace/syntax/declarations.ts';
import { contextOf } from '../context-of.ts';

const ROOT = path.resolve('/work');

/** Stands in for the syntax trees: a line that begins with `name:` declares that name. */
function declarationsOf(text: string): Declaration[] {
  return [...text.matchAll(/^([\w.]+): .*$/gm)].map(({ 0: line, 1: full = '', index }) => {
    const dot = full.indexOf('.');
    const owner = full.slice(0, Math.max(0, dot));
    return { name: full.slice(dot + 1), text: line, start: index, end: index + line.length, ...(owner && { owner }) };
  });
}

function setUp(texts: Readonly<Record<string, string>>, options: Partial<GatherOptions> = {}) {
  const read: string[] = [];
  const contents = new Map(Object.entries(texts).map(([name, text]) => [path.join(ROOT, name), text]));
  const files: ProjectFiles = {
    folderOf: (file) => (file.startsWith(ROOT + path.sep) ? ROOT : undefined),
    read: (file) => Promise.resolve(contents.get(file)),
    list: (folder) =>
      Promise.resolve(
        [...contents.keys()]
          .filter((file) => file.startsWith(folder + path.sep) && file.startsWith(ROOT + path.sep))
          .map((file) => path.relative(folder, file).split(path.sep)[0] ?? '')
          .sort(),
      ),
    declarations: (file) => {
      read.push(path.relative(ROOT, file).replaceAll(path.sep, '/'));
      return Promise.resolve(declarationsOf(contents.get(file) ?? ''));
    },
  };
  const look = async (document: string, languageId = 'typescript', name = 'src/a.ts') => {
    const found = await gather(`file:///work/${name}`, contextOf(document, languageId), {
      files,
      ...options,
    });
    return found?.pieces.map(({ path: at, text }) => `${at} ${text}`) ?? [];
  };
  return { look, read };
}

describe('imports of TypeScript', () => {
  it('are found under the names that they are written with', async () => {
    const { look } = setUp({
      'src/b.ts': 'beta: 1',
      'src/c.tsx': 'gamma: 2',
      'lib/index.ts': 'delta: 3',
      'src/e.ts': 'eps: 4',
    });
    const imports = [
      "import { beta } from './b.js';",
      "import { gamma } from './c';",
      "import { delta } from '../lib';",
      "import { eps as other } from './e.ts';",
      "import { readFile } from 'node:fs';",
    ].join('\n');
    expect(await look(`${imports}\nother(delta(gamma(beta(█`)).toEqual([
      'src/b.ts beta: 1',
      'src/c.tsx gamma: 2',
      'lib/index.ts delta: 3',
      'src/e.ts eps: 4',
    ]);
  });

  it('are followed through files that only hand them on', async () => {
    const { look } = setUp({
      'src/index.ts': "export * from './b.ts';\nexport { gamma as renamed } from './c.ts';",
      'src/b.ts': 'beta: 1',
      'src/c.ts': 'gamma: 2',
    });
    expect(await look("import { beta, renamed } from './index.ts';\nrenamed(beta(█")).toEqual([
      'src/b.ts beta: 1',
      'src/c.ts gamma: 2',
    ]);
  });

  it('that are not used near the cursor are left out, and so is what lies outside of the folder', async () => {
    const { look, read } = setUp({ 'src/b.ts': 'beta: 1\ngamma: 2', '../other/c.ts': 'outside: 1' });
    const document =
      "import { beta, gamma } from './b.ts';\nimport { outside } from '../../other/c.ts';\n" + '//\n'.repeat(600);
    expect(await look(`${document}outside(gamma(█`)).toEqual(['src/b.ts gamma: 2']);
    expect(read).not.toContain('../other/c.ts');
  });

  it('of a namespace are what is used of it', async () => {
    const { look } = setUp({ 'src/b.ts': 'beta: 1\ngamma: 2\ndelta: 3' });
    expect(await look("import * as b from './b.ts';\nb.gamma(); delta; b.beta(█")).toEqual([
      'src/b.ts beta: 1',
      'src/b.ts gamma: 2',
    ]);
  });

  it('end in a circle of files that hand on each other', async () => {
    const { look } = setUp({
      'src/b.ts': "export { beta } from './c.ts';",
      'src/c.ts': "export { beta } from './b.ts';",
    });
    expect(await look("import { beta } from './b.ts';\nbeta(█")).toEqual([]);
  });
});

describe('imports of Python', () => {
  it('are found beside the file, above it, and from the folders above', async () => {
    const { look } = setUp({
      'src/shop/b.py': 'beta: 1',
      'src/core.py': 'gamma: 2',
      'src/shop/util/__init__.py': 'delta: 3',
    });
    const imports = 'from .b import beta\nfrom ..core import gamma\nfrom shop.util import delta\n';
    expect(await look(`${imports}beta(gamma(delta(█`, 'python', 'src/shop/a.py')).toEqual([
      'src/shop/util/__init__.py delta: 3',
      'src/core.py gamma: 2',
      'src/shop/b.py beta: 1',
    ]);
  });
});

describe('imports of Go', () => {
  const texts = {
    'go.mod': 'module example.org/shop/v2\n',
    'page/page.go': 'Open: 1',
    'page/page_test.go': 'Open: 2',
    'b.go': 'Shelf: 3\nShelf.Add: 4\nOther.Add: 5',
  };

  it('are those of the same module, and what the package itself declares in its other files', async () => {
    const { look } = setUp(texts);
    const document = 'package shop\nimport "example.org/shop/v2/page"\nfunc f(s *Shelf) { page.Open(s.Add(█';
    expect(await look(document, 'go', 'a.go')).toEqual(['b.go Shelf.Add: 4', 'page/page.go Open: 1', 'b.go Shelf: 3']);
  });

  it('of other modules are not looked for', async () => {
    const { look } = setUp(texts);
    expect(await look('package shop\nimport "example.com/page"\npage.Open(█', 'go', 'a.go')).toEqual([]);
  });
});

describe('a look around', () => {
  it('reads no further file once its time is up', async () => {
    let time = 0;
    const { look, read } = setUp(
      { 'src/b.ts': 'beta: 1', 'src/c.ts': 'gamma: 2' },
      { budgetMs: 5, now: () => (time += 2) },
    );
    await look("import { beta } from './b.ts';\nimport { gamma } from './c.ts';\ngamma(beta(█");
    expect(read).toEqual(['src/b.ts']);
  });

  it('gives the same for the same text', async () => {
    const { look } = setUp({ 'src/b.ts': 'beta: 1\ngamma: 2', 'src/c.ts': 'delta: 3' });
    const document = "import { gamma, beta } from './b.ts';\nimport { delta } from './c.ts';\nbeta(delta, gamma█)";
    expect(await look(document)).toEqual(await look(document));
  });

  it('finds nothing around a document outside of the workspace folders', async () => {
    const { look, read } = setUp({ 'src/b.ts': 'beta: 1' });
    expect(await look("import { beta } from './b.ts';\nbeta(█", 'typescript', '../elsewhere/a.ts')).toEqual([]);
    expect(read).toEqual([]);
  });
});
