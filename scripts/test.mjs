// `npm test`: everything that is missing, then every test that this machine can run.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fetchModel, prepare, root } from './bootstrap.mjs';

prepare();
fetchModel();
const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
const args = process.argv.slice(2);
const run = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', '--project', 'real', ...args], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(run.status ?? 1);
