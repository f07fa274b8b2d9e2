// `npm start`: everything that is missing, then a completion in the terminal, and how the extension comes into VS Code.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fetchModel, prepare, root } from './bootstrap.mjs';

prepare();
addVulkan();
fetchModel();
const { packagedVsix } = await import('./package.mjs');
const vsix = path.relative(process.cwd(), packagedVsix());
const demo = [path.join(root, 'dist', 'cli.js'), 'demo', ...process.argv.slice(2)];
const run = spawnSync(process.execPath, demo, { stdio: 'inherit' });
if (run.status !== 0) process.exit(run.status ?? 1);
process.stdout.write(`\nInto VS Code:\n  code --install-extension ${vsix}\n`);

/** Adds the Vulkan build where this machine has a GPU and a driver for it; without it the processor does the work. */
function addVulkan() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return;
  const installed = path.join(root, 'node_modules', '@node-llama-cpp', 'linux-x64-vulkan');
  const gpu = fs.existsSync('/dev/dri') && fs.readdirSync('/dev/dri').some((name) => name.startsWith('renderD'));
  const driver = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib'].some((folder) =>
    fs.existsSync(path.join(folder, 'libvulkan.so.1')),
  );
  if (!gpu || !driver || fs.existsSync(installed)) return;
  process.stderr.write('Adding the Vulkan build for the GPU (70 MB, once) …\n');
  spawnSync(process.execPath, [path.join(root, 'scripts', 'gpu.mjs'), 'vulkan'], { stdio: 'inherit' });
}
