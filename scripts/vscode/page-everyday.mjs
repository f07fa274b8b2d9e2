// A person who types: ghost text, Tab, the status, a file that is left out, an error, two windows on one workspace.
import path from 'node:path';
import { root } from '../bootstrap.mjs';
import { boxOf, editorText, ghostText, goTo, openFile, runCommand, screenshot, typeText } from './page.mjs';
import { changeSettings, expectNoToast, flame, inPage, openMenu } from './page-walk.mjs';

const SHOP = path.join(root, 'test', 'vscode', 'workspace', 'shop');

export async function everyday({ vsix, theme, media, step }) {
  await inPage({ vsix, theme, workspace: SHOP, file: 'inventory.ts', name: `everyday-${theme}` }, walk);

  async function walk({ server, page, open }) {
    const into = (folder) => path.join(media, folder);
    const shot = (name) => screenshot(page, `${name}-${theme}`, into('screenshots'));
    const picture = (name, clip) => screenshot(page, `${name}-${theme}`, into('walkthrough'), clip);

    await step(`${theme}: ghost text comes while typing`, async () => {
      await typeHole(page, 'price');
      const ghost = await ghostText(page);
      if (!ghost.includes('* line.quantity;')) throw new Error(JSON.stringify(ghost));
      await shot('ghost-text');
      await picture('complete', await around(page, 640, 240));
    });

    await step(`${theme}: Tab accepts it`, async () => {
      await page.keyboard.press('Tab');
      const text = await editorText(page);
      if (!text.includes('total += line.product.price * line.quantity;')) throw new Error(text);
    });

    await step(`${theme}: the status item of the language says the same`, async () => {
      await page.locator('.statusbar-item[id="status.languageStatus"]').hover();
      await page.locator('.hover-language-status', { hasText: 'Local Forge' }).first().waitFor();
      await shot('language-status');
      await page.mouse.move(400, 300);
    });

    await step(`${theme}: a second window on the same folder has suggestions, and the first one goes on`, async () => {
      const second = await open('order.py');
      await flame(second, /Ready|At rest/);
      await goTo(second, 1);
      await second.keyboard.press('Control+End');
      await typeText(second, '\ndef double(number):\n"""Twice the number."""\nreturn');
      const ghost = await ghostText(second);
      if (!ghost.includes('number')) throw new Error(JSON.stringify(ghost));
      await page.bringToFront();
      await typeText(page, '\nconst halfTotal = total');
      if ((await ghostText(page)) === '') throw new Error('nothing came in the first window');
      await page.keyboard.press('Escape');
    });

    await step(`${theme}: a window in German speaks German`, async () => {
      const german = await open('order.py', 'de');
      const menu = await openMenu(german, /Bereit|In Ruhe/);
      if (!menu.includes('Ein für python')) throw new Error(menu);
      await page.bringToFront();
    });

    await step(`${theme}: the menu shows the state and what can be done`, async () => {
      const menu = await openMenu(page, /Ready/);
      for (const line of ['On for typescript', 'Ready', 'Pause for an Hour', 'Choose Model']) {
        if (!menu.includes(line)) throw new Error(`no "${line}" in ${menu}`);
      }
      await shot('menu');
      await picture('control', await boxOf(page, '.quick-input-widget', 24));
      await page.keyboard.press('Escape');
    });

    await step(`${theme}: a file with secrets is left out, and the status says why`, async () => {
      await openFile(page, '.env');
      const menu = await openMenu(page, /Left out/);
      if (!menu.includes('secret file')) throw new Error(menu);
      await picture('private', await boxOf(page, '.quick-input-widget', 24));
      await page.keyboard.press('Escape');
    });

    await step(`${theme}: a model that is not there is an error in the status, not a notification`, async () => {
      await openFile(page, 'order.py');
      changeSettings(server, { 'localForge.model': '/models/nowhere.gguf' });
      const menu = await openMenu(page, /No model|not loaded/);
      if (!menu.includes('nowhere.gguf') || !menu.includes('Choose Model')) throw new Error(menu);
      await shot('error');
      await page.keyboard.press('Escape');
      await expectNoToast(page);
      changeSettings(server, { 'localForge.model': undefined });
      await flame(page, /At rest|Ready/);
    });

    await step(`${theme}: the log opens`, async () => {
      await runCommand(page, 'Local Forge: Show Log');
      await page
        .locator('.output-view-content', { hasText: 'Activated in' })
        .or(page.getByText('Activated in'))
        .first()
        .waitFor();
    });
  }
}

/** Deletes what stands behind `total += line.product.` and types `text` there. */
async function typeHole(page, text) {
  const line = 59;
  const column = '      total += line.product.'.length + 1;
  await goTo(page, line, column);
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Delete');
  await typeText(page, text, 100);
}

/** A part of the page with the cursor in its middle, in CSS pixels. */
async function around(page, width, height) {
  const cursor = await page.locator('.editor-instance .monaco-editor .cursor').first().boundingBox();
  return { x: Math.max(0, cursor.x - width / 2), y: Math.max(0, cursor.y - height / 2), width, height };
}
