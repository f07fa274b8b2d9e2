import type { Parser, Tree } from 'web-tree-sitter';
import { changeBetween, editFor, type TextChange } from './text-change.ts';

/** The documents that somebody goes to and fro between. */
const MOST_TREES = 8;
/** Of all kept trees, in UTF-16 code units: a tree takes about 20 times the bytes of its text. */
const MOST_CHARACTERS = 1024 * 1024;
/** A parse that takes longer is given up, in ms. 512 KiB of TypeScript take about 150 ms. */
const MAX_PARSE_MS = 250;
/** The same where nobody waits at a key: on a busy machine the parser may have had no turn in that moment. */
export const PATIENT_PARSE_MS = 1500;

interface Kept {
  readonly parser: Parser;
  readonly text: string;
  readonly tree: Tree;
}

/**
 * The trees of the texts that were parsed last, one per document: a text that is mostly one of them, as a document is
 * after a key, is parsed where it differs. Owns WebAssembly memory, of which the garbage collector knows nothing.
 *
 * Of code without errors the tree is that of a fresh parse. Around errors the parser goes on as it did before the edit, and
 * may count others than from nothing would be counted (less than one text in a hundred); before and after a trial it goes
 * on in the same way.
 */
export class RecentTrees {
  /** The most recent first. */
  private kept: Kept[] = [];

  /** The tree of `text`, which stays the tree of its document: do not delete it. Undefined when parsing took too long. */
  public treeOf(parser: Parser, text: string, maxMs = MAX_PARSE_MS): Tree | undefined {
    const near = this.nearest(parser, text);
    // What was nearest is the same document, before an edit.
    if (near) this.kept.splice(this.kept.indexOf(near.kept), 1);
    const tree = near === undefined ? parsed(parser, text, maxMs) : near.kept.tree;
    if (near === undefined || near.kept.text === text) return tree && this.keep({ parser, text, tree });
    near.kept.tree.edit(editFor(near.change, near.kept.text, text));
    const next = parsed(parser, text, maxMs, near.kept.tree);
    near.kept.tree.delete();
    return next && this.keep({ parser, text, tree: next });
  }

  /** Asks the tree of a text that is only tried, mostly a document with an answer in it: no document's tree gives way to it. */
  public withTrial<T>(parser: Parser, text: string, use: (tree: Tree) => T, maxMs = MAX_PARSE_MS): T | undefined {
    const near = this.nearest(parser, text);
    if (near?.kept.text === text) return use(near.kept.tree);
    const old = near?.kept.tree.copy();
    if (near && old) old.edit(editFor(near.change, near.kept.text, text));
    const tree = parsed(parser, text, maxMs, old);
    old?.delete();
    if (tree === undefined) return undefined;
    try {
      return use(tree);
    } finally {
      tree.delete();
    }
  }

  public clear(): void {
    for (const { tree } of this.kept.splice(0)) tree.delete();
  }

  private keep(kept: Kept): Tree {
    this.kept.unshift(kept);
    let characters = 0;
    const fits = ({ text }: Kept, index: number): boolean => {
      characters += text.length;
      return index === 0 || (index < MOST_TREES && characters <= MOST_CHARACTERS);
    };
    const evicted = this.kept.filter((one, index) => !fits(one, index));
    this.kept = this.kept.slice(0, this.kept.length - evicted.length);
    for (const { tree } of evicted) tree.delete();
    return kept.tree;
  }

  /** The kept text that needs the smallest change, where at least half of the text stays. */
  private nearest(parser: Parser, text: string): { kept: Kept; change: TextChange } | undefined {
    let nearest: { kept: Kept; change: TextChange; size: number } | undefined;
    for (const kept of this.kept) {
      if (kept.parser !== parser) continue;
      const change = changeBetween(kept.text, text);
      const size = Math.max(change.oldEnd, change.newEnd) - change.start;
      if (size * 2 <= Math.max(kept.text.length, text.length) && size < (nearest?.size ?? Infinity))
        nearest = { kept, change, size };
      if (size === 0) break;
    }
    return nearest;
  }
}

function parsed(parser: Parser, text: string, maxMs: number, old: Tree | null = null): Tree | undefined {
  const deadline = performance.now() + maxMs;
  const tree = parser.parse(text, old, { progressCallback: () => performance.now() > deadline });
  if (tree === null) parser.reset(); // otherwise the next parse would go on where this one stopped
  return tree ?? undefined;
}
