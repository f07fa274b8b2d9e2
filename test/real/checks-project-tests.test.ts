import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { availableCheckers } from '../../src/checks/discover.ts';
import { root } from './lsp-client.ts';

const signal = new AbortController().signal;
let folder: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-tests-')));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

async function testsOf(file: string, languageId: string, mayRun = true) {
  const asked: string[][] = [];
  const { checkers } = await availableCheckers(file, {
    folders: [folder],
    languageId,
    withTests: true,
    mayRun: (programs) => {
      asked.push(programs);
      return Promise.resolve(mayRun);
    },
  });
  return { tests: checkers.find(({ covers }) => covers === 'tests'), asked };
}

it("runs a Go package's tests on a text, without touching the file", async () => {
  write('go.mod', 'module m\n\ngo 1.22\n');
  const good = 'package m\n\nfunc Double(x int) int {\n\treturn 2 * x\n}\n';
  const file = write('double.go', good);
  write(
    'double_test.go',
    'package m\n\nimport "testing"\n\nfunc TestDouble(t *testing.T) {\n\tif Double(2) != 4 {\n\t\tt.Fatal("no")\n\t}\n}\n',
  );
  const { tests } = await testsOf(file, 'go');
  expect(tests?.name).toBe('go test');
  const found = await tests?.check([good, good.replace('2 *', '3 *'), good.replace('return', 'retrn')], signal);
  await tests?.dispose();
  expect(found?.map((one) => one.map(({ message }) => message))).toEqual([
    [],
    ['The test fails: TestDouble'],
    ['The test fails: the tests do not build'],
  ]);
  expect(fs.readFileSync(file, 'utf8')).toBe(good);
});

it('runs the vitest files that are named after a file, on a copy of the project', async () => {
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  write('package.json', '{ "type": "module" }');
  const good = 'export const double = (x: number): number => 2 * x;\n';
  const file = write('src/double.ts', good);
  write(
    'test/double.test.ts',
    "import { expect, it } from 'vitest';\nimport { double } from '../src/double.ts';\nit('doubles', () => expect(double(2)).toBe(4));\n",
  );
  write('test/other.test.ts', "throw new Error('not of this file');\n");
  const { tests } = await testsOf(file, 'typescript');
  expect(tests?.name).toBe('vitest');
  const found = await tests?.check([good, good.replace('2 *', '3 *')], signal);
  await tests?.dispose();
  expect(found?.map((one) => one.map(({ message }) => message))).toEqual([[], ['The test fails: doubles']]);
  expect(fs.readFileSync(file, 'utf8')).toBe(good);
  expect(fs.readdirSync(folder).sort()).toEqual(['node_modules', 'package.json', 'src', 'test']);
});

it('runs nothing without consent', async () => {
  write('go.mod', 'module m\n\ngo 1.22\n');
  const file = write('a.go', 'package m\n');
  write('a_test.go', 'package m\n');
  const { tests, asked } = await testsOf(file, 'go', false);
  expect(asked).toHaveLength(1);
  expect(tests).toBeUndefined();
});
