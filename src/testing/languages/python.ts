import fs from 'node:fs';
import path from 'node:path';
import type { TestCase } from '../cases.ts';
import { pythonProbe, standardModules } from '../observe/python.ts';
import { objectName } from '../subject.ts';
import { pythonSurvey, type PythonSurvey } from '../survey/python.ts';
import { pythonTests } from '../write/python.ts';
import type { Imported } from '../write/written.ts';
import { codeOf, identifiersIn, merged, type Source, type TestLanguage } from './language.ts';

export const PYTHON: TestLanguage = {
  refusal: () => undefined,
  probe: (source, { trials, output, budgetMs }) => ({
    file: path.join(path.dirname(source.setup.testFile), 'test_local_forge_probe.py'),
    text: pythonProbe({ module: moduleOf(source).name, trials, output, budgetMs }),
  }),
  survey: (source, request) => ({
    file: path.join(path.dirname(source.setup.testFile), 'test_local_forge_survey.py'),
    text: pythonSurvey({ module: moduleOf(source).name, ...surveyOf(source), ...request }),
  }),
  refused: () => new Map(),
  tests: (source, cases) => {
    const { framework, style } = source.setup;
    const written = pythonTests(cases, source.subject, framework, style);
    const needed = neededBy(source, cases);
    return {
      ...written,
      imports: merged([...written.imports, ...sourceImports(source, codeOf(cases), needed), ...needed]),
    };
  },
  newFile: ({ setup }, { imports, tests }) => {
    const whole = imports.filter((one) => one.whole !== undefined).map(lineOf);
    const named = imports.filter((one) => one.whole === undefined).map(lineOf);
    const head = [whole.sort().join('\n'), named.join('\n')].filter((part) => part !== '').join('\n\n');
    const main = setup.framework === 'unittest' ? "\n\nif __name__ == '__main__':\n    unittest.main()\n" : '';
    return `${head}\n\n\n${tests}${main}`;
  },
  environment: (source, root) => {
    const { folder } = moduleOf(source);
    const place = path.join(root, path.relative(source.setup.root, folder));
    return { PYTHONDONTWRITEBYTECODE: '1', PYTHONHASHSEED: 'random', ...(place !== root && { PYTHONPATH: place }) };
  },
};

function surveyOf({ subject: { name, owner } }: Source): Pick<PythonSurvey, 'name' | 'owner' | 'object'> {
  return { name, owner, object: objectName(owner ?? name) };
}

/** What is named beside what the source has: of literals and errors, and modules of the standard library. */
function neededBy({ text }: Source, cases: readonly TestCase[]): Imported[] {
  const own = new Set(importsOf(text).map(({ whole }) => whole));
  const modules = standardModules(codeOf(cases)).filter((name) => !own.has(name));
  const needs = cases.flatMap(({ outcome }) => ('needs' in outcome ? (outcome.needs ?? []) : []));
  return [
    ...modules.map((name): Imported => ({ from: name, names: [], whole: name })),
    ...needs.map(([from, name]): Imported =>
      name === null ? { from, names: [], whole: from } : { from, names: [name] },
    ),
  ];
}

/** The module's name as tests import it, and the folder that it is found from. */
export function moduleOf({ file, setup }: Pick<Source, 'file' | 'setup'>): { name: string; folder: string } {
  let folder = path.dirname(file);
  const isPackage = fs.existsSync(path.join(folder, '__init__.py'));
  if (isPackage) {
    while (fs.existsSync(path.join(folder, '__init__.py')) && folder !== setup.root) folder = path.dirname(folder);
  } else {
    // A package without a file that says so, in the root or in `src`.
    const source = path.join(setup.root, 'src');
    folder = file.startsWith(source + path.sep) ? source : setup.root;
  }
  const relative = path.relative(folder, file).replace(/\.pyi?$/, '');
  const steps = relative.split(path.sep);
  if (steps.at(-1) === '__init__') steps.pop();
  return { name: steps.join('.'), folder };
}

function sourceImports(source: Source, code: string, needed: readonly Imported[] = []): Imported[] {
  const used = identifiersIn(code);
  // The source may have the same name for something else: `from datetime import datetime`.
  for (const { whole } of needed) if (whole !== undefined) used.delete(whole);
  const { name: module } = moduleOf(source);
  const own = [...topLevelNames(source.text)].filter((name) => used.has(name));
  const imports: Imported[] = own.length > 0 ? [{ from: module, names: own }] : [];
  for (const { from, names, whole } of importsOf(source.text)) {
    const local = (name: string) => name.split(' as ').at(-1) ?? name;
    const wanted = names.filter((name) => used.has(local(name)) && !own.includes(local(name)));
    if (whole !== undefined && used.has(local(whole).split('.')[0] ?? '')) imports.push({ from, names: [], whole });
    // What a relative import brings is taken from where it was brought to.
    if (wanted.length > 0)
      imports.push({
        from: from.startsWith('.') ? module : from,
        names: from.startsWith('.') ? wanted.map(local) : wanted,
      });
  }
  return imports;
}

/** What a module defines at its outermost level. */
export function topLevelNames(text: string): Set<string> {
  const names = new Set<string>();
  for (const [, defined, assigned] of text.matchAll(
    /^(?:(?:async\s+)?(?:def|class)\s+([A-Za-z_]\w*)|([A-Za-z_]\w*)\s*(?::[^=\n]+)?=(?!=))/gm,
  )) {
    const name = defined ?? assigned;
    if (name !== undefined) names.add(name);
  }
  return names;
}

/** The imports of a module; `whole` is what is behind `import`. */
export function importsOf(text: string): Imported[] {
  const found: Imported[] = [];
  for (const [, list = ''] of text.matchAll(/^import\s+(.+)$/gm)) {
    for (const item of list.replace(/#.*/, '').split(',')) {
      const whole = item.trim();
      if (/^[\w.]+(?: as \w+)?$/.test(whole)) found.push({ from: whole.split(' ')[0] ?? '', names: [], whole });
    }
  }
  for (const [, from = '', inParentheses, inLine] of text.matchAll(
    /^from\s+([\w.]+)\s+import\s+(?:\(([^)]*)\)|(.+))$/gm,
  )) {
    const names = (inParentheses ?? inLine ?? '')
      .replaceAll(/#.*/g, '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => /^\w+(?: as \w+)?$/.test(name));
    if (from !== '__future__') found.push({ from, names });
  }
  return found;
}

function lineOf({ from, names, whole }: Imported): string {
  return whole === undefined ? `from ${from} import ${[...names].sort().join(', ')}` : `import ${whole}`;
}
