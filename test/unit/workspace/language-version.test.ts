import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { languageVersion } from '../../../src/workspace/language-version.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-version-'));
const write = (name: string, text: string) => {
  fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  fs.writeFileSync(path.join(root, name), text);
};
write('go.mod', 'module m\n\ngo 1.22.3\n');
write('pyproject.toml', '[project]\nrequires-python = ">=3.9"\n');
write('crate/Cargo.toml', '[package]\nedition = "2021"\n');
write('web/tsconfig.json', '{ // comment\n "compilerOptions": { "target": "ES2022" } }');

it.each([
  ['pkg/deep/a.go', 'go', 'Go 1.22'],
  ['a.py', 'python', 'Python 3.9'],
  ['crate/src/lib.rs', 'rust', 'Rust 2021'],
  ['web/src/a.tsx', 'typescriptreact', 'TypeScript JSX ES2022'],
  ['a.rs', 'rust', 'Rust'],
  ['a.rb', 'ruby', 'Ruby'],
])('reads the version for %s', async (file, languageId, version) => {
  expect(await languageVersion(path.join(root, file), languageId, [root])).toBe(version);
});

it('looks no further up than the workspace', async () => {
  expect(await languageVersion(path.join(root, 'sub/a.go'), 'go', [path.join(root, 'sub')])).toBe('Go');
});
