// The first minute on a machine without a model: what is said before the one click, and after it what comes from a
// stand-in for Hugging Face.
import path from 'node:path';
import { root } from '../bootstrap.mjs';
import { removeFolder, shortTemporaryFolder } from './ending.mjs';
import { boxOf, ghostText, runCommand, screenshot } from './page.mjs';
import { expectNoToast, flame, inPage, openMenu } from './page-walk.mjs';
import { emptyMachine, withoutModel } from './suites.mjs';

export async function firstMinute({ vsix, theme, media, step }) {
  const examples = path.join(root, 'examples');
  const machine = shortTemporaryFolder();
  const { env, stop } = await withoutModel(path.join(machine, 'with-stand-in'));
  const options = { vsix, theme, workspace: examples, file: 'inventory.ts' };
  const shot = (page, name) => screenshot(page, `${name}-${theme}`, path.join(media, 'screenshots'));
  try {
    // Without the stand-in, whose address would stand in the pictures. Nothing is fetched here.
    const untouched = { ...options, env: emptyMachine(path.join(machine, 'untouched')) };
    await inPage({ ...untouched, name: `before-the-click-${theme}` }, beforeTheClick);
    await inPage({ ...options, env, name: `first-minute-${theme}` }, afterTheClick);
  } finally {
    stop();
    removeFolder(machine);
  }

  async function beforeTheClick({ page }) {
    await step(
      `${theme}: without a model the status says what would be fetched, how large and from where`,
      async () => {
        const menu = await openMenu(page, /No model yet/);
        if (!/491 MB, from Hugging Face .huggingface\.co. or Python package index/.test(menu)) throw new Error(menu);
        await expectNoToast(page);
        await shot(page, 'no-model');
        const menuBox = await boxOf(page, '.quick-input-widget', 24);
        await screenshot(page, `model-${theme}`, path.join(media, 'walkthrough'), menuBox);
        await page.keyboard.press('Escape');
      },
    );

    await step(`${theme}: the walkthrough has six steps with pictures, and a button that downloads`, async () => {
      await openWalkthrough(page);
      const titles = await page.locator('.getting-started-step .step-title').allInnerTexts();
      if (titles.length !== 6) throw new Error(titles.join('; '));
      await page.locator('.getting-started-media img').first().waitFor();
      await page.waitForTimeout(500); // the picture slides in
      await shot(page, 'walkthrough');
    });
  }

  async function afterTheClick({ page }) {
    await flame(page, /No model yet/);
    await openWalkthrough(page);

    await step(`${theme}: one click downloads, and the status shows how far it is`, async () => {
      await page.getByText('Download Model', { exact: true }).first().click();
      await flame(page, /Downloading [3-6]\d %/);
      await shot(page, 'download');
      await expectNoToast(page);
    });

    await step(`${theme}: then the model is ready, and the first suggestion comes`, async () => {
      await flame(page, /Ready/);
      await page.getByText('See a completion').first().click();
      await page.getByText('Open an Example', { exact: true }).first().click();
      const ghost = await ghostText(page);
      if (!/price|quantity/.test(ghost)) throw new Error(JSON.stringify(ghost));
      await expectNoToast(page);
    });

    await step(
      `${theme}: the command that removes the models asks first, and the status says that there is none`,
      async () => {
        await runCommand(page, 'Local Forge: Remove Downloaded Models');
        await page.locator('.monaco-dialog-box').getByText('Remove', { exact: true }).click();
        await flame(page, /No model yet/);
      },
    );
  }
}

async function openWalkthrough(page) {
  await page.keyboard.press('Control+b'); // beside the explorer there is no room for pictures
  await runCommand(page, 'Local Forge: Open Walkthrough');
  await page.locator('.getting-started-step').nth(5).waitFor();
}
