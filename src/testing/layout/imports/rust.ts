import type { Outline } from '../../../workspace/syntax/outline.ts';
import { joined, type WantedImport } from './wanted.ts';

/** The `use` lines that the statements of a module lack. */
export function missingUses(text: string, statements: readonly Outline[], wanted: readonly WantedImport[]): string[] {
  const uses = statements
    .filter(({ type }) => type === 'use_declaration')
    .flatMap(({ start, end }) => usedPaths(text.slice(start, end)));
  const has = (from: string, name: string) => uses.includes(`${from}::${name}`) || uses.includes(`${from}::*`);
  return joined(wanted).flatMap(({ from, names }) => {
    const missing = names.filter((name) => !has(from, name));
    if (names.length === 0) return uses.includes(from) ? [] : [`use ${from};`];
    if (missing.length === 0) return [];
    const [only] = missing;
    return [
      missing.length === 1 && only !== undefined ? `use ${from}::${only};` : `use ${from}::{${missing.join(', ')}};`,
    ];
  });
}

/** The paths of a `use`, one pair of braces taken apart: `a::{b, c}` is `a::b` and `a::c`. */
function usedPaths(code: string): string[] {
  const plain = code
    .replace(/^.*?\buse\s+/s, '')
    .replace(/\s*;\s*$/, '')
    .replace(/\s+/g, ' ');
  const [, from, list] = /^(.*)::\{([^{}]*)\}$/.exec(plain) ?? [];
  if (from === undefined || list === undefined) return [plain];
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => `${from}::${name}`);
}
