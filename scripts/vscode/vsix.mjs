import fs from 'node:fs';
import path from 'node:path';
import { fail } from '../bootstrap.mjs';
import { packagedVsix } from '../package.mjs';

/** The package to install: the one that LOCAL_FORGE_VSIX names, or a fresh one of this checkout. */
export function testVsix() {
  const named = process.env.LOCAL_FORGE_VSIX;
  if (!named) return packagedVsix();
  if (!fs.existsSync(named)) fail(`LOCAL_FORGE_VSIX names ${named}, which is not there.`);
  return path.resolve(named);
}
