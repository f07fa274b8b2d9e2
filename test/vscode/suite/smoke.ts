import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';

suite('smoke', () => {
  test('the installed extension activates', async () => {
    const extension = vscode.extensions.getExtension('local-forge.local-forge');
    assert.ok(extension, 'local-forge.local-forge is not installed');
    // Of the package, not of this checkout.
    assert.match(extension.extensionPath, /extensions/);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
