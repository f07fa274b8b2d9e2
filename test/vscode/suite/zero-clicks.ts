import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { accept, api, file, openAt, type, until } from './editor.ts';

// In an empty cache folder, with the model where another tool has put it.
suite('a model of another tool', () => {
  test('is found and used without a click', async () => {
    const forge = await api();
    await until('the model was found', () => forge.status()?.state === 'unloaded');
    const editor = await openAt(file('inventory.ts'), 'total += line.product.');
    await type('price');
    assert.match(await accept(editor), /\* line\.quantity/);
  });
});
