import fs from 'node:fs/promises';
import path from 'node:path';
import { foundTypes, type DiscoverOptions, type FoundTypes } from '../../checks/discover.ts';
import type { Source } from '../languages/language.ts';

/**
 * What would check the types of a source's tests; undefined where nothing does. A test file that is not there yet is checked as the tests
 * beside it are, else as the source is.
 */
export async function typesOfTests(
  { file, text, subject, setup }: Source,
  options: Pick<DiscoverOptions, 'folders' | 'typescript' | 'processes' | 'dist'>,
): Promise<FoundTypes | undefined> {
  const { testFile } = setup;
  const folder = path.dirname(testFile);
  const isAlike = (name: string) => path.extname(name) === path.extname(testFile);
  const beside = (await fs.readdir(folder).catch(() => [])).filter(isAlike).slice(0, 1);
  const like = [...beside.map((name) => path.join(folder, name)), file];
  return foundTypes(testFile, subject.languageId, { like, others: [{ file, text }] }, options);
}
