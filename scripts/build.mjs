// Bundles the programs into dist/, or for the package into another folder (scripts/package.mjs).
// Native code (node-llama-cpp) and the editor's own module stay outside.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

const PROGRAMS = {
  cli: 'src/cli/main.ts',
  server: 'src/server/main.ts',
  'engine-worker': 'src/engine/worker/main.ts',
  'typescript-checker': 'src/checks/typescript/main.ts',
  'eslint-checker': 'src/checks/eslint/main.ts',
  extension: 'src/extension/main.ts',
  bench: 'bench/bench.ts',
  eval: 'bench/eval.ts',
  'eval-fix': 'bench/eval-fix.ts',
  'eval-tests': 'bench/eval-tests.ts',
  'eval-failing': 'bench/eval-failing.ts',
  'build-fix-set': 'bench/fix/build-set.ts',
  'build-tests-set': 'bench/tests/build-set.ts',
  'record-fix-tests': 'bench/fix/record.ts',
};

// Some bundled dependencies are CommonJS and call require() for Node's own modules.
export const requireShim = {
  js: "import { createRequire as createRequireForBundle } from 'node:module'; const require = createRequireForBundle(import.meta.url);",
};

/** What every bundle has in common. */
export function bundleOptions({ outdir, minify, sourcemap }) {
  return {
    absWorkingDir: root,
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    sourcemap,
    minify,
    // Errors are told apart by name, and a user's log stays readable where a stack names functions and quotes short lines.
    keepNames: minify,
    ...(minify && { lineLimit: 200 }),
    metafile: true,
    logLevel: 'warning',
  };
}

/** Builds `programs` with the grammars beside them. Gives the files that went in, relative to the root. */
export async function buildAll({
  outdir = path.join(root, 'dist'),
  minify = false,
  sourcemap = true,
  programs = Object.keys(PROGRAMS),
} = {}) {
  const shared = bundleOptions({ outdir, minify, sourcemap });
  // The editor loads its part with require().
  const parts = [programs.filter((name) => name !== 'extension'), programs.filter((name) => name === 'extension')];
  const [modules, extension] = parts.map((names) => Object.fromEntries(names.map((name) => [name, PROGRAMS[name]])));
  const results = await Promise.all([
    build({
      ...shared,
      entryPoints: modules,
      format: 'esm',
      external: ['node-llama-cpp', 'typescript'],
      banner: requireShim,
    }),
    build({
      ...shared,
      entryPoints: extension,
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      external: ['vscode'],
    }),
  ]);
  const grammars = copyGrammars(path.join(outdir, 'grammars'));
  if (programs.includes('cli')) fs.chmodSync(path.join(outdir, 'cli.js'), 0o755);
  return [...results.flatMap(({ metafile }) => Object.keys(metafile.inputs)), ...grammars];
}

/** Grammars and their runtime are files that web-tree-sitter reads at run time. */
function copyGrammars(folder) {
  const names = Object.values(
    JSON.parse(fs.readFileSync(path.join(root, 'src/workspace/syntax/grammars.json'), 'utf8')),
  );
  const files = [...new Set(names)].map((name) => `node_modules/@vscode/tree-sitter-wasm/wasm/${name}`);
  files.push('node_modules/web-tree-sitter/web-tree-sitter.wasm');
  fs.mkdirSync(folder, { recursive: true });
  for (const file of files) fs.copyFileSync(path.join(root, file), path.join(folder, path.basename(file)));
  return files;
}

if (process.argv[1]?.endsWith('build.mjs')) await buildAll({ minify: process.argv.includes('--minify') });
