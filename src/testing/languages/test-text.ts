import type { SyntaxTrees } from '../../workspace/syntax/syntax.ts';
import type { TestCase } from '../cases.ts';
import { extended } from '../layout/extend.ts';
import type { Source, TestLanguage } from './language.ts';

/** The test file with the cases in it, the existing one where there is one. Undefined where that cannot be extended. */
export async function testText(
  source: Source,
  language: TestLanguage,
  cases: readonly TestCase[],
  syntax: SyntaxTrees,
): Promise<string | undefined> {
  const { existing, framework } = source.setup;
  const written = language.tests(source, cases);
  if (existing === undefined || existing.trim() === '') return language.newFile(source, written);
  const imports = written.imports.map(({ from, names, whole }) => ({
    from,
    names: whole === undefined ? names : [...names, ...wholeAs(whole, from, source.subject.languageId)],
  }));
  return extended(existing, { imports, tests: written.tests }, source.subject.languageId, framework, syntax);
}

/** How an import of the whole module is asked for. */
function wholeAs(whole: string, from: string, languageId: string): string[] {
  if (whole === from || whole.startsWith('* as ')) return whole === from ? [] : [whole];
  const local = whole.split(' as ').at(-1) ?? whole;
  return [languageId === 'python' || languageId === 'go' ? `* as ${local}` : `default as ${local}`];
}
