import type { Outline } from '../../../workspace/syntax/outline.ts';
import { codeStyle } from '../observed-style.ts';
import { insertion, lineEndAfter, type TextEdit } from '../text-edit.ts';
import {
  breaksBefore,
  joined,
  listEdit,
  nameOf,
  type Imported,
  type ImportedName,
  type WantedImport,
} from './wanted.ts';

/** An `import` or `require` of a file. */
interface Present {
  readonly from: string;
  readonly names: readonly ImportedName[];
  readonly isRequire: boolean;
  /** The inside of its braces. */
  readonly list?: { readonly start: number; readonly end: number };
  /** Where ` { … }` could be put behind a default import. */
  readonly afterDefault?: number;
  readonly start: number;
  readonly end: number;
}

/** Adds what is missing to the imports of a JavaScript or TypeScript file. */
export function mergeJavaScript({ text, outline }: Imported, wanted: readonly WantedImport[]): TextEdit[] | undefined {
  const present = outline.flatMap((statement) => presentOf(text, statement) ?? []);
  const declared = new Set(outline.flatMap((one) => (presentOf(text, one) === undefined ? declaredBy(one) : [])));
  const edits: TextEdit[] = [];
  const lines: string[] = [];
  for (const { from, names } of joined(wanted)) {
    if (conflicts(from, names, present, declared)) return undefined;
    const bound = new Set([...declared, ...present.flatMap((one) => one.names.map(({ local }) => local))]);
    const missing = names.map(nameOf).filter(({ local }) => !bound.has(local));
    if (missing.length === 0 && (names.length > 0 || present.some((one) => sameModule(one.from, from)))) continue;
    const single = missing.filter(({ imported }) => imported !== 'default' && imported !== '*');
    const whole = missing.filter((name) => !single.includes(name));
    const host = present.find((one) => sameModule(one.from, from) && (one.list ?? one.afterDefault) !== undefined);
    if (single.length > 0 && host !== undefined) edits.push(mergedInto(host, text, single));
    lines.push(...newLines(from, host === undefined ? single : [], whole, names.length === 0, styleOf(text, present)));
  }
  if (lines.length > 0) edits.push(newImports(text, outline, present, lines));
  return edits;
}

/** A name that is there and is something else: new tests would test the wrong thing. Frameworks' names are the same wherever they come from. */
function conflicts(
  from: string,
  names: readonly string[],
  present: readonly Present[],
  declared: ReadonlySet<string>,
): boolean {
  if (!from.startsWith('.')) return false;
  const locals = names.map(nameOf);
  return locals.some(
    ({ imported, local }) =>
      declared.has(local) ||
      present.some((one) =>
        one.names.some((name) => name.local === local && (!sameModule(one.from, from) || name.imported !== imported)),
      ),
  );
}

/** The names of a declaration: `const { a, b: c } = …` has a and c. */
function declaredBy({ type, name = '' }: Outline): string[] {
  if (!/declaration$/.test(type)) return [];
  return /^[[{]/.test(name) ? [...name.matchAll(/([\w$]+)\s*(?=[,}\]=])/g)].map(([, one = '']) => one) : [name];
}

const IMPORT =
  /^import\s+(?!type\b(?!\s*,))(?:(?:([\w$]+)\s*,?\s*)?(?:\*\s*as\s+([\w$]+)|\{([^}]*)\})?\s*from\s*)?['"]([^'"]+)['"]/;
const REQUIRE = /^(?:const|let|var)\s+(?:([\w$]+)|\{([^}]*)\})\s*=\s*require\(\s*['"]([^'"]+)['"]\s*\)\s*;?$/;

function presentOf(text: string, { type, start, end }: Outline): Present | undefined {
  const code = text.slice(start, end);
  if (type === 'import_statement') {
    const [, whole, star, list, from] = IMPORT.exec(code) ?? [];
    if (from === undefined) return typeImport(code, start);
    const names = [
      ...(whole === undefined ? [] : [{ imported: 'default', local: whole }]),
      ...(star === undefined ? [] : [{ imported: '*', local: star }]),
      ...listed(list, /\s+as\s+/),
    ];
    const braces = list === undefined ? undefined : start + code.indexOf('{') + 1;
    return {
      from,
      names,
      isRequire: false,
      start,
      end,
      ...(braces !== undefined && list !== undefined && { list: { start: braces, end: braces + list.length } }),
      ...(whole !== undefined &&
        star === undefined &&
        list === undefined && { afterDefault: start + code.indexOf(whole) + whole.length }),
    };
  }
  const [, whole, list, from] = REQUIRE.exec(code) ?? [];
  if (from === undefined) return undefined;
  const braces = start + code.indexOf('{') + 1;
  return {
    from,
    names: [...(whole === undefined ? [] : [{ imported: 'default', local: whole }]), ...listed(list, /\s*:\s*/)],
    isRequire: true,
    start,
    end,
    ...(list !== undefined && { list: { start: braces, end: braces + list.length } }),
  };
}

/** `import type` binds names, and no value can be added to it. */
function typeImport(code: string, start: number): Present {
  const [, list, from = ''] = /\{([^}]*)\}\s*from\s*['"]([^'"]+)['"]/.exec(code) ?? [];
  return { from, names: listed(list, /\s+as\s+/), isRequire: false, start, end: start + code.length };
}

function listed(list: string | undefined, separator: RegExp): ImportedName[] {
  const names = (list ?? '').replace(/\/\/.*$|\/\*[^]*?\*\//gm, '').split(',');
  return names.flatMap((name) => {
    const [imported = '', local] = name
      .trim()
      .replace(/^type\s+/, '')
      .split(separator);
    return imported === '' ? [] : [{ imported, local: local ?? imported }];
  });
}

/** The same file or module: extensions and `node:` may be left out. */
function sameModule(one: string, other: string): boolean {
  const plain = (name: string) =>
    name.startsWith('.') ? name.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '') : name.replace(/^node:/, '');
  return plain(one) === plain(other);
}

function mergedInto(host: Present, text: string, names: readonly ImportedName[]): TextEdit {
  const written = names.map((name) => memberOf(name, host.isRequire));
  if (host.list !== undefined) return listEdit(text, host.list.start, host.list.end, written);
  return insertion(host.afterDefault ?? host.end, `, { ${written.join(', ')} }`);
}

function memberOf({ imported, local }: ImportedName, isRequire: boolean): string {
  return imported === local ? imported : isRequire ? `${imported}: ${local}` : `${imported} as ${local}`;
}

interface ImportStyle {
  readonly isRequire: boolean;
  readonly quote: string;
  readonly end: string;
  readonly space: string;
}

function styleOf(text: string, present: readonly Present[]): ImportStyle {
  // What the imports show counts more than the code below them.
  const ofImports = codeStyle(present.map(({ start, end }) => text.slice(start, end)).join('\n'));
  const { quotes = "'", semicolons = true, modules } = { ...codeStyle(text), ...ofImports };
  const requires = present.filter(({ isRequire }) => isRequire).length;
  const lists = present.flatMap(({ list }) => (list === undefined ? [] : [text.slice(list.start, list.end)]));
  return {
    isRequire: present.length > 0 ? requires * 2 > present.length : modules === 'require',
    quote: quotes,
    end: semicolons ? ';' : '',
    space: lists.length > 0 && lists.every((list) => /^\S/.test(list)) ? '' : ' ',
  };
}

function newLines(
  from: string,
  single: readonly ImportedName[],
  whole: readonly ImportedName[],
  isBare: boolean,
  { isRequire, quote, end, space }: ImportStyle,
): string[] {
  const module = quote + from + quote;
  if (isBare) return [isRequire ? `require(${module})${end}` : `import ${module}${end}`];
  const lines = whole.map(({ imported, local }) =>
    isRequire
      ? `const ${local} = require(${module})${end}`
      : `import ${imported === '*' ? '* as ' : ''}${local} from ${module}${end}`,
  );
  if (single.length === 0) return lines;
  const list = `{${space}${single.map((name) => memberOf(name, isRequire)).join(', ')}${space}}`;
  return [...lines, isRequire ? `const ${list} = require(${module})${end}` : `import ${list} from ${module}${end}`];
}

/** After the last import, else above the first statement, directives (`'use strict'`) left above. */
function newImports(
  text: string,
  outline: readonly Outline[],
  present: readonly Present[],
  lines: readonly string[],
): TextEdit {
  const last = present.at(-1);
  if (last !== undefined) return insertion(lineEndAfter(text, last.end), lines.map((line) => `\n${line}`).join(''));
  const directive = outline.filter(({ type }, index) => type === 'string' && index === 0)[0];
  if (directive !== undefined) {
    return insertion(lineEndAfter(text, directive.end), `\n\n${lines.join('\n')}`);
  }
  // A line for the shell and a licence stay first.
  const head =
    /^(?:#!.*\n)?(?:\s*\/\*[^]*?\*\/[ \t]*\r?\n(?=\r?\n)|(?:\/\/.*\n)+(?=\r?\n))?/.exec(text)?.[0].length ?? 0;
  return insertion(head, (head > 0 ? '\n' : '') + lines.join('\n') + breaksBefore(text.slice(head), 2));
}
