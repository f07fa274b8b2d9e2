// Bundles the four programs into dist/. Native code (node-llama-cpp) and the editor's own module stay outside.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  sourcemap: true,
  minify: process.argv.includes('--minify'),
  logLevel: 'warning',
  outdir: 'dist',
};
// Some bundled dependencies are CommonJS and call require() for Node's own modules.
const requireShim = {
  js: "import { createRequire as createRequireForBundle } from 'node:module'; const require = createRequireForBundle(import.meta.url);",
};

await Promise.all([
  build({
    ...shared,
    entryPoints: {
      cli: 'src/cli/main.ts',
      server: 'src/server/main.ts',
      'engine-worker': 'src/engine/worker/main.ts',
      bench: 'bench/bench.ts',
      eval: 'bench/eval.ts',
    },
    format: 'esm',
    target: 'node20',
    external: ['node-llama-cpp'],
    banner: requireShim,
  }),
  build({
    ...shared,
    entryPoints: { extension: 'src/extension/main.ts' },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    target: 'node20',
    external: ['vscode'],
  }),
]);
// Grammars and their runtime are files that web-tree-sitter reads at run time.
const grammars = Object.values(
  JSON.parse(fs.readFileSync(path.join(root, 'src/workspace/syntax/grammars.json'), 'utf8')),
);
fs.mkdirSync(path.join(root, 'dist/grammars'), { recursive: true });
for (const file of new Set(grammars)) copyToGrammars(`@vscode/tree-sitter-wasm/wasm/${file}`);
copyToGrammars('web-tree-sitter/web-tree-sitter.wasm');

function copyToGrammars(file) {
  fs.copyFileSync(path.join(root, 'node_modules', file), path.join(root, 'dist/grammars', path.basename(file)));
}

fs.chmodSync(path.join(root, 'dist/cli.js'), 0o755);
