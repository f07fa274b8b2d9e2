import { createRequire } from 'node:module';
import path from 'node:path';
import { instrumented } from '../../../../src/testing/instrument/instrument.ts';
import type { Instrumented } from '../../../../src/testing/instrument/types.ts';
import type { Subject } from '../../../../src/testing/types.ts';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');

export const syntax = new SyntaxTrees({ grammars, runtime });

/** The functions and classes of a text, each as the subject of tests. */
export async function subjectsIn(languageId: string, text: string): Promise<Subject[]> {
  const units = (await syntax.declarationsOf(languageId, text)) ?? [];
  return units.flatMap(({ name, start, end, bodyStart }) =>
    name === undefined || bodyStart === undefined ? [] : [{ languageId, name, start, end, bodyStart }],
  );
}

export async function copyFor(languageId: string, text: string, name: string): Promise<Instrumented> {
  const subject = (await subjectsIn(languageId, text)).find((one) => one.name === name);
  if (subject === undefined) throw new Error(`no ${name}`);
  const copy = await instrumented(text, subject, syntax);
  if (copy === undefined) throw new Error(`${name} was not instrumented`);
  return copy;
}

/** `3 < -> <=` for each mutant, 3 being its line. */
export function described({ mutants }: Instrumented): string[] {
  return mutants.map(({ line, original, replacement }) => `${line} ${original} -> ${replacement}`);
}

/** The lines of a text that are not, with more in between, at the same place of the copy; a line that turns types off does not count. */
export function movedLines(text: string, copy: string): string[] {
  const copied = copy.replace(/^\/\/ @ts-nocheck\n/m, '').split('\n');
  return text.split('\n').filter((line, index) => !isSpread(line, copied[index] ?? ''));
}

function isSpread(line: string, longer: string): boolean {
  let at = 0;
  for (const character of longer) if (character === line[at]) at++;
  return at === line.length;
}
