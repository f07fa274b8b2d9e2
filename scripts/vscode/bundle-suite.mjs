// The test suites for VS Code as one file, mocha included: they are loaded in an editor, far from node_modules.
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../bootstrap.mjs';

/** Bundles test/vscode/suite/index.ts and returns the path of the CommonJS file. */
export async function bundledSuite() {
  const outfile = path.join(root, 'out', 'vscode-suite', 'index.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/vscode/suite/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode'],
    logLevel: 'warning',
    // mocha's parallel mode, which we do not use, looks for its files beside itself.
    logOverride: { 'require-resolve-not-external': 'silent' },
  });
  return outfile;
}
