// node-llama-cpp for the package. Installed it is 40 MB beside 100 dependencies, which compile, download and talk to a
// terminal; what loads a model is 1 MB once bundled. The native builds are found and loaded by its own code, unchanged.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './bootstrap.mjs';
import { bundleOptions, requireShim } from './build.mjs';

const FROM = 'node_modules/node-llama-cpp';
/** Run in a process of its own to see whether a native build works here, so it must stay a file with this name. */
const SELF_TEST = 'bindings/utils/testBindingBinary.js';
/** What it reads at run time beside its code. */
const FILES = ['package.json', 'LICENSE', 'llama/binariesGithubRelease.json', 'llama/llama.cpp.info.json'];

/** Writes the package `node-llama-cpp` below `nodeModules`. Gives the files that went in, relative to the root. */
export async function bundleLlama(nodeModules) {
  const to = path.join(nodeModules, 'node-llama-cpp');
  for (const file of FILES) {
    fs.mkdirSync(path.dirname(path.join(to, file)), { recursive: true });
    fs.copyFileSync(path.join(root, FROM, file), path.join(to, file));
  }
  const results = await Promise.all(['index.js', SELF_TEST].map((entry) => bundle(entry, path.join(to, 'dist'))));
  return results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
}

function bundle(entry, outdir) {
  return build({
    ...bundleOptions({ outdir, minify: true, sourcemap: false }),
    entryPoints: { [entry.replace(/\.js$/, '')]: `${FROM}/dist/${entry}` },
    format: 'esm',
    conditions: [], // resolve as Node does, not as bundlers do
    // The native builds, and two that are asked for and may be missing: inside Electron, and to copy files fast.
    external: ['@node-llama-cpp/*', 'electron', '@reflink/reflink'],
    banner: requireShim,
    plugins: [keepPlaces(entry)],
  });
}

/** Lets every bundled file of node-llama-cpp go on seeing the address it had, from which it looks for other files. */
function keepPlaces(entry) {
  const dist = path.join(root, FROM, 'dist');
  return {
    name: 'keep-places',
    setup({ onLoad, onResolve }) {
      if (entry !== SELF_TEST) {
        onResolve({ filter: /\/testBindingBinary\.js$/ }, () => ({ path: `./${SELF_TEST}`, external: true }));
      }
      onLoad({ filter: /[\\/]node-llama-cpp[\\/]dist[\\/].*\.js$/ }, ({ path: file }) => {
        const place = path.relative(path.dirname(path.join(dist, entry)), file).replaceAll('\\', '/');
        const address = `new URL(${JSON.stringify(place)}, import.meta.url).href`;
        return { contents: fs.readFileSync(file, 'utf8').replaceAll('import.meta.url', address) };
      });
    },
  };
}
