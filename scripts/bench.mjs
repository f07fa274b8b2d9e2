// `npm run bench` and `npm run eval`: everything that is missing, then the bundled script, and for `bench` the extension.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fetchModel, prepare, root } from './bootstrap.mjs';

const [name, ...args] = process.argv.slice(2);
prepare();
fetchModel();
const run = spawnSync(process.execPath, [path.join(root, 'dist', `${name}.js`), ...args], {
  cwd: root,
  stdio: 'inherit',
});
if (run.status !== 0 || name !== 'bench' || args.some((arg) => arg.startsWith('--only'))) process.exit(run.status ?? 1);
// Imported here: it needs what prepare() installs.
const { benchExtension } = await import('./vscode/bench-extension.mjs');
await benchExtension();
