// Keeps the lock file down to the native builds that every user of a platform can run.
//
// node-llama-cpp lists 14 builds as optional dependencies, and npm installs every one whose `os` and `cpu` fit:
// on 64-bit Linux that is 700 MB of CUDA and (wrongly marked as x64) ARM builds. A build that the lock file does
// not list is not installed by `npm ci`. Run this after every `npm install` that touches node-llama-cpp;
// test/unit/lock-file.test.ts fails when it was forgotten. Vulkan and CUDA are added by `npm run gpu`.
import fs from 'node:fs';

const KEPT = {
  'linux-x64': { os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
  'linux-arm64': { os: ['linux'], cpu: ['arm64'], libc: ['glibc'] },
  'mac-arm64-metal': { os: ['darwin'], cpu: ['arm64'] },
  'mac-x64': { os: ['darwin'], cpu: ['x64'] },
  'win-x64': { os: ['win32'], cpu: ['x64'] },
  'win-arm64': { os: ['win32'], cpu: ['arm64'] },
};

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
const version = lock.packages['node_modules/node-llama-cpp'].version;
const prefix = 'node_modules/@node-llama-cpp/';
const integrity = Object.fromEntries(
  Object.entries(lock.packages)
    .filter(([path]) => path.startsWith(prefix))
    .map(([path, entry]) => [path.slice(prefix.length), entry.integrity]),
);
const entries = Object.entries(lock.packages).filter(([path]) => !path.startsWith(prefix));
for (const [build, platform] of Object.entries(KEPT)) {
  // A build that the registry of the machine that made the lock did not offer has no integrity: npm then fetches by version.
  const known = integrity[build] === undefined ? {} : { integrity: integrity[build] };
  entries.push([prefix + build, { version, ...known, ...platform, license: 'MIT', optional: true }]);
}
lock.packages['node_modules/node-llama-cpp'].optionalDependencies = Object.fromEntries(
  Object.keys(KEPT).map((build) => [`@node-llama-cpp/${build}`, version]),
);
lock.packages = Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
fs.writeFileSync(file, JSON.stringify(lock, null, 2) + '\n');
