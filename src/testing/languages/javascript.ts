import path from 'node:path';
import { javaScriptProbe } from '../observe/javascript.ts';
import { besideTest } from '../layout/beside.ts';
import type { Trial } from '../observe/trial.ts';
import type { TestStyle } from '../types.ts';
import { javaScriptTests, quotedAs } from '../write/javascript.ts';
import type { Imported } from '../write/written.ts';
import { codeOf, identifiersIn, merged, type Source, type TestLanguage } from './language.ts';

export const JAVASCRIPT: TestLanguage = {
  refusal: ({ text, subject }) => {
    const name = subject.owner ?? subject.name;
    if (exportsOf(text).has(name)) return undefined;
    return `"${name}" is not exported, so no test file can call it.`;
  },
  probe: (source, { trials, output, budgetMs }) => {
    const { framework, style } = source.setup;
    const code = trials.flatMap(({ setup, call, expected = '' }) => [...setup, call, expected]).join('\n');
    const imports = lines(sourceImports(source, code, trials), style);
    return {
      file: besideTest(source.setup.testFile, 'local_forge'),
      text: javaScriptProbe({ framework, style, imports, trials, output, budgetMs }),
    };
  },
  refused: () => new Map(),
  tests: (source, cases) => {
    const { framework, style } = source.setup;
    const written = javaScriptTests(cases, source.subject, framework, style);
    const trials = cases.map(({ trial }) => trial);
    return { ...written, imports: merged([...written.imports, ...sourceImports(source, codeOf(cases), trials)]) };
  },
  newFile: ({ setup }, { imports, tests }) => `${lines(imports, setup.style).join('\n')}\n\n${tests}`,
  environment: () => ({}),
};

/** Names that a module exports; `default` for its default. */
export function exportsOf(text: string): Map<string, string> {
  const names = new Map<string, string>();
  const declared =
    /^export\s+(?:declare\s+)?(default\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\b\s*\*?|(?:class|const|let|var|enum)\s)\s*([A-Za-z_$][\w$]*)/gm;
  for (const [, isDefault, name = ''] of text.matchAll(declared)) names.set(name, isDefault ? 'default' : name);
  for (const [, list = ''] of text.matchAll(/^export\s*\{([^}]*)\}(?!\s*from)/gm)) {
    for (const item of list.split(',')) {
      const [, own = '', as] = /^\s*(?:type\s+)?([\w$]+)(?:\s+as\s+([\w$]+))?\s*$/.exec(item) ?? [];
      if (own !== '') names.set(own, as ?? own);
    }
  }
  for (const [, name = ''] of text.matchAll(/^export\s+default\s+([A-Za-z_$][\w$]*)\s*;?\s*$/gm))
    names.set(name, 'default');
  for (const [, name = ''] of text.matchAll(/^(?:module\.)?exports\.([A-Za-z_$][\w$]*)\s*=/gm)) names.set(name, name);
  const all = /^module\.exports\s*=\s*(?:\{([^}]*)\}|([A-Za-z_$][\w$]*))/m.exec(text);
  for (const item of all?.[1]?.split(',') ?? []) {
    const [, name = ''] = /^\s*([A-Za-z_$][\w$]*)\s*(?::[\s\S]*)?$/.exec(item) ?? [];
    if (name !== '') names.set(name, name);
  }
  if (all?.[2] !== undefined) names.set(all[2], 'default');
  return names;
}

/** What code needs of the source file, of what that imports itself, and of what its trials name. */
function sourceImports({ file, text, setup }: Source, code: string, trials: readonly Trial[]): Imported[] {
  const used = identifiersIn(code);
  const own = specifier(path.relative(path.dirname(setup.testFile), file), setup.style);
  const imports: Imported[] = [];
  for (const [name, as] of exportsOf(text)) {
    if (!used.has(name)) continue;
    if (as === 'default') imports.push({ from: own, names: [], whole: name });
    else imports.push({ from: own, names: [as === name ? name : `${as} as ${name}`] });
  }
  const known = new Set(exportsOf(text).keys());
  for (const one of importsOf(text)) {
    const names = one.names.filter((name) => used.has(localName(name)) && !known.has(localName(name)));
    const whole = one.whole !== undefined && used.has(localName(one.whole)) ? one.whole : undefined;
    if (names.length === 0 && whole === undefined) continue;
    imports.push({
      from: one.from.startsWith('.') ? rebased(one.from, file, setup.testFile) : one.from,
      names,
      ...(whole !== undefined && { whole }),
    });
  }
  const bound = new Set(imports.flatMap(({ names, whole }) => [...names, ...(whole ? [whole] : [])].map(localName)));
  for (const { name, from } of trials.flatMap(({ imports: others = [] }) => others)) {
    if (!used.has(name) || bound.has(name)) continue;
    bound.add(name);
    const isFile = path.isAbsolute(from);
    const module = isFile ? specifier(path.relative(path.dirname(setup.testFile), from), setup.style) : from;
    imports.push({ from: module, names: [name] });
  }
  return merged(imports);
}

/** `a as b` is known as `b`. */
function localName(name: string): string {
  return name.split(/\s+as\s+/).at(-1) ?? name;
}

/** The imports of a module, those of types left out. */
export function importsOf(text: string): Imported[] {
  const found: Imported[] = [];
  const statement =
    /^import\s+(?!type\b)(?:([A-Za-z_$][\w$]*)\s*,?\s*)?(?:(\*\s+as\s+[\w$]+)|\{([^}]*)\})?\s*from\s*['"]([^'"]+)['"]/gm;
  for (const [, main, star, list = '', from = ''] of text.matchAll(statement)) {
    const names = list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '));
    const whole = main ?? star;
    found.push({ from, names, ...(whole !== undefined && { whole }) });
  }
  return found;
}

function rebased(from: string, file: string, testFile: string): string {
  const target = path.resolve(path.dirname(file), from);
  return dotted(path.relative(path.dirname(testFile), target));
}

function specifier(relative: string, { importExtension }: TestStyle): string {
  const { dir, name, ext } = path.parse(relative);
  // What TypeScript compiles is imported by the name that it will have, or as it is.
  const end =
    importExtension === '' ? '' : importExtension === '.ts' ? ext : ext.replace('ts', 'js').replace('jsx', 'js');
  return dotted(path.join(dir, name) + end);
}

function dotted(relative: string): string {
  const slashed = relative.replaceAll(path.sep, '/');
  return slashed.startsWith('.') ? slashed : `./${slashed}`;
}

function lines(imports: readonly Imported[], { modules, quotes, semicolons }: TestStyle): string[] {
  const end = semicolons ? ';' : '';
  return imports.flatMap(({ from, names, whole }) => {
    const module = quotedAs(from, quotes);
    const list = names.length > 0 ? `{ ${names.join(', ')} }` : '';
    if (modules === 'import') return [`import ${[whole, list].filter(Boolean).join(', ')} from ${module}${end}`];
    const renamed = list.replaceAll(/ as /g, ': ');
    return [
      ...(whole === undefined ? [] : [`const ${localName(whole)} = require(${module})${end}`]),
      ...(renamed === '' ? [] : [`const ${renamed} = require(${module})${end}`]),
    ];
  });
}
