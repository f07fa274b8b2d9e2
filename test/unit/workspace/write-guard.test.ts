import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { writePermission } from '../../../src/workspace/write-guard.ts';

const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-guard-')));
const workspace = path.join(root, 'project');
fs.mkdirSync(path.join(workspace, 'src'), { recursive: true });
fs.writeFileSync(path.join(root, 'outside.ts'), '');
afterEach(() => fs.rmSync(path.join(workspace, 'link.ts'), { force: true }));

const judge = async (file: string, folders = [workspace]) => (await writePermission(file, folders)).kind;

it('lets a file of the workspace be edited', async () => {
  expect(await judge(path.join(workspace, 'src/a.ts'))).toBe('allowed');
  expect(await judge(pathToFileURL(path.join(workspace, 'src/a.ts')).href)).toBe('allowed');
});

it('refuses what is outside, also over a link or dots', async () => {
  fs.symlinkSync(path.join(root, 'outside.ts'), path.join(workspace, 'link.ts'));
  expect(await judge(path.join(root, 'outside.ts'))).toBe('refused');
  expect(await judge(path.join(workspace, 'link.ts'))).toBe('refused');
  expect(await judge(`${workspace}/src/../../outside.ts`)).toBe('refused');
  expect(await judge(`${workspace}-other/a.ts`)).toBe('refused');
});

it("refuses git's own folder, and documents that are only shown", async () => {
  expect(await judge(path.join(workspace, '.git/hooks/pre-commit'))).toBe('refused');
  expect(await judge('git:/project/src/a.ts')).toBe('refused');
});

it.each([
  '.vscode/settings.json',
  '.VSCODE/tasks.json',
  '.github/workflows/ci.yml',
  '.gitlab-ci.yml',
  '.husky/pre-commit',
  'package.json',
  'Jenkinsfile',
  'Makefile',
  'sub/.circleci/config.yml',
])('wants the change to %s to be seen first', async (name) => {
  expect(await judge(path.join(workspace, name))).toBe('show-first');
});

it('takes the one open file for the workspace where no folder is open', async () => {
  expect(await judge(path.join(root, 'outside.ts'), [])).toBe('allowed');
  expect(await judge('untitled:Untitled-1')).toBe('allowed');
});
