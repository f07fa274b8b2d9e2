// `npm start`: everything that is missing, then a completion in the terminal.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fetchModel, prepare, root } from './bootstrap.mjs';

prepare();
fetchModel();
const demo = [path.join(root, 'dist', 'cli.js'), 'demo', ...process.argv.slice(2)];
const run = spawnSync(process.execPath, demo, { stdio: 'inherit' });
process.exit(run.status ?? 1);
