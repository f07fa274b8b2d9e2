// What each suite of test/vscode/suite/index.ts runs in.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../bootstrap.mjs';
import { serveModel } from './model-stand-in.mjs';
import { removeFolder, shortTemporaryFolder } from './ending.mjs';

const SHOP = 'test/vscode/workspace/shop';
export const PARCELS = 'test/vscode/workspace/parcels';
/** One thread leaves the other core of a small machine to the browser and the extension host. */
const ONE_THREAD = { 'localForge.threads': 1 };

/**
 * By name: the workspace, the user settings, whether VS Code asks for trust, and how long it may take. `prepare` makes
 * what only one run needs: it gets a new folder and returns `{ env, stop, workspace }`.
 */
export const SUITES = [
  { name: 'smoke', workspace: 'examples' },
  {
    name: 'everyday',
    workspace: 'test/vscode/workspace/both.code-workspace',
    settings: ONE_THREAD,
    timeoutMs: 300_000,
  },
  {
    name: 'failures',
    workspace: SHOP,
    settings: ONE_THREAD,
    timeoutMs: 300_000,
    prepare: () => ({ env: { LOCAL_FORGE_TEST_MODEL: installedModel() } }),
  },
  { name: 'first-minute', workspace: SHOP, settings: ONE_THREAD, prepare: withoutModel },
  { name: 'zero-clicks', workspace: SHOP, settings: ONE_THREAD, prepare: withModelOfAnotherTool },
  {
    name: 'edits',
    workspace: 'test/vscode/workspace/broken',
    // What one test accepts must not be on the disk for the next.
    settings: { ...ONE_THREAD, 'files.autoSave': 'off' },
    timeoutMs: 600_000,
  },
  {
    name: 'tests',
    workspace: PARCELS,
    // The first calls that come to mind are enough here.
    settings: { ...ONE_THREAD, 'files.autoSave': 'off', 'localForge.fixSeconds': 1 },
    timeoutMs: 900_000,
    prepare: (folder) => ({ workspace: withPackages(PARCELS, folder), env: ownTemporaryFolder(folder) }),
  },
  { name: 'untrusted', workspace: 'test/vscode/stranger', settings: ONE_THREAD, trust: true },
];

/** Runs `run(suite)` with what the suite's `prepare` made, and removes that. */
export async function prepared({ prepare, ...suite }, run) {
  if (prepare === undefined) return run(suite);
  const folder = shortTemporaryFolder();
  let made;
  try {
    made = await prepare(folder);
    return await run({ ...suite, env: made.env, workspace: made.workspace ?? suite.workspace });
  } finally {
    made?.stop?.();
    removeFolder(folder);
  }
}

/** Where the default model lies: test-vscode.mjs has fetched it. */
export function installedModel() {
  const cli = path.join(root, 'dist', 'cli.js');
  const run = spawnSync(process.execPath, [cli, 'models', 'path'], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`The default model is not here: ${run.stderr.trim()}`);
  return run.stdout.trim();
}

/** A machine without a model, before a Hugging Face that has it. */
export async function withoutModel(folder) {
  const { endpoint, stop } = await serveModel(installedModel());
  return { env: { ...emptyMachine(folder), HF_ENDPOINT: endpoint }, stop };
}

/** A workspace with our own packages, vitest among them, as if it had installed them; returns its folder. */
export function withPackages(workspace, folder) {
  const copy = path.join(folder, path.basename(workspace));
  fs.cpSync(path.join(root, workspace), copy, { recursive: true });
  const packages = path.join(root, 'node_modules');
  // One by one: what tools write into the folder stays out of ours.
  for (const name of fs.readdirSync(packages).filter((one) => !one.startsWith('.'))) {
    fs.mkdirSync(path.join(copy, 'node_modules'), { recursive: true });
    fs.symlinkSync(path.join(packages, name), path.join(copy, 'node_modules', name), 'junction');
  }
  return copy;
}

/** The model as huggingface_hub lays it down: a blob named after its SHA-256, and a link with the file's name. */
function withModelOfAnotherTool(folder) {
  const env = emptyMachine(folder);
  const snapshot = path.join(env.HF_HOME, 'hub', 'models--Qwen--Qwen2.5-Coder-0.5B-Instruct-GGUF', 'snapshots', '1');
  fs.mkdirSync(snapshot, { recursive: true });
  fs.copyFileSync(installedModel(), path.join(snapshot, 'model.gguf'), fs.constants.COPYFILE_FICLONE);
  return { env };
}

/** Environment variables under which what is left in the folder for temporary files is ours. */
function ownTemporaryFolder(folder) {
  const temporary = path.join(folder, 'tmp');
  fs.mkdirSync(temporary);
  return { TMPDIR: temporary, TEMP: temporary, TMP: temporary };
}

/** Environment variables under which no model is found, and a download goes into `folder`. */
export function emptyMachine(folder) {
  return { LOCAL_FORGE_CACHE: path.join(folder, 'cache'), HF_HOME: path.join(folder, 'hugging-face') };
}
