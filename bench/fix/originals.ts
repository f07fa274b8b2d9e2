import fs from 'node:fs';
import path from 'node:path';
import { fetched } from '../eval/fetch.ts';
import { idOf } from '../eval/sources.ts';
import type { OriginalFile } from './candidates.ts';
import type { FixPackage } from './packages.ts';

/** In characters: smaller files have nothing to break, larger ones nobody's model reads. */
const SIZES = { least: 600, most: 60_000 };

/** The files of a package that its tests are known for. */
export function originalsOf(source: FixPackage): OriginalFile[] {
  const folder = fetched(source);
  const names = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .sort();
  return names.flatMap((name) => {
    const tests = source.parts.find(({ files }) => files.test(name))?.tests;
    if (tests === undefined) return [];
    const text = fs.readFileSync(path.join(folder, name), 'utf8');
    // Line ends are all the same, so that an index means one thing.
    if (text.includes('\r') || text.length < SIZES.least || text.length > SIZES.most) return [];
    return [{ package: source, source: idOf(source), name, text, tests }];
  });
}
