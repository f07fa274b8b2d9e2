// The browser in which code-server is a window: what the machine has, else Debian's, else one from npm.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { installOnce, npm, runProgram } from './tools.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const PACKAGED = '153.0.0';

/**
 * The path of a Chromium that starts; one is installed where there is none. `CHROMIUM` names one,
 * `LOCAL_FORGE_TEST_CHROMIUM=npm` takes the one from npm in any case.
 */
export async function chromiumPath() {
  return (await browserHere()).executable;
}

/** Starts Chromium without a window, for Playwright. */
export async function launchChromium() {
  const { executable, env } = await browserHere();
  return chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...env },
    headless: true,
    chromiumSandbox: false, // not to be had as root or in a container, and only our own page is opened
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
    ].concat(
      '--disable-component-update',
      '--disable-dev-shm-usage', // 64 MB in a container are too few
    ),
  });
}

async function browserHere() {
  if (process.env.CHROMIUM) {
    if (!fs.existsSync(process.env.CHROMIUM))
      throw new Error(`CHROMIUM names ${process.env.CHROMIUM}, which is not there.`);
    return { executable: process.env.CHROMIUM };
  }
  if (process.env.LOCAL_FORGE_TEST_CHROMIUM === 'npm') return fromNpm();
  const executable = installedBrowser() ?? fromApt();
  return executable === undefined ? fromNpm() : { executable };
}

function installedBrowser() {
  const candidates =
    process.platform === 'darwin'
      ? MAC_APPS.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`)
      : (process.env.PATH ?? '')
          .split(path.delimiter)
          .flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  // Ubuntu's "chromium-browser" may be a script that only says how to get the snap.
  return candidates.find((file) => fs.existsSync(file) && starts(file));
}

/** Debian's package, where that needs no question: as root. */
function fromApt() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return undefined;
  process.stderr.write('Getting Chromium with apt-get (once) …\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { stdio: 'ignore', env, timeout: 600_000 }).status === 0;
  // Without lists from the network the ones that are there may do.
  apt('update');
  return apt('install', '-y', '--no-install-recommends', 'chromium') ? installedBrowser() : undefined;
}

/** A Chromium made for servers, with the libraries and fonts that a bare Linux lacks. */
async function fromNpm() {
  if (`${process.platform}-${process.arch}` !== 'linux-x64') {
    throw new Error(
      'No Chromium was found: install Chromium, Google Chrome or Microsoft Edge, or name one in CHROMIUM.',
    );
  }
  const folder = await installOnce(`chromium-${PACKAGED}`, unpack);
  const executable = path.join(folder, 'chromium');
  const bare = { FONTCONFIG_PATH: path.join(folder, 'fonts') };
  const withLibraries = { ...bare, LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib') };
  const env = [{}, withLibraries].find((one) => starts(executable, one));
  if (env === undefined) {
    throw new Error('The Chromium from npm does not start here: install chromium, or name one in CHROMIUM.');
  }
  return { executable, env: { ...(fs.existsSync('/etc/fonts') ? {} : bare), ...env } };
}

async function unpack(folder) {
  process.stderr.write('Getting Chromium from npm (70 MB, once) …\n');
  const download = path.join(folder, 'package');
  fs.mkdirSync(download);
  fs.writeFileSync(path.join(download, 'package.json'), '{"private":true}');
  await npm(['install', '--ignore-scripts', `@sparticuz/chromium@${PACKAGED}`], download);
  const home = path.join(download, 'node_modules', '@sparticuz', 'chromium');
  // It unpacks into the temporary folder, which only a process of its own can have changed.
  const script = `
    const { default: chromium, inflate } = await import(${JSON.stringify(pathToFileURL(path.join(home, 'build/index.js')))});
    await chromium.executablePath();
    await inflate(${JSON.stringify(path.join(home, 'bin/al2023.tar.br'))});`;
  await runProgram(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TMPDIR: folder },
  });
  fs.rmSync(download, { recursive: true });
}

function starts(executable, env = {}) {
  const run = spawnSync(executable, ['--version'], {
    stdio: 'ignore',
    timeout: 30_000,
    env: { ...process.env, ...env },
  });
  return run.status === 0;
}
