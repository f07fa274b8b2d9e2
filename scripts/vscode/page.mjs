// A person at VS Code in a browser: for screenshots and for what a test in the extension host cannot see.
import fs from 'node:fs';
import path from 'node:path';
import { launchChromium } from './chromium.mjs';

const EDITOR = '.editor-instance .monaco-editor';
const WAIT_MS = 60_000;

/**
 * Opens the workspace of a started code-server (without the test driver, which hides notifications) with one file in
 * the editor. Returns `{ page, close }`; `page` is Playwright's and goes into the functions below.
 */
export async function openEditor(server, { file, viewport = { width: 1280, height: 800 }, scale = 1, language } = {}) {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ viewport, deviceScaleFactor: scale });
    const page = await context.newPage();
    page.setDefaultTimeout(WAIT_MS);
    if (language !== undefined) await page.addInitScript(pretendLanguage, language);
    await page.goto(server.url(file === undefined ? [] : [['openFile', server.remote(file)]]));
    await page.locator('.monaco-workbench').waitFor();
    if (file !== undefined) await page.locator(`${EDITOR} .view-line`).first().waitFor();
    return { page, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** VS Code takes its language from the language pack that it loaded; here there is none to be had. Runs in the page. */
function pretendLanguage(language) {
  globalThis._VSCODE_NLS_LANGUAGE = language;
}

/** Puts the cursor at the end of a line (from 1), or at a column of it (from 1). */
export async function goTo(page, line, column = 100_000) {
  await quickInput(page, 'Control+g', `:${line},${column}`);
  await page.locator(EDITOR).first().locator('.cursor').first().waitFor();
}

/** Opens a file of the workspace by its name. */
export async function openFile(page, name) {
  await page.keyboard.press('Control+p');
  const box = page.locator('.quick-input-widget');
  await box.locator('input').first().fill(name);
  await box.locator('.monaco-list-row', { hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await box.waitFor({ state: 'hidden' }); // the next key may not fall into it
}

/** Types as a person does; Enter and Tab are keys, too. */
export async function typeText(page, text, msPerKey = 60) {
  await page.keyboard.type(text, { delay: msPerKey });
}

/**
 * The ghost text on the screen, or '' when there is none within `waitMs`. VS Code shows none that disagrees with the
 * selected line of its suggestion list, so a list that is open or opens meanwhile is closed first.
 */
export async function ghostText(page, waitMs = WAIT_MS) {
  const list = page.locator('.suggest-widget.visible');
  const ghost = page.locator('.ghost-text-decoration, .ghost-text-decoration-preview, .ghost-text');
  const end = Date.now() + waitMs;
  while (Date.now() < end) {
    if (await list.isVisible()) {
      await page.keyboard.press('Escape'); // once: without a list it would hide the ghost text
      await list.waitFor({ state: 'hidden' });
    } else if (await ghost.first().isVisible()) return plain((await ghost.allTextContents()).join(''));
    await page.waitForTimeout(50);
  }
  return '';
}

/** The lines of the editor that are on the screen, ghost text included. */
export async function editorText(page) {
  return plain(await page.locator(`${EDITOR} .view-lines`).first().innerText());
}

/** The status bar item that contains `text`, a string or a pattern, once it is there. */
export async function statusBarItem(page, text) {
  const item = page.locator('.statusbar-item', { hasText: text }).first();
  await item.waitFor();
  return item;
}

/** The notification that contains `text`, once it is there. */
export async function notification(page, text) {
  const toast = page.locator('.notification-toast', { hasText: text }).first();
  await toast.waitFor();
  return toast;
}

/** Runs a command by its title through the command palette. */
export async function runCommand(page, title) {
  await quickInput(page, 'F1', `>${title}`, title);
}

/** The same for a command that asks for more in the same box, which is then open. */
export async function runAskingCommand(page, title, asks) {
  const box = page.locator('.quick-input-widget');
  const row = box.locator('.monaco-list-row', { hasText: title }).first();
  await page.keyboard.press('F1');
  // VS Code empties the box when it opens, which may be after the text was filled in.
  await untilShown(row, () => box.locator('input').first().fill(`>${title}`));
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-titlebar', { hasText: asks }).waitFor();
}

/**
 * Does what a person does until `shown` is there, and does it again where nothing came of it for `everyMs`: a click or
 * a key that falls between two drawings of a busy page is lost, and a person would repeat it.
 */
export async function untilShown(shown, act, { everyMs = 10_000, timeoutMs = WAIT_MS } = {}) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    await act();
    const last = Date.now() + everyMs >= end;
    try {
      return await shown.waitFor({ timeout: everyMs });
    } catch (error) {
      if (last) throw error;
    }
  }
}

/** Writes `<folder>/<name>.png` and returns its path; `clip` is a part of the page, `{ x, y, width, height }`. */
export async function screenshot(page, name, folder = path.join('out', 'vscode'), clip = undefined) {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'initial', clip });
  return file;
}

/** The box of an element with a margin around it, in CSS pixels. */
export async function boxOf(page, selector, margin) {
  const { x, y, width, height } = await page.locator(selector).first().boundingBox();
  const left = Math.max(0, x - margin);
  const top = Math.max(0, y - margin);
  return { x: left, y: top, width: x + width + margin - left, height: y + height + margin - top };
}

/** Opens the box at the top, fills it in and accepts; with `row` only once such a line is offered first. */
async function quickInput(page, key, text, row) {
  const box = page.locator('.quick-input-widget');
  await page.keyboard.press(key);
  const end = Date.now() + WAIT_MS;
  for (;;) {
    await box.locator('input').first().fill(text);
    if (row !== undefined) await box.locator('.monaco-list-row', { hasText: row }).first().waitFor();
    await page.keyboard.press('Enter');
    if (await hides(box)) return;
    // VS Code empties the box when it opens, which may be after the text was filled in; Enter on an empty one does nothing.
    if (Date.now() > end) throw new Error(`The box for ${key} stays open.`);
  }
}

async function hides(box) {
  return box.waitFor({ state: 'hidden', timeout: 5_000 }).then(
    () => true,
    () => false,
  );
}

/** Monaco draws spaces as no-break spaces. */
function plain(text) {
  return text.replaceAll('\u00a0', ' ');
}
