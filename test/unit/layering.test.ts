import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint, type Rule } from 'eslint';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

// The rule is plain JavaScript, as eslint.config.js loads it: its types are given here.
const script = new URL('../../scripts/layering.mjs', import.meta.url).href;
const { layering, refusal, ROOMS } = (await import(/* @vite-ignore */ script)) as {
  layering: Rule.RuleModule;
  refusal: (from: string, specifier: string) => string | undefined;
  ROOMS: Readonly<Record<string, readonly string[]>>;
};

/** ESLint with nothing but the rule, so that the files need not exist. */
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { forge: { rules: { layering } } },
    rules: { 'forge/layering': 'error' },
  },
});

async function reports(file: string, code: string): Promise<string[]> {
  const results = await eslint.lintText(code, { filePath: path.join(root, file) });
  return results.flatMap((result) => result.messages.map((message) => message.message));
}

describe('the rule reports', () => {
  it.each([
    ['extension → server', 'src/extension/main.ts', "import { serve } from '../server/main.ts';"],
    ['extension → assistant', 'src/extension/main.ts', "import { fix } from '../assistant/fix.ts';"],
    ['assistant → node-llama-cpp', 'src/assistant/fix.ts', "import { getLlama } from 'node-llama-cpp';"],
    ['server → a path in node-llama-cpp', 'src/server/main.ts', "import x from 'node-llama-cpp/dist/index.js';"],
    ['engine client → node-llama-cpp', 'src/engine/client.ts', "import { getLlama } from 'node-llama-cpp';"],
    ['server → engine/worker', 'src/server/main.ts', "import { work } from '../engine/worker/main.ts';"],
    ['engine client → engine/worker', 'src/engine/client.ts', "import { work } from './worker/main.ts';"],
    ['assistant → engine/client', 'src/assistant/fix.ts', "import { client } from '../engine/client.ts';"],
    ['models → workspace', 'src/models/catalogue.ts', "import { languageOf } from '../workspace/languages.ts';"],
    ['workspace → models', 'src/workspace/languages.ts', "import { catalogue } from '../models/catalogue.ts';"],
    ['protocol → anything', 'src/protocol/messages.ts', "import type { Language } from '../workspace/languages.ts';"],
    ['engine → models, types aside', 'src/engine/client.ts', "import { download } from '../models/download.ts';"],
    ['server → cli', 'src/server/main.ts', "import { main } from '../cli/main.ts';"],
    ['server → vscode', 'src/server/main.ts', "import * as vscode from 'vscode';"],
    ['cli → vscode-languageserver', 'src/cli/main.ts', "import { x } from 'vscode-languageserver/node.js';"],
    ['a type', 'src/extension/main.ts', "import type { Server } from '../server/main.ts';"],
    ['a side effect', 'src/extension/main.ts', "import '../server/main.ts';"],
    ['a dynamic import', 'src/extension/main.ts', "const server = await import('../server/main.ts');"],
    ['export … from', 'src/extension/main.ts', "export { serve } from '../server/main.ts';"],
    ['export * from', 'src/extension/main.ts', "export * from '../server/main.ts';"],
    ['a way around', 'src/server/features/hover.ts', "import { work } from '../../engine/../engine/worker/main.ts';"],
  ])('%s', async (_name, file, code) => {
    expect(await reports(file, code)).toEqual([expect.stringMatching(/^Layering: /)]);
  });
});

describe('the rule lets pass', () => {
  it.each([
    ['a room itself', 'src/server/features/hover.ts', "import { x } from '../main.ts'; export * from './other.ts';"],
    ['extension → protocol', 'src/extension/main.ts', "import { Status } from '../protocol/status.ts';"],
    ['extension → vscode', 'src/extension/main.ts', "import * as vscode from 'vscode';"],
    ['server → assistant', 'src/server/main.ts', "import { fix } from '../assistant/fix.ts';"],
    ['server → engine client', 'src/server/main.ts', "import { client } from '../engine/client.ts';"],
    ['cli → server', 'src/cli/main.ts', "await import('../server/main.ts');"],
    ['assistant → engine types', 'src/assistant/fix.ts', "import type { Engine } from '../engine/types.ts';"],
    ['engine → models types', 'src/engine/client.ts', "import type { ModelFile } from '../models/types.ts';"],
    ['worker → node-llama-cpp', 'src/engine/worker/main.ts', "import { getLlama } from 'node-llama-cpp';"],
    ['Node and packages', 'src/workspace/a.ts', "import fs from 'node:fs'; import ignore from 'ignore';"],
    ['package.json', 'src/cli/main.ts', "import manifest from '../../package.json' with { type: 'json' };"],
    ['a local export', 'src/protocol/a.ts', 'const a = 1; export { a };'],
    ['a test', 'test/unit/a.test.ts', "import { work } from '../../src/engine/worker/main.ts';"],
  ])('%s', async (_name, file, code) => {
    expect(await reports(file, code)).toEqual([]);
  });
});

describe('the project', () => {
  const source = path.join(root, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith('.ts'));

  it('has the rule as an error for every room', async () => {
    const config: unknown = await new ESLint({ cwd: root }).calculateConfigForFile(
      path.join(source, 'engine/types.ts'),
    );
    expect(config).toMatchObject({ rules: { 'forge/layering': [2] } });
  });

  it('has only the rooms that the rule knows', () => {
    const rooms = new Set(files.map((file) => file.split('/')[0]));
    expect([...rooms].filter((room) => room === undefined || !(room in ROOMS))).toEqual([]);
  });

  it('keeps to the rule', () => {
    expect(files.length).toBeGreaterThan(0);
    const refused = files.flatMap((file) =>
      ts
        .preProcessFile(readFileSync(path.join(source, file), 'utf8'))
        .importedFiles.map(({ fileName }) => refusal(file, fileName))
        .filter((reason) => reason !== undefined)
        .map((reason) => `${file}: ${reason}`),
    );
    expect(refused).toEqual([]);
  });
});
