// What the walks through VS Code in a browser share.
import fs from 'node:fs';
import path from 'node:path';
import { settingsFiles, startCodeServer } from './code-server.mjs';
import { removeFolder, shortTemporaryFolder } from './ending.mjs';
import { openEditor, screenshot } from './page.mjs';
import { copyWorkspace, EVIDENCE } from './suite-run.mjs';

const THEMES = { dark: 'Default Dark Modern', light: 'Default Light Modern' };
const VIEWPORT = { width: 1120, height: 640 };
/** Pictures for screens with two pixels where others have one would be twice as large for little. */
const SCALE = 1.5;

/** Opens `file` of a copy of `workspace`, hands `{ server, page, folder, open }` to `walk`, and ends everything. */
export async function inPage({ vsix, theme, workspace, file, env, settings, name }, walk) {
  const temporary = shortTemporaryFolder();
  // Named as in the repository: the name stands in the pictures.
  const folder = copyWorkspace(workspace, path.join(temporary, path.basename(workspace)));
  const opened = [];
  let server;
  const open = async (one, language) => {
    const options = { file: path.join(folder, one), viewport: VIEWPORT, scale: SCALE, language };
    const window = await openEditor(server, options);
    opened.push(window);
    return window.page;
  };
  try {
    server = await startCodeServer({
      vsix,
      workspace: folder,
      env,
      settings: {
        'workbench.colorTheme': THEMES[theme],
        'editor.minimap.enabled': false,
        'editor.fontSize': 14,
        'localForge.threads': 1,
        'localForge.mode': 'eager', // the walks are not about the threshold
        ...settings,
      },
    });
    await walk({ server, page: await open(file), folder, open });
  } catch (error) {
    for (const [at, { page }] of opened.entries()) await screenshot(page, `${name}-${at}`, EVIDENCE).catch(() => {});
    throw error;
  } finally {
    for (const { close } of opened) await close();
    await server?.stop();
    removeFolder(temporary);
  }
}

/** Changes settings while VS Code runs; undefined takes one back. */
export function changeSettings(server, changes) {
  for (const file of settingsFiles(server.folder)) {
    const settings = { ...JSON.parse(fs.readFileSync(file, 'utf8')), ...changes };
    fs.writeFileSync(file, JSON.stringify(settings, null, 2));
  }
}

/** Fails when a notification has popped up. */
export async function expectNoToast(page) {
  const toasts = await page.locator('.notification-toast').allInnerTexts();
  if (toasts.length > 0) throw new Error(`there is a notification: ${toasts.join('; ')}`);
}

/** The item in the status bar, by what it says to a screen reader; waits until it says so. */
export async function flame(page, pattern) {
  const item = page.locator('.statusbar-item[id="local-forge.local-forge.localForge.status"]');
  const end = Date.now() + 60_000;
  for (;;) {
    const label =
      (await item
        .first()
        .getAttribute('aria-label')
        .catch(() => null)) ?? '';
    if (pattern.test(label)) return item.first();
    if (Date.now() > end) throw new Error(`the status says "${label}", not ${pattern}`);
    await page.waitForTimeout(50);
  }
}

/** Opens the menu behind the flame; returns its text. */
export async function openMenu(page, pattern) {
  await (await flame(page, pattern)).click();
  const menu = page.locator('.quick-input-widget');
  await menu.locator('.monaco-list-row').nth(1).waitFor();
  return menu.innerText();
}
