// VS Code without a desktop: code-server from npm, on the Node version that it is built for.
import fs from 'node:fs';
import path from 'node:path';
import { installOnce, npm, runProgram } from './tools.mjs';

const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64'];

/** Installs code-server on first use and returns the paths `{ node, entry }` with which it starts. */
export async function codeServer() {
  const platform = `${process.platform}-${process.arch}`;
  if (!PLATFORMS.includes(platform)) throw new Error(`There is no code-server for ${platform}.`);
  const folder = await installOnce(`code-server-${CODE_SERVER}`, (staging) => install(staging, platform));
  return pathsIn(folder, platform);
}

function pathsIn(folder, platform) {
  return {
    node: path.join(folder, 'node_modules', `node-${platform}`, 'bin', 'node'),
    entry: path.join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
}

async function install(folder, platform) {
  process.stderr.write('Getting code-server, which is VS Code in a browser (800 MB, once) …\n');
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  const packages = [`node-${platform}@${NODE}`, `code-server@${CODE_SERVER}`];
  await npm(['install', '--ignore-scripts', '--save-exact', ...packages], folder);
  const { node, entry } = pathsIn(folder, platform);
  // From here on npm runs on that Node and takes its headers, so that native code is built for it.
  const env = {
    ...process.env,
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
    npm_config_nodedir: path.dirname(path.dirname(node)),
  };
  const vscode = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  // Not `npm ci`: the shrinkwrap lacks tslib.
  await npm(['install', '--ignore-scripts', '--omit=dev'], vscode, env);
  await npm(['install', '--ignore-scripts', '--omit=dev'], path.join(vscode, 'extensions'), env);
  try {
    await npm(['rebuild', '--ignore-scripts=false', '@vscode/spdlog'], vscode, env);
  } catch {
    // The one package that must be compiled: with python3, make and a C++ compiler.
    process.stderr.write('The log module of code-server could not be compiled; it runs without log files.\n');
  }
  const home = path.join(folder, '.home'); // it makes folders in there
  await runProgram(node, [entry, '--config', '/dev/null', '--version'], { env: { ...env, HOME: home } });
  fs.rmSync(home, { recursive: true, force: true });
}
