import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { LspClient } from './lsp-client.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The name is nowhere else, and no model would come upon it. */
const IMPORTED = `export interface Crate {
  zebraWeightGrams: number;
}

export function openCrate(label: string): Crate {
  return { zebraWeightGrams: label.length };
}
`;
const IMPORTING = `import { openCrate, type Crate } from './crate.ts';

/** The weight of a crate. */
export function weightOf(label: string): number {
  const crate: Crate = openCrate(label);
  return crate.z‸
}
`;

it('completes what only an imported file says, once that has been read, and nothing of a file that is left out', async () => {
  const answerIn = async (ignored: boolean) => {
    const client = await LspClient.start();
    fs.writeFileSync(path.join(client.folder, 'crate.ts'), IMPORTED);
    if (ignored) fs.writeFileSync(path.join(client.folder, '.local-forge-ignore'), 'crate.ts\n');
    const editor = client.open('weight.ts', 'typescript', IMPORTING);
    await editor.complete();
    await pause(8000); // the prompt with the imported file is read while nobody waits
    editor.type('e');
    const item = await editor.complete({ invoked: true });
    await client.stop();
    return item?.insertText ?? '';
  };
  expect(await answerIn(false)).toMatch(/^braWeightGrams/);
  expect(await answerIn(true)).not.toContain('WeightGrams');
});
