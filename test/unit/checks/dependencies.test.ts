import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linkDependencies } from '../../../src/checks/dependencies.ts';

let folder: string;
let copy: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-dependencies-')));
  copy = path.join(folder, 'copy');
  fs.mkdirSync(copy);
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const workspace = () => path.join(folder, 'workspace');
function installed(...names: string[]): void {
  for (const name of names) {
    const place = path.join(workspace(), name);
    fs.mkdirSync(place, { recursive: true });
    fs.writeFileSync(path.join(place, 'index.js'), name);
  }
}
const resolved = (name: string) => fs.readFileSync(path.join(copy, 'node_modules', name, 'index.js'), 'utf8');
const link = () => linkDependencies(path.join(workspace(), 'packages/one'), copy, [workspace()]);

it('links the nearest package of each name, as Node finds it, those of a scope one by one', async () => {
  installed('node_modules/a', 'node_modules/b', 'node_modules/@s/x', 'packages/one/node_modules/a');
  installed('packages/one/node_modules/@s/y');
  await link();
  expect(['a', 'b', '@s/x', '@s/y'].map(resolved)).toEqual([
    'packages/one/node_modules/a',
    'node_modules/b',
    'node_modules/@s/x',
    'packages/one/node_modules/@s/y',
  ]);
});

it('lets tools write beside the packages without reaching the project', async () => {
  installed('node_modules/a', 'node_modules/.vite-temp');
  await link();
  fs.mkdirSync(path.join(copy, 'node_modules/.vite-temp'));
  fs.writeFileSync(path.join(copy, 'node_modules/.vite-temp/config.mjs'), '');
  expect(fs.readdirSync(path.join(workspace(), 'node_modules/.vite-temp'))).toEqual(['index.js']);
});

it('makes no folder where nothing is installed', async () => {
  fs.mkdirSync(path.join(workspace(), 'packages/one'), { recursive: true });
  await link();
  expect(fs.readdirSync(copy)).toEqual([]);
});
