// The part of `npm run bench` that concerns the extension: how large it is, and what its start costs VS Code.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../bootstrap.mjs';
import { bundledSuite } from './bundle-suite.mjs';
import { testVsix } from './vsix.mjs';
import { runInWeb } from './web-suite.mjs';

const STARTS = 5;
const REPORT = path.join(root, 'out', 'bench.json');

/** Prints two tables and adds them to out/bench.json. */
export async function benchExtension() {
  const vsix = testVsix();
  const tables = {
    'Size of the package, bytes': sizes(vsix),
    [`Activation in code-server, time of our own code, ms (${STARTS} fresh starts, first to last)`]: await starts(vsix),
  };
  for (const [title, table] of Object.entries(tables)) {
    console.log(`\n${title}`);
    console.table(table);
  }
  const before = fs.existsSync(REPORT) ? JSON.parse(fs.readFileSync(REPORT, 'utf8')) : {};
  fs.mkdirSync(path.dirname(REPORT), { recursive: true });
  fs.writeFileSync(REPORT, JSON.stringify({ ...before, ...tables }, null, 2) + '\n');
}

function sizes(vsix) {
  const script =
    'import json,sys,zipfile; print(json.dumps({i.filename: i.file_size for i in zipfile.ZipFile(sys.argv[1]).infolist()}))';
  const inside = JSON.parse(execFileSync('python3', ['-c', script, vsix], { encoding: 'utf8' }));
  const bundles = ['extension.cjs', 'server.js', 'engine-worker.js', 'cli.js'];
  return {
    [path.basename(vsix)]: fs.statSync(vsix).size,
    ...Object.fromEntries(bundles.map((name) => [name, inside[`extension/dist/${name}`]])),
  };
}

async function starts(vsix) {
  const suite = await bundledSuite();
  const times = [];
  for (let start = 0; start < STARTS; start++) {
    const workspace = path.join(root, 'examples');
    const { activationMs, error, failures } = await runInWeb({ name: 'smoke', vsix, suite, workspace });
    if (error !== undefined || failures > 0) throw new Error(`The extension did not start: ${error ?? 'see above'}`);
    times.push(Number(activationMs.toFixed(1)));
  }
  return times;
}
