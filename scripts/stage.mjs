// Lays out what goes into the package. `.vscodeignore` lists the same things once more; vsce applies it.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './bootstrap.mjs';
import { buildAll } from './build.mjs';
import { bundleLlama } from './bundle-llama.mjs';
import { thirdPartyNotices } from './notices.mjs';

const COPIED = ['CHANGELOG.md', 'LICENSE', '.vscodeignore', 'l10n', 'media'];
const PROGRAMS = ['cli', 'server', 'engine-worker', 'typescript-checker', 'extension'];

/** Fills the empty folder `stage`. `natives` are the folders of native builds, relative to the root. */
export async function fillStage(stage, natives) {
  const nls = fs.readdirSync(root).filter((name) => /^package\.nls.*\.json$/.test(name));
  for (const name of [...COPIED, ...nls]) copy(name, stage);
  fs.writeFileSync(path.join(stage, 'README.md'), readme());
  fs.writeFileSync(path.join(stage, 'package.json'), JSON.stringify(manifest(), null, 2) + '\n');

  const dist = path.join(stage, 'dist');
  const programs = await buildAll({ outdir: dist, minify: true, sourcemap: false, programs: PROGRAMS });
  // Beside the engine process and not at the top, where vsce takes only what `npm list` names.
  const llama = await bundleLlama(path.join(dist, 'node_modules'));
  for (const folder of natives) copy(folder, dist);
  const notices = thirdPartyNotices([...programs, ...llama, ...natives]);
  fs.writeFileSync(path.join(stage, 'ThirdPartyNotices.txt'), notices);
}

/** Without the screenshots: VS Code shows no picture of a package, only such as have an address in the network. */
function readme() {
  const text = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
  return text.replaceAll(/<picture>.*?<\/picture>\n\n?/gs, '');
}

function copy(name, folder) {
  const from = path.join(root, name);
  if (!fs.existsSync(from)) return;
  const screenshots = path.join(root, 'media', 'screenshots');
  fs.cpSync(from, path.join(folder, name), { recursive: true, filter: (file) => file !== screenshots });
}

/** package.json as the editor needs it: without what concerns this checkout only. */
function manifest() {
  const all = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const icon = fs.existsSync(path.join(root, 'media', 'icon.png')) ? { icon: 'media/icon.png' } : {};
  for (const name of ['private', 'scripts', 'dependencies', 'devDependencies', 'overrides']) delete all[name];
  return { ...all, ...icon };
}
