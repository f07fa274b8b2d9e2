// `npm run gpu -- vulkan|cuda`: adds a GPU build of llama.cpp to this checkout. They are not in the lock file, because
// `npm ci` would fetch all of them for everybody (scripts/trim-lock.mjs).
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fail, root } from './bootstrap.mjs';

const BUILDS = {
  'linux x64': { vulkan: ['linux-x64-vulkan'], cuda: ['linux-x64-cuda', 'linux-x64-cuda-ext'] },
  'win32 x64': { vulkan: ['win-x64-vulkan'], cuda: ['win-x64-cuda', 'win-x64-cuda-ext'] },
};

const here = BUILDS[`${process.platform} ${process.arch}`];
const wanted = process.argv[2];
if (here === undefined) fail(`There is no GPU build to add for ${process.platform} ${process.arch}.`);
if (wanted === undefined || !(wanted in here)) fail(`Say which: npm run gpu -- ${Object.keys(here).join('|')}`);

const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
const { version } = lock.packages['node_modules/node-llama-cpp'];
// Installed in a folder of its own and moved in: an install in place would bring every other build along.
const staging = fs.mkdtempSync(path.join(root, 'node_modules', '.gpu-'));
try {
  fs.writeFileSync(path.join(staging, 'package.json'), '{"private":true}');
  const packages = here[wanted].map((build) => `@node-llama-cpp/${build}@${version}`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const run = spawnSync(npm, ['install', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund', ...packages], {
    cwd: staging,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) fail(`The ${wanted} build could not be installed.`);
  for (const build of here[wanted]) {
    const target = path.join(root, 'node_modules', '@node-llama-cpp', build);
    fs.rmSync(target, { recursive: true, force: true });
    fs.renameSync(path.join(staging, 'node_modules', '@node-llama-cpp', build), target);
  }
} finally {
  fs.rmSync(staging, { recursive: true, force: true });
}
process.stderr.write(`The ${wanted} build is in place. "npm exec -- local-forge doctor" shows whether it is used.\n`);
