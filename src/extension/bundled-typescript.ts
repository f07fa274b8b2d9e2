import fs from 'node:fs';
import path from 'node:path';
import { env, extensions } from 'vscode';

/** The TypeScript library that VS Code itself brings: `typescript.js`, or undefined where it has another layout. */
export function bundledTypescript(): string | undefined {
  const builtIn = extensions.getExtension('vscode.typescript-language-features')?.extensionPath;
  const folders = [path.join(env.appRoot, 'extensions'), ...(builtIn === undefined ? [] : [path.dirname(builtIn)])];
  return folders
    .map((folder) => path.join(folder, 'node_modules', 'typescript', 'lib', 'typescript.js'))
    .find((file) => fs.existsSync(file));
}
