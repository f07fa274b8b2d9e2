import type { Outline } from '../../../workspace/syntax/outline.ts';
import { insertion, lineEndAfter, type TextEdit } from '../text-edit.ts';
import { joined, nameOf, type Imported, type WantedImport } from './wanted.ts';

interface Spec {
  readonly path: string;
  readonly name: string | undefined;
  /** Its line. */
  readonly start: number;
  readonly end: number;
}

interface Line {
  readonly path: string;
  /** As it is written: the path in quotes, a name before it where it has one. */
  readonly line: string;
}

const SPEC = /^[ \t]*(?:import[ \t]+)?(?:([\w.]+)[ \t]+)?(?:"([^"\n]+)"|`([^`\n]+)`)/gm;

/** Adds what is missing to the imports of a Go file, where gofmt and goimports would put it: sorted, the standard library by itself. */
export function mergeGo({ text, outline }: Imported, wanted: readonly WantedImport[]): TextEdit[] | undefined {
  const declarations = outline.filter(({ type }) => type === 'import_declaration');
  const specs = declarations.flatMap(({ start, end }) => specsOf(text, start, end));
  const missing = joined(wanted).filter(({ from }) => !specs.some((spec) => spec.path === from && spec.name !== '_'));
  const locals = new Set(specs.map(({ path, name }) => name ?? lastOf(path)));
  if (missing.some((one) => locals.has(localOf(one)))) return undefined;
  if (missing.length === 0) return [];
  const lines = missing.map((one) => ({ path: one.from, line: written(one) }));
  const block = declarations.find(({ start, end }) => /^import\s*\(/.test(text.slice(start, end)));
  if (block !== undefined) {
    const inside = specsOf(text, block.start, block.end);
    return byKind(lines).flatMap((kin) => intoBlock(text, block, inside, kin));
  }
  const [first] = declarations;
  const spec = first && specsOf(text, first.start, first.end)[0];
  if (first !== undefined && spec !== undefined && declarations.length === 1) {
    const old = { path: spec.path, line: text.slice(first.start, first.end).replace(/^import\s+/, '') };
    return [{ start: first.start, end: first.end, text: blockOf([old, ...lines]) }];
  }
  const at = declarations.at(-1)?.end ?? outline.find(({ type }) => type === 'package_clause')?.end;
  if (at === undefined) return undefined;
  const [only] = lines;
  const added = lines.length === 1 && only !== undefined ? `import ${only.line}` : blockOf(lines);
  return [insertion(lineEndAfter(text, at), `${declarations.length > 0 ? '\n' : '\n\n'}${added}`)];
}

function specsOf(text: string, start: number, end: number): Spec[] {
  return [...text.slice(start, end).matchAll(SPEC)].map((match) => ({
    path: match[2] ?? match[3] ?? '',
    name: match[1],
    start: start + match.index,
    end: lineEndAfter(text, start + match.index + match[0].length),
  }));
}

/** Each in its place among its kind; behind an empty line where the kind is not there yet. */
function intoBlock(text: string, block: Outline, specs: readonly Spec[], lines: readonly Line[]): TextEdit[] {
  const isOfKind = isStandard(lines[0]?.path ?? '');
  const [first, ...others] = specs.filter((spec) => isStandard(spec.path) === isOfKind);
  if (first !== undefined) {
    return lines.map(({ path, line }) => {
      const before = [first, ...others].filter((spec) => spec.path < path).at(-1);
      return before === undefined ? insertion(first.start, `\t${line}\n`) : insertion(before.end, `\n\t${line}`);
    });
  }
  const opening = text.indexOf('(', block.start) + 1;
  const last = specs.at(-1);
  const written = indentedLines(lines);
  if (last === undefined) return [insertion(opening, `\n${written}\n`)];
  return [isOfKind ? insertion(opening, `\n${written}\n`) : insertion(last.end, `\n\n${written}`)];
}

function blockOf(lines: readonly Line[]): string {
  return `import (\n${byKind(lines).map(indentedLines).join('\n\n')}\n)`;
}

function indentedLines(lines: readonly Line[]): string {
  return lines.map(({ line }) => `\t${line}`).join('\n');
}

/** The standard library first, each kind sorted. */
function byKind(lines: readonly Line[]): Line[][] {
  const sorted = [...lines].sort((one, other) => (one.path < other.path ? -1 : 1));
  const kinds = [true, false].map((standard) => sorted.filter(({ path }) => isStandard(path) === standard));
  return kinds.filter((kind) => kind.length > 0);
}

/** Paths of the standard library have no dot in their first part. */
function isStandard(path: string): boolean {
  return !(path.split('/', 1)[0] ?? '').includes('.');
}

/** The package's name by custom: the last part of the path, without a version. */
function lastOf(path: string): string {
  const parts = path.split('/').filter((part) => !/^v\d+$/.test(part));
  return (parts.at(-1) ?? path).replace(/\.v\d+$/, '');
}

function localOf({ from, names: [name] }: WantedImport): string {
  return name === undefined ? lastOf(from) : nameOf(name).local;
}

function written(wanted: WantedImport): string {
  const local = localOf(wanted);
  return local === lastOf(wanted.from) ? `"${wanted.from}"` : `${local} "${wanted.from}"`;
}
