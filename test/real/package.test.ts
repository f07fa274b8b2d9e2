/** The VSIX as a user gets it: unpacked away from the repository, so that nothing there can help it. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { packagedVsix } from '../../scripts/package.mjs';
import { run } from './command.ts';
import { LspClient, root } from './lsp-client.ts';

/** 14 MB on Linux. The Vulkan build, where this checkout has it, adds 30. */
const MOST_BYTES = 50_000_000;
/** Only where the model is; no NODE_PATH, no npm settings. */
const KEPT = ['HOME', 'LOCAL_FORGE_CACHE', 'XDG_CACHE_HOME'];

let vsix: string;
let folder: string;
let files: string[];
const inExtension = (...parts: string[]): string => path.join(folder, 'extension', ...parts);

beforeAll(() => {
  vsix = packagedVsix();
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-vsix-')));
  execFileSync('python3', ['-m', 'zipfile', '-e', vsix, folder]);
  files = fs
    .readdirSync(inExtension(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(inExtension(), path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('what is in it', () => {
  it('is what the extension needs at run time, and nothing else', () => {
    const expected = [
      /^(package(\.nls(\.\w+)?)?\.json|readme\.md|changelog\.md|LICENSE\.txt|ThirdPartyNotices\.txt)$/,
      /^l10n\/bundle\.l10n(\.[\w-]+)?\.json$/,
      /^media\/(walkthrough\/)?[\w-]+\.(svg|png)$/,
      /^dist\/((cli|server|engine-worker|typescript-checker|chunk-\w+)\.js|extension\.cjs)$/,
      /^dist\/grammars\/[\w-]+\.wasm$/,
      /^dist\/node_modules\/node-llama-cpp\/(package\.json|LICENSE)$/,
      /^dist\/node_modules\/node-llama-cpp\/dist\/(index|bindings\/utils\/testBindingBinary)\.js$/,
      /^dist\/node_modules\/node-llama-cpp\/llama\/(binariesGithubRelease|llama\.cpp\.info)\.json$/,
      /^dist\/node_modules\/@node-llama-cpp\/[\w-]+\/(package\.json|LICENSE|README\.md|dist\/index\.js|bins\/.*)$/,
    ];
    expect(files.filter((file) => !expected.some((pattern) => pattern.test(file)))).toEqual([]);
    for (const pattern of expected.filter((pattern) => !pattern.source.includes('l10n'))) {
      expect(files.some((file) => pattern.test(file))).toBe(true);
    }
  });

  it('is no source map, no test, no benchmark, no source and no model', () => {
    expect(
      files.filter((file) => /\.(map|ts|gguf|vsix)$|(^|\/)(src|test|bench|eval|screenshots)\b/.test(file)),
    ).toEqual([]);
    expect(files.filter((file) => file.includes('cuda'))).toEqual([]);
  });

  it('holds the five programs and the native build for this machine', () => {
    const programs = ['cli.js', 'server.js', 'engine-worker.js', 'typescript-checker.js', 'extension.cjs'].map(
      (name) => `dist/${name}`,
    );
    expect(files).toEqual(expect.arrayContaining(programs));
    expect(files.some((file) => file.endsWith('/llama-addon.node'))).toBe(true);
  });

  it('has a readme without pictures that it does not hold', () => {
    expect(fs.readFileSync(inExtension('readme.md'), 'utf8')).not.toMatch(/<img|media\/screenshots/);
  });

  it('stays small', () => {
    expect(fs.statSync(vsix).size).toBeLessThan(MOST_BYTES);
  });

  it('has a manifest without what only this repository needs', () => {
    const manifest = JSON.parse(fs.readFileSync(inExtension('package.json'), 'utf8')) as Record<string, unknown>;
    for (const name of ['private', 'scripts', 'dependencies', 'devDependencies'])
      expect(manifest).not.toHaveProperty(name);
    expect(manifest).toMatchObject({ type: 'module', main: './dist/extension.cjs', icon: 'media/icon.png' });
    expect(manifest['contributes']).toEqual(packageJson.contributes);
    for (const file of [manifest['main'], manifest['icon']])
      expect(fs.existsSync(inExtension(String(file)))).toBe(true);
  });

  it('names everybody whose work is in it', () => {
    const notices = fs.readFileSync(inExtension('ThirdPartyNotices.txt'), 'utf8');
    for (const name of Object.keys(packageJson.dependencies)) {
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\([^)]+\\)$`, 'm'));
    }
    for (const name of ['@vscode/tree-sitter-wasm', '@node-llama-cpp/']) expect(notices).toContain(`\n${name}`);
    expect(notices).toContain('The ggml authors');
  });
});

describe('unpacked elsewhere', () => {
  const kept = KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [`${name}=${process.env[name]}`]));
  const program = (): string[] => ['/usr/bin/env', '-i', ...kept, process.execPath, inExtension('dist', 'cli.js')];

  it('completes a line', async () => {
    const typed = '      total += ';
    const lines = fs.readFileSync(path.join(root, 'examples', 'inventory.ts'), 'utf8').split('\n');
    const at = lines.findIndex((line) => line.startsWith(`${typed}line.`));
    lines[at] = typed;
    const file = path.join(folder, 'inventory.ts');
    fs.writeFileSync(file, lines.join('\n'));
    const [command = '', ...args] = program();
    const place = `${file}:${at + 1}:${typed.length + 1}`;
    const outcome = await run(command, [...args, 'complete', place, '--threads', '1'], { cwd: folder });
    expect(outcome).toEqual({ code: 0, out: expect.stringMatching(/^line\.product\.price/) as string, err: '' });
  });

  it('serves an editor', async () => {
    const client = await LspClient.start({ command: [...program(), 'lsp', '--stdio'] });
    expect(client.initialized?.serverInfo).toEqual({ name: 'local-forge', version: packageJson.version });
    expect(await client.stop()).toBe(0);
  });
});
