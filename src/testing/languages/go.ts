import path from 'node:path';
import { headOf } from '../subject.ts';
import { GO_PROBE_TEST, goProbe, linesRefusedByGo, refusedByGo } from '../observe/go.ts';
import { concreteTypes, writtenVariables } from '../trials/go-results.ts';
import { STANDARD_PACKAGES } from '../trials/go-standard.ts';
import { argumentsOf } from '../trials/parameters.ts';
import { behindBracket } from '../trials/statements.ts';
import { goTests } from '../write/go.ts';
import type { Imported } from '../write/written.ts';
import { goPackageTexts } from './go-package.ts';
import { codeOf, merged, type Source, type TestLanguage } from './language.ts';

export const GO: TestLanguage = {
  further: ({ file, text }, mayRead) => goPackageTexts(file, packageOf(text), mayRead),
  refusal: ({ text, subject }) => {
    if (/^package\s+main\b/m.test(text) && subject.name === 'main') return '"main" is the program itself.';
    return undefined;
  },
  probe: (source, { trials, output, budgetMs, isInstrumented }) => {
    // Each by itself: what one calls a variable is a package to another.
    const codes = trials.map(({ setup, call, expected = '' }) => [...setup, call, expected].join('\n'));
    const known = knownPackages(source);
    const text = goProbe({
      packageName: packageOf(source.text),
      imports: merged(codes.flatMap((code) => packagesIn(code, known))).map(({ from, whole }) => ({
        path: from,
        ...(whole !== undefined && { name: whole }),
      })),
      trials: trials.map((trial) => ({ ...trial, concrete: concreteResults(source, trial.call) })),
      hasResults: hasResults(source),
      variables: writtenVariables(source.declared ?? source.text, source.subject),
      importable: [
        ...STANDARD_PACKAGES,
        ...importsOf(source.text).flatMap(({ from, whole }) =>
          whole === undefined && !/(?:^|\/)internal(?:\/|$)/.test(from) ? [from] : [],
        ),
      ],
      output,
      budgetMs,
      isInstrumented,
    });
    return { file: path.join(path.dirname(source.file), 'local_forge_probe_test.go'), text, only: only(GO_PROBE_TEST) };
  },
  only,
  onlyCase,
  refused: refusedByGo,
  refusedLines: linesRefusedByGo,
  tests: (source, cases) => {
    const written = goTests(cases, source.subject);
    const known = knownPackages(source);
    return {
      ...written,
      imports: merged([...written.imports, ...cases.flatMap((one) => packagesIn(codeOf([one]), known))]),
    };
  },
  apart: (source, cases, mark) => {
    const written = GO.tests(source, cases);
    const group = written.group + mark;
    const tests = written.tests.replace(`func ${written.group}(`, `func ${group}(`);
    return { text: GO.newFile(source, { ...written, tests }), pattern: only(group) };
  },
  newFile: (source, { imports, tests }) => {
    const list = [...imports].sort((a, b) => (a.from < b.from ? -1 : 1)).map(lineOf);
    const block =
      list.length === 1 ? `import ${list[0] ?? ''}` : `import (\n${list.map((line) => `\t${line}`).join('\n')}\n)`;
    return `package ${packageOf(source.text)}\n\n${block}\n\n${tests}`;
  },
  environment: () => ({ GOPROXY: 'off', GOTOOLCHAIN: 'local', CGO_ENABLED: '0' }),
};

/** A subtest is run with the function that it stands in. */
function only(name: string): string {
  return `^${name.split('/')[0] ?? ''}$`;
}

/** Each level of a name, as `-run` takes it; one that is there twice ends with its number. */
function onlyCase(name: string): string {
  const levels = name.split('/').map((level) => level.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return `${levels.map((level) => `^${level}`).join('$/')}(#\\d+)?$`;
}

export function packageOf(text: string): string {
  return /^package\s+(\w+)/m.exec(text)?.[1] ?? 'main';
}

/** Whether the function gives anything back. */
export function hasResults({ text, subject }: Pick<Source, 'text' | 'subject'>): boolean {
  const head = headOf(text, subject).slice(0, -1);
  const name = new RegExp(`\\b${subject.name}\\s*(?=[[(])`).exec(head);
  if (name === null) return false;
  const open = name.index + name[0].length;
  const list = head[open] === '[' ? head.indexOf('(', behindBracket(head, open)) : open; // behind type parameters
  const end = behindBracket(head, list);
  return head.slice(end).trim() !== '';
}

/** Of each thing that a call gives whether its type is known to be no interface. */
function concreteResults({ text, declared = text, subject }: Source, call: string): readonly boolean[] {
  const before = argumentsOf(call)?.before ?? '';
  return new RegExp(`\\b${subject.name}(?:\\[[^\\]]*\\])?$`).test(before) ? concreteTypes(declared, subject) : [];
}

function knownPackages({ text, declared = text }: Source): Imported[] {
  return [...importsOf(declared), ...STANDARD_PACKAGES.map((from): Imported => ({ from, names: [] }))];
}

/** Packages that code names: those that the source imports, and the usual ones. */
function packagesIn(code: string, known: readonly Imported[]): Imported[] {
  const plain = code.replaceAll(/"(?:\\.|[^"\\\n])*"|`[^`]*`/g, '""');
  const named = new Set([...plain.matchAll(/(?<![\w.])([a-z]\w*)\.[A-Z]\w*/g)].map(([, name = '']) => name));
  const declared = new Set(
    [...plain.matchAll(/(?<![\w.])([a-z]\w*)(?:\s*,\s*\w+)*\s*:=/g)].map(([, name = '']) => name),
  );
  return [...named]
    .filter((name) => !declared.has(name))
    .flatMap((name) => known.find(({ from, whole }) => (whole ?? lastOf(from)) === name) ?? []);
}

function lastOf(from: string): string {
  const last = from.slice(from.lastIndexOf('/') + 1);
  return /^v\d+$/.test(last)
    ? lastOf(from.slice(0, from.lastIndexOf('/')))
    : last.replace(/\.v\d+$/, '').replace(/^go-/, '');
}

/** The imports of a Go file. */
export function importsOf(text: string): Imported[] {
  const found: Imported[] = [];
  for (const [, block = '', single = ''] of text.matchAll(/^import\s*(?:\(([\s\S]*?)\)|(.+))/gm)) {
    for (const [, alias, from = ''] of (block === '' ? single : block).matchAll(/^\s*(?:([\w.]+)\s+)?"([^"]+)"/gm)) {
      if (alias === '_' || alias === '.') continue;
      found.push({ from, names: [], ...(alias !== undefined && { whole: alias }) });
    }
  }
  return found;
}

function lineOf({ from, whole }: Imported): string {
  return whole === undefined ? `"${from}"` : `${whole} "${from}"`;
}
