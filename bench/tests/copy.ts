import fs from 'node:fs';
import path from 'node:path';
import { COMPILER_OPTIONS } from '../fix/project.ts';
import type { LanguageId } from '../fix/code.ts';
import { pythonEnvironment } from '../fix/tools.ts';
import { root } from '../setup.ts';
import { isSource } from './code-files.ts';
import type { SubjectProblem } from './function.ts';

type Copied = Pick<SubjectProblem, 'languageId' | 'project' | 'package'>;

/**
 * Makes `folder`, which is empty or not there, a project as one has it that has no tests yet: the package's sources without
 * its tests, its manifest naming the test framework, and that installed.
 */
export function copyForTests(problem: Copied, folder: string): void {
  const { languageId, project } = problem;
  fs.cpSync(project, folder, {
    recursive: true,
    filter: (file) => file === project || isSource(path.relative(project, file).replaceAll(path.sep, '/'), languageId),
  });
  makeWritable(folder); // Go's module cache is not
  EQUIP[languageId](problem, folder);
}

function makeWritable(folder: string): void {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) makeWritable(place);
    else if (entry.isFile()) fs.chmodSync(place, 0o644);
  }
}

const EQUIP: Record<LanguageId, (problem: Copied, folder: string) => void> = {
  typescript: ({ package: source }, folder) => {
    const manifest = path.join(folder, 'package.json');
    const own: unknown = fs.existsSync(manifest) ? JSON.parse(fs.readFileSync(manifest, 'utf8')) : {};
    const [, name, version] = /^(.+)@v?(.+)$/.exec(source) ?? [];
    writeJson(manifest, {
      ...{ name, version },
      ...(own as object),
      type: 'module',
      scripts: { test: 'vitest run' },
      devDependencies: { vitest: `^${vitestVersion()}` },
    });
    writeJson(path.join(folder, 'tsconfig.json'), { compilerOptions: COMPILER_OPTIONS, exclude: ['node_modules'] });
    // zod's own name for its sources.
    const conditions = ['@zod/source', 'module', 'node', 'import', 'default'];
    const config = `import { defineConfig } from 'vitest/config';\n\nexport default defineConfig({ ssr: { resolve: { conditions: ${JSON.stringify(conditions)} } } });\n`;
    fs.writeFileSync(path.join(folder, 'vitest.config.ts'), config);
    link(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  },
  python: ({ package: source }, folder) => {
    const [name = '', version = ''] = source.split('@');
    const manifest = [
      '[project]',
      `name = "${name}"`,
      `version = "${version}"`,
      '',
      '[dependency-groups]',
      'dev = ["pytest"]',
      '',
      '[tool.pytest.ini_options]',
      'pythonpath = ["."]',
    ];
    fs.writeFileSync(path.join(folder, 'pyproject.toml'), `${manifest.join('\n')}\n`);
    link(pythonEnvironment(), path.join(folder, '.venv'));
  },
  go: ({ package: source }, folder) => {
    const manifest = path.join(folder, 'go.mod');
    if (!fs.existsSync(manifest)) fs.writeFileSync(manifest, `module ${source.split('@')[0] ?? ''}\n\ngo 1.20\n`);
  },
};

const link = (to: string, at: string): void => fs.symlinkSync(fs.realpathSync(to), at, 'junction');

const writeJson = (file: string, value: unknown): void => fs.writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

function vitestVersion(): string {
  const manifest: unknown = JSON.parse(fs.readFileSync(path.join(root, 'node_modules/vitest/package.json'), 'utf8'));
  return (manifest as { readonly version: string }).version;
}
