// Bundles the four programs into dist/. Native code (node-llama-cpp) and the editor's own module stay outside.
import fs from 'node:fs';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url).pathname;
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
fs.chmodSync(new URL('../dist/cli.js', import.meta.url), 0o755);
