import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newOnes, stillThere } from '../../src/checks/compare.ts';
import { availableCheckers } from '../../src/checks/discover.ts';
import { TypeScriptProcesses } from '../../src/checks/typescript.ts';
import { root } from './lsp-client.ts';

const never = new AbortController().signal;
const typescript = path.join(root, 'node_modules/typescript/lib/typescript.js');

let folder: string;
let processes: TypeScriptProcesses;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'found-')));
  processes = new TypeScriptProcesses({ program: path.join(root, 'dist/typescript-checker.js') });
});
afterEach(() => {
  processes.dispose();
  fs.rmSync(folder, { recursive: true, force: true });
});

it('tells fixes that hold from such as do not, by all checkers of a project', async () => {
  const text = 'export function first(words: string[]): string {\n  return wrods[0] ?? "";\n}\n';
  fs.mkdirSync(path.join(folder, 'node_modules'));
  fs.symlinkSync(path.join(root, 'node_modules/eslint'), path.join(folder, 'node_modules/eslint'));
  fs.symlinkSync(
    path.join(root, 'node_modules/typescript-eslint'),
    path.join(folder, 'node_modules/typescript-eslint'),
  );
  for (const [name, content] of Object.entries({
    'package.json': '{ "type": "module" }',
    'tsconfig.json': '{ "compilerOptions": { "strict": true, "types": [] }, "include": ["*.ts"] }',
    'eslint.config.js':
      "import ts from 'typescript-eslint';\nexport default ts.config({ files: ['*.ts'], extends: [ts.configs.base], rules: { 'no-var': 'error' } });",
    'a.ts': text,
  }))
    fs.writeFileSync(path.join(folder, name), content);
  const asked: string[][] = [];
  const { checkers, refusals } = await availableCheckers(path.join(folder, 'a.ts'), {
    folders: [folder],
    languageId: 'typescript',
    typescript,
    processes,
    mayRun: (programs) => {
      asked.push(programs);
      return Promise.resolve(true);
    },
  });
  expect(checkers.map(({ name }) => name)).toEqual(['tsc', 'eslint']);
  expect([refusals, asked]).toEqual([[], [[path.join(folder, 'node_modules/eslint/bin/eslint.js')]]]);

  const at = text.indexOf('return');
  const end = text.indexOf(';', at) + 1;
  const holds = async (line: string): Promise<boolean> => {
    const edits = [{ start: at, end, newText: line }];
    for (const checker of checkers) {
      const [before = [], after = []] = await checker.check([text, text.slice(0, at) + line + text.slice(end)], never);
      const problem = before.find(({ code }) => code === 'TS2552' || code === 'TS2304');
      if (problem !== undefined && stillThere(problem, after, edits)) return false;
      if (newOnes(before, after, edits).length > 0) return false;
    }
    return true;
  };
  expect(await holds('return words[0] ?? "";')).toBe(true);
  expect(await holds('return wrods[0];')).toBe(false);
  expect(await holds('return words[0];\n  wrods;')).toBe(false);
  expect(await holds('return words;')).toBe(false);
  expect(await holds('var word = words[0] ?? "";\n  return word;')).toBe(false);
  expect(await holds('return (words[0] ?? "";')).toBe(false);
  expect(fs.readFileSync(path.join(folder, 'a.ts'), 'utf8')).toBe(text);
});
