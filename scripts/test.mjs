// `npm test`: everything that is missing, then every test that this machine can run. Arguments go to vitest.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fetchModel, prepare, root } from './bootstrap.mjs';

prepare();
fetchModel();
const SUITES = [
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--project', 'real', ...process.argv.slice(2)],
  ['scripts/test-vscode.mjs'],
  ['scripts/screenshots.mjs', '--check'],
];
// There is no code-server for Windows, and what opens its page is nothing but pages of it.
if (process.platform === 'win32') SUITES.pop();
const failed = SUITES.filter(([file, ...args]) => {
  const run = spawnSync(process.execPath, [path.join(root, file), ...args], { cwd: root, stdio: 'inherit' });
  return run.status !== 0;
});
process.exit(failed.length === 0 ? 0 : 1);
