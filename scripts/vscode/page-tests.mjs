// A person who has tests made of a function, at the real page: is asked whether they may be run, chooses, and gets a file.
import path from 'node:path';
import { removeFolder, shortTemporaryFolder } from './ending.mjs';
import {
  boxOf,
  editorText,
  goTo,
  notification,
  openFile,
  runAskingCommand,
  runCommand,
  screenshot,
  typeText,
  untilShown,
} from './page.mjs';
import { flame, inPage } from './page-walk.mjs';
import { PARCELS, withPackages } from './suites.mjs';

/** Making tests takes half a minute on two cores, and the model is loaded first. */
const SLOW_MS = 240_000;
const COMMAND = 'Local Forge: Generate Tests';

export async function tests({ vsix, theme, media, step }) {
  const temporary = shortTemporaryFolder();
  try {
    const workspace = withPackages(PARCELS, temporary);
    const settings = { 'localForge.testLens': true, 'localForge.fixSeconds': 10, 'files.autoSave': 'off' };
    await inPage({ vsix, theme, workspace, file: 'src/shipping.ts', settings, name: `tests-${theme}` }, walk);
  } finally {
    removeFolder(temporary);
  }

  async function walk({ page, open }) {
    const shot = (name) => screenshot(page, `${name}-${theme}`, path.join(media, 'screenshots'));
    const picker = page.locator('.quick-input-widget');

    await step(`${theme}: where there is no function, one sentence says so`, async () => {
      await flame(page, /At rest|Ready/);
      await goTo(page, 2, 5);
      await runCommand(page, COMMAND);
      const toast = await notification(page, 'There is no function here that a test could call.');
      await toast.hover();
      await page.keyboard.press('Escape');
    });

    await step(`${theme}: a link above the function makes tests, and the user is asked first`, async () => {
      const link = page.locator('.codelens-decoration', { hasText: 'Generate Tests' }).first();
      const dialog = page.locator('.monaco-dialog-box', { hasText: 'May Local Forge run' });
      await untilShown(dialog, () => link.click(), { everyMs: 15_000 });
      await shot('tests-consent');
      await dialog.getByText('Allow in This Folder', { exact: true }).click();
    });

    await step(`${theme}: the cases are shown with their code and what each adds`, async () => {
      await picker.locator('.quick-input-title', { hasText: 'Tests of shippingCost' }).waitFor({ timeout: SLOW_MS });
      await page.locator('.tab.active', { hasText: 'Preview of shipping.test.ts' }).waitFor();
      await picker
        .locator('.monaco-list-row', { hasText: /kills \d+ of \d+ mutants/ })
        .first()
        .waitFor();
      await picker.locator('.monaco-list-row', { hasText: 'expect(' }).first().waitFor();
      await page.locator('.notifications-toasts .notification-toast').first().waitFor({ state: 'detached' });
      await page.waitForTimeout(300); // the highlighted lines
      await shot('tests');
      const list = await boxOf(page, '.quick-input-widget', 0);
      await screenshot(page, `tests-${theme}`, path.join(media, 'walkthrough'), list);
    });

    await step(`${theme}: those that are ticked become a new file that is not saved`, async () => {
      const row = picker.locator('.monaco-list-row').nth(1);
      const [code] = /expect\(.*\);/.exec(await row.innerText());
      if (!(await editorText(page)).includes(code)) throw new Error(code);
      await row.click();
      await until(async () => !(await editorText(page)).includes(code));
      await page.keyboard.press('Enter');
      await page.locator('.tab.active.dirty', { hasText: 'shipping.test.ts' }).waitFor();
      await page.locator('.tab', { hasText: 'Preview of' }).first().waitFor({ state: 'detached' });
      await shot('test-file');
    });

    await step(`${theme}: Ctrl+Z takes them back in one step`, async () => {
      await page.keyboard.press('Control+z');
      await until(async () => !(await editorText(page)).includes('shippingCost'));
    });

    await step(`${theme}: a sentence about a bug becomes a test that fails, with a button that fixes it`, async () => {
      await openFile(page, 'postage.py');
      await goTo(page, 3, 5);
      await runAskingCommand(page, 'Local Forge: Write a Failing Test for a Bug', 'Write a Failing Test for a Bug');
      await typeText(page, 'is_free(5000) should be True', 20);
      await page.keyboard.press('Enter');
      await page.locator('.tab.active.dirty', { hasText: 'test_postage.py' }).waitFor({ timeout: SLOW_MS });
      const toast = await notification(page, 'The test fails: is_free(5000) gives False, and should give True.');
      await toast.getByText('Fix It', { exact: true }).waitFor();
      await page.waitForTimeout(500); // it slides in
      await shot('failing-test');
    });

    await step(`${theme}: in a German window the server speaks German`, async () => {
      const german = await open('src/shipping.ts', 'de');
      await flame(german, /Bereit|In Ruhe/);
      await german.locator('.codelens-decoration', { hasText: 'Tests erzeugen' }).first().waitFor();
    });
  }
}

async function until(holds) {
  const end = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('still not so after 20 s');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
