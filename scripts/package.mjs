// `npm run package`: the extension as a VSIX in out/, with the native build of one platform in it.
// Imported before anything is installed (scripts/start.mjs), so what needs an installed package is imported when used.
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fail, root } from './bootstrap.mjs';

const SELF = fileURLToPath(import.meta.url);
const OUT = path.join(root, 'out');
/** Builds by target: the first must be there, the others come along if they are. CUDA would be over 500 MB. */
const BUILDS = {
  'linux-x64': ['linux-x64', 'linux-x64-vulkan'],
  'linux-arm64': ['linux-arm64'],
  'darwin-arm64': ['mac-arm64-metal'],
  'darwin-x64': ['mac-x64'],
  'win32-x64': ['win-x64', 'win-x64-vulkan'],
  'win32-arm64': ['win-arm64'],
};
const HERE = `${process.platform}-${process.arch}`;

/** The VSIX for this machine, packaged anew only when something that goes into it has changed. */
export function packagedVsix() {
  const file = vsixFile(HERE);
  const stamp = stampOf(file);
  if (fs.existsSync(file) && fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === sources(HERE)) return file;
  process.stderr.write('Packaging …\n');
  const run = spawnSync(process.execPath, [SELF], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) fail(run.stderr.replace(/^local-forge: /, '').trim() || 'The extension could not be packaged.');
  return file;
}

function vsixFile(target) {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  return path.join(OUT, `${name}-${target}-${version}.vsix`);
}

const stampOf = (file) => `${file}.built-from`;

/** Folders of the native builds for a target, relative to the root. */
function nativeBuilds(target) {
  return (BUILDS[target] ?? [])
    .map((name) => `node_modules/@node-llama-cpp/${name}`)
    .filter((folder) => fs.existsSync(path.join(root, folder, 'package.json')));
}

/** A hash over everything that a package is made of. */
function sources(target) {
  const top = fs.readdirSync(root).filter((name) => /^(package.*\.json|README\.md|CHANGELOG\.md|LICENSE)$/.test(name));
  const folders = ['src', 'scripts', 'media', 'l10n'].filter((name) => fs.existsSync(path.join(root, name)));
  const inFolders = folders.flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name))),
  );
  const natives = nativeBuilds(target).map((folder) => `${folder}/package.json`);
  const digest = crypto.createHash('sha256');
  for (const file of [...top, '.vscodeignore', ...inFolders, ...natives].sort()) {
    digest.update(file).update(fs.readFileSync(path.join(root, file)));
  }
  return digest.digest('hex');
}

async function packageFor(target) {
  const [required] = BUILDS[target];
  const natives = nativeBuilds(target);
  if (!natives.some((folder) => folder.endsWith(`/${required}`))) {
    fail(
      `The build @node-llama-cpp/${required} is not installed here; ${target} is packaged on such a machine or in CI.`,
    );
  }
  const { createVSIX } = await import('@vscode/vsce');
  const { fillStage } = await import('./stage.mjs');
  const from = sources(target);
  fs.mkdirSync(OUT, { recursive: true });
  const work = fs.mkdtempSync(path.join(OUT, 'stage-'));
  try {
    const stage = path.join(work, 'extension');
    fs.mkdirSync(stage);
    await fillStage(stage, natives);
    const packed = path.join(work, 'packed.vsix');
    await quietly(() =>
      createVSIX({
        cwd: stage,
        packagePath: packed,
        target,
        dependencies: false, // vsce would ask npm; all that is needed lies under dist/
        allowMissingRepository: true,
        rewriteRelativeLinks: false,
      }),
    );
    const file = vsixFile(target);
    fs.rmSync(stampOf(file), { force: true });
    fs.renameSync(packed, file); // never half a file, also while someone else packages
    fs.writeFileSync(stampOf(file), from);
    return { file, sizes: sizesIn(stage) };
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/** vsce prints the tree of files; its warnings and errors go to stderr and stay. */
async function quietly(work) {
  const { log } = console;
  console.log = () => undefined;
  try {
    return await work();
  } finally {
    console.log = log;
  }
}

/** Bytes by part, the largest first: packages and folders below dist/ as one. */
function sizesIn(stage) {
  const sizes = new Map();
  for (const entry of fs.readdirSync(stage, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const inside = path.relative(stage, file).replaceAll('\\', '/');
    const part = /^dist\/node_modules\/(?:@[^/]+\/)?[^/]+|^dist\/[^/]+|^[^/]+/.exec(inside)?.[0] ?? inside;
    sizes.set(part, (sizes.get(part) ?? 0) + fs.statSync(file).size);
  }
  return [...sizes].sort(([, a], [, b]) => b - a);
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

function wantedTarget() {
  try {
    const { target } = parseArgs({ options: { target: { type: 'string', default: HERE } } }).values;
    if (Object.hasOwn(BUILDS, target)) return target;
    return fail(`There is no package for ${target}; the targets are ${Object.keys(BUILDS).join(', ')}.`);
  } catch (error) {
    return fail(error.message); // parseArgs says what is wrong in one sentence
  }
}

if (process.argv[1]?.endsWith('package.mjs')) {
  const target = wantedTarget();
  const { file, sizes } = await packageFor(target).catch((error) =>
    fail(`The package for ${target} failed: ${error.message}.`),
  );
  process.stdout.write(`${path.relative(root, file)}  ${megabytes(fs.statSync(file).size)}, unpacked:\n`);
  for (const [part, bytes] of sizes.slice(0, 6)) process.stdout.write(`${megabytes(bytes).padStart(10)}  ${part}\n`);
}
