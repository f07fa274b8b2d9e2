import type { Node } from 'web-tree-sitter';
import { halfOf, shuffled } from '../eval/order.ts';
import { applied, functionsOf, type Edit } from './code.ts';
import { MUTATIONS } from './mutations.ts';
import type { FixPackage } from './packages.ts';

/** A file of a package that problems can be made of. */
export interface OriginalFile {
  readonly package: FixPackage;
  /** Package and version. */
  readonly source: string;
  /** Path in the package, with slashes. */
  readonly name: string;
  readonly text: string;
  readonly tests: readonly string[];
}

/** A file broken in one way; whether it is a problem is not known yet. */
export interface Candidate extends Edit {
  readonly id: string;
  readonly file: OriginalFile;
  readonly mutation: string;
  /** The function that it is in, by name and place; for a whole file's the file's name. */
  readonly place: string;
}

/** In one function, of one kind; the others would be rejected or accepted like these. */
const MOST_ALIKE = 3;

/** What is put in is committed: a few characters, not a piece of somebody's program. */
export const isShort = (text: string): boolean => text.length <= 60 && !text.trim().includes('\n');

/** What can be broken in a file: for every function and every kind the first few in an order that looks random. */
export function candidatesOf(file: OriginalFile, root: Node): Candidate[] {
  const code = { text: file.text, languageId: file.package.languageId };
  const found: Candidate[] = [];
  const scopes = [
    { scope: 'file', name: 'file', node: root },
    ...functionsOf(root).map(({ name, start, end }) => ({
      scope: undefined,
      name: `${name}:${start}`,
      node: root.descendantForIndex(start, end - 1) ?? root,
    })),
  ];
  for (const { scope, name, node } of scopes) {
    for (const mutation of MUTATIONS) {
      if (mutation.scope !== scope || !mutation.languages.includes(code.languageId)) continue;
      const all = [...mutation.edits(node, code)]
        .filter((edit) => applied(file.text, edit) !== file.text && isShort(edit.text))
        .map((edit) => ({
          ...edit,
          id: `${file.source}/${file.name}:${edit.start}:${mutation.name}`,
          file,
          mutation: mutation.name,
          place: `${file.source}/${file.name}:${name}`,
        }));
      found.push(...shuffled(all, ({ id }) => id, 'fix').slice(0, MOST_ALIKE));
    }
  }
  return found;
}

export const halfOfCandidate = ({ id }: Candidate): ReturnType<typeof halfOf> => halfOf(id);
