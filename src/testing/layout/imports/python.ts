import type { Outline } from '../../../workspace/syntax/outline.ts';
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

interface Present {
  /** Undefined for `import a, b`. */
  readonly from: string | undefined;
  readonly names: readonly ImportedName[];
  readonly list: { readonly start: number; readonly end: number };
  readonly end: number;
}

const FROM = /^from\s+(\.*[\w.]*)\s+import\s+(?:\(([^)]*)\)|([^(]+))$/;

/** Adds what is missing to the imports of a Python file. */
export function mergePython({ text, outline }: Imported, wanted: readonly WantedImport[]): TextEdit[] | undefined {
  const present = outline.flatMap((statement) => presentOf(text, statement) ?? []);
  const defined = new Set(
    outline.flatMap(({ type, name }) => (/_definition$/.test(type) && name !== undefined ? [name] : [])),
  );
  const edits: TextEdit[] = [];
  const lines: string[] = [];
  for (const { from, names } of joined(wanted)) {
    const modules = names.length === 0 ? [{ imported: from, local: from }] : [];
    for (const name of [...names.map(nameOf), ...modules]) {
      if (defined.has(name.local) || hasOther(present, from, name)) return undefined;
    }
    const missing = names.map(nameOf).filter((name) => !present.some((one) => one.from === from && holds(one, name)));
    const aliases = missing.filter(({ imported }) => imported === '*' && names.length > 0);
    const single = missing.filter((name) => !aliases.includes(name));
    const host = present.find((one) => one.from === from);
    const written = single.map(({ imported, local }) => (imported === local ? imported : `${imported} as ${local}`));
    if (written.length > 0 && host !== undefined) edits.push(listEdit(text, host.list.start, host.list.end, written));
    else if (written.length > 0) lines.push(`from ${from} import ${written.join(', ')}`);
    for (const { local } of aliases) if (!hasModule(present, from, local)) lines.push(`import ${from} as ${local}`);
    if (names.length === 0 && !hasModule(present, from, from)) lines.push(`import ${from}`);
  }
  if (lines.length > 0) edits.push(newImports(text, outline, present, lines));
  return edits;
}

function holds({ names }: Present, { imported, local }: ImportedName): boolean {
  return names.some((name) => name.imported === imported && name.local === local);
}

function hasModule(present: readonly Present[], module: string, local: string): boolean {
  return present.some((one) => one.from === undefined && holds(one, { imported: module, local }));
}

/** The name is there and comes from elsewhere: new tests would test the wrong thing. */
function hasOther(present: readonly Present[], from: string, { imported, local }: ImportedName): boolean {
  return present.some((one) =>
    one.names.some((name) => {
      if (name.local !== local) return false;
      if (one.from !== undefined) return one.from !== from || name.imported !== imported;
      return name.imported !== from;
    }),
  );
}

function presentOf(text: string, { type, start, end }: Outline): Present | undefined {
  const code = text.slice(start, end);
  if (type === 'import_statement') {
    const list = code.replace(/^import\s+/, '');
    return { from: undefined, names: listed(list), list: { start: end - list.length, end }, end };
  }
  if (type !== 'import_from_statement') return undefined;
  const [, from, inBrackets, plain] = FROM.exec(code) ?? [];
  const list = inBrackets ?? plain;
  if (from === undefined || list === undefined) return undefined;
  const listStart = inBrackets === undefined ? end - list.length : start + code.indexOf('(') + 1;
  return { from, names: listed(list), list: { start: listStart, end: listStart + list.length }, end };
}

function listed(list: string): ImportedName[] {
  return list
    .replace(/#.*$/gm, '')
    .replaceAll('\\', ' ')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map(nameOf);
}

/** After the last import at the top, else below the docstring and what stands with it. */
function newImports(
  text: string,
  outline: readonly Outline[],
  present: readonly Present[],
  lines: readonly string[],
): TextEdit {
  const last = present.at(-1);
  const docstring = outline[0]?.type === 'string' ? outline[0].end : undefined;
  const future = outline.find(({ type }) => type === 'future_import_statement')?.end;
  const after = last?.end ?? future;
  if (after !== undefined) return insertion(lineEndAfter(text, after), lines.map((line) => `\n${line}`).join(''));
  if (docstring !== undefined) return insertion(lineEndAfter(text, docstring), `\n\n${lines.join('\n')}`);
  const head = /^(?:#.*\r?\n)*/.exec(text)?.[0].length ?? 0;
  return insertion(head, (head > 0 ? '\n' : '') + lines.join('\n') + breaksBefore(text.slice(head), 3));
}
