// A person who has an error fixed, an edit made as told, and a problem explained, at the real page.
import path from 'node:path';
import { root } from '../bootstrap.mjs';
import { editorText, goTo, runAskingCommand, runCommand, screenshot, typeText, untilShown } from './page.mjs';
import { flame, inPage } from './page-walk.mjs';

const BROKEN = path.join(root, 'test', 'vscode', 'workspace', 'broken');
/** Looking for a fix takes seconds on two cores, and the model is loaded first. */
const SLOW_MS = 120_000;

export async function edits({ vsix, theme, media, step }) {
  await inPage({ vsix, theme, workspace: BROKEN, file: 'cart.ts', name: `edits-${theme}` }, walk);

  async function walk({ page }) {
    const shot = (name) => screenshot(page, `${name}-${theme}`, path.join(media, 'screenshots'));

    await step(`${theme}: the light bulb offers a fix`, async () => {
      await flame(page, /At rest|Ready/);
      await page.locator('.squiggly-error').first().waitFor({ timeout: SLOW_MS });
      await goTo(page, 10, '    sum += item.price * item.qu'.length + 1);
      const menu = page.locator('.action-widget', { hasText: 'Fix with Local Forge' });
      await untilShown(menu, async () => {
        await page.keyboard.press('Escape'); // a menu that came before the server knew of the error
        await page.keyboard.press('Control+.');
      });
      await shot('light-bulb');
    });

    await step(`${theme}: the fix is shown before anything is changed`, async () => {
      await page.locator('.action-widget .monaco-list-row', { hasText: 'Fix with Local Forge' }).first().click();
      await page.locator('.tab.active', { hasText: 'Preview of cart.ts' }).waitFor({ timeout: SLOW_MS });
      await page.locator('.codelens-decoration', { hasText: 'Accept' }).first().waitFor();
      await page.locator('.codelens-decoration', { hasText: 'types clean (tsc)' }).first().waitFor();
      const text = await editorText(page);
      for (const line of ['item.quantty', 'item.quantity']) if (!text.includes(line)) throw new Error(text);
      await shot('fix');
      await screenshot(page, `fix-${theme}`, path.join(media, 'walkthrough'), await around(page, 760, 240));
    });

    await step(`${theme}: Ctrl+Enter takes it, and Ctrl+Z brings the text back`, async () => {
      await page.keyboard.press('Control+Enter');
      await page.locator('.tab.active', { hasText: /^cart\.ts/ }).waitFor();
      await waitForText(page, (text) => !text.includes('quantty'));
      await page.keyboard.press('Control+z');
      await waitForText(page, (text) => text.includes('quantty'));
    });

    await step(`${theme}: an edit is made as told, and Esc sends it away`, async () => {
      await goTo(page, 8, 5);
      await runAskingCommand(page, 'Local Forge: Edit with Local Forge…', 'Edit with Local Forge');
      await typeText(page, 'skip items whose quantity is 0', 20);
      await page.keyboard.press('Enter');
      await page.locator('.tab.active', { hasText: 'Preview of cart.ts' }).waitFor({ timeout: SLOW_MS });
      await page.locator('.codelens-decoration', { hasText: 'Accept' }).first().waitFor();
      await shot('edit');
      await page.keyboard.press('Escape');
      await page.locator('.tab.active', { hasText: /^cart\.ts/ }).waitFor();
      await waitForText(page, (text) => !text.includes('if ('));
    });

    await step(`${theme}: a problem is explained beneath the code`, async () => {
      await goTo(page, 10, '    sum += item.price * item.qu'.length + 1);
      await runCommand(page, 'Local Forge: Explain');
      await page.locator('.review-widget', { hasText: 'Local Forge' }).first().waitFor({ timeout: SLOW_MS });
      await page.locator('.notifications-toasts .notification-toast').waitFor({ state: 'detached', timeout: SLOW_MS });
      await shot('explain');
    });
  }
}

/** The part of the page about the first change, in CSS pixels. */
async function around(page, width, height) {
  const lens = await page.locator('.codelens-decoration', { hasText: 'Accept' }).first().boundingBox();
  return { x: Math.max(0, lens.x - 96), y: Math.max(0, lens.y - height / 2), width, height };
}

async function waitForText(page, fits) {
  const end = Date.now() + 15_000;
  for (;;) {
    const text = await editorText(page);
    if (fits(text)) return;
    if (Date.now() > end) throw new Error(text);
    await page.waitForTimeout(100);
  }
}
