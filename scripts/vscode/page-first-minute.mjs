// The first minute on a machine without a model, before a stand-in for Hugging Face that has it.
import path from 'node:path';
import { root } from '../bootstrap.mjs';
import { removeFolder, shortTemporaryFolder } from './ending.mjs';
import { ghostText, goTo, runCommand, screenshot, typeText } from './page.mjs';
import { expectNoToast, flame, inPage, openMenu } from './page-walk.mjs';
import { withoutModel } from './suites.mjs';

export async function firstMinute({ vsix, theme, media, step }) {
  const machine = shortTemporaryFolder();
  const { env, stop } = await withoutModel(machine);
  const workspace = path.join(root, 'examples');
  try {
    await inPage({ vsix, theme, workspace, file: 'inventory.ts', env, name: `first-minute-${theme}` }, walk);
  } finally {
    stop();
    removeFolder(machine);
  }

  async function walk({ page }) {
    const shot = (name) => screenshot(page, `${name}-${theme}`, path.join(media, 'screenshots'));

    await step(
      `${theme}: without a model the status says what would be fetched, how large and from where`,
      async () => {
        const menu = await openMenu(page, /No model yet/);
        if (!/491 MB, from Hugging Face or/.test(menu)) throw new Error(menu);
        await expectNoToast(page);
        await shot('no-model');
        await page.keyboard.press('Escape');
      },
    );

    await step(`${theme}: the walkthrough has four steps with pictures, and a button that downloads`, async () => {
      await runCommand(page, 'Local Forge: Open Walkthrough');
      await page.locator('.getting-started-step').nth(3).waitFor();
      const titles = await page.locator('.getting-started-step .step-title').allInnerTexts();
      if (titles.length !== 4) throw new Error(titles.join('; '));
      await page.locator('.getting-started-media img').first().waitFor();
      await page.waitForTimeout(500); // the picture slides in
      await shot('walkthrough');
    });

    await step(`${theme}: one click downloads, and the status shows how far it is`, async () => {
      await page.getByText('Download Model', { exact: true }).first().click();
      await flame(page, /Downloading [3-6]\d %/);
      await shot('download');
      const picture = { x: 560, y: 360, width: 560, height: 280 };
      await screenshot(page, `model-${theme}`, path.join(media, 'walkthrough'), picture);
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
