/**
 * `node dist/build-tests-set.js`: makes bench/tests/functions.json anew, the list of functions of `npm run eval:tests`, always the
 * same one; with `--more` bench/tests/more-functions.json, further ones for tuning only. Fetches the packages and runs a test of each
 * function that only imports it: code that nobody here vouches for, with your rights.
 */
import { halfOf } from '../eval/order.ts';
import { SyntaxTrees } from '../../src/workspace/syntax/syntax.ts';
import type { LanguageId } from '../fix/code.ts';
import { GRAMMARS, parsed } from '../fix/parse.ts';
import { candidatesOf } from './candidates.ts';
import { codeFiles } from './code-files.ts';
import { problemOf } from './function.ts';
import { readList, writeList, type Listed } from './list.ts';
import { PACKAGES } from './packages.ts';
import { chosen } from './selection.ts';
import { smokeRefusal } from './smoke.ts';

/** Functions of a language in each half. */
const PER_HALF = 13;

async function candidates(languageId: LanguageId): Promise<Listed[]> {
  const all: Listed[] = [];
  for (const source of PACKAGES.filter((known) => known.languageId === languageId)) {
    const before = all.length;
    for (const file of codeFiles(source)) {
      const tree = await parsed(languageId, file.text);
      all.push(...candidatesOf(file, tree.rootNode));
      tree.delete();
    }
    console.log(`   ${source.name}: ${all.length - before} candidates`);
  }
  return all;
}

const isMore = process.argv.includes('--more');
const taken = new Set(isMore ? readList().map(({ id }) => id) : []);
const syntax = new SyntaxTrees(GRAMMARS);
const list: Listed[] = [];
for (const languageId of ['typescript', 'python', 'go'] as const) {
  const started = performance.now();
  const all = (await candidates(languageId)).filter(({ id }) => !isMore || (halfOf(id) === 'tune' && !taken.has(id)));
  const refusal = async (listed: Listed): Promise<string | undefined> => {
    const reason = await smokeRefusal(await problemOf(listed, syntax));
    console.log(`   ${reason === undefined ? 'yes' : 'no'}: ${listed.id}${reason === undefined ? '' : `: ${reason}`}`);
    return reason;
  };
  const { list: mine, dropped } = await chosen(all, PER_HALF, refusal);
  list.push(...mine);
  const files = new Set(dropped.map(({ listed }) => `${listed.package}/${listed.file}`)).size;
  const kept = mine.filter(({ id }) => halfOf(id) === 'kept').length;
  const seconds = Math.round((performance.now() - started) / 1_000);
  console.log(
    `${languageId}: ${mine.length} of ${all.length}, ${kept} kept aside; ${files} files with ${dropped.length} functions dropped; ${seconds} s`,
  );
}
writeList(list, isMore ? 'more-functions' : 'functions');
await syntax.dispose();
