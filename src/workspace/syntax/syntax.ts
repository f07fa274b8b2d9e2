import { Parser, type Tree, type TreeCursor } from 'web-tree-sitter';
import { type GrammarFiles, Grammars } from './grammars.ts';
import { declarationsIn, type Declaration } from './declarations.ts';
import { isInEmptyBody } from './empty-body.ts';
import { kindAtOffset, type TextKind } from './node-kinds.ts';

/** Texts with more UTF-16 code units are not parsed: it would hold up everything else in the process. */
const MAX_TEXT = 512 * 1024;

/** A parse that takes longer is given up, in ms. 512 KiB of TypeScript take about 150 ms. */
const MAX_PARSE_MS = 250;

/** Counting stops here: a text with more errors says no more than that it is not this language. */
const MAX_ERRORS = 100;

export interface SyntaxOptions extends GrammarFiles {
  /** Told once per grammar that cannot be loaded; its language is then served as one without a grammar. */
  readonly onProblem?: (languageId: string, cause: unknown) => void;
}

/** Where a cursor stands, as the syntax tree sees it. */
export interface SyntaxPlace {
  readonly kind: TextKind;
  /** The first statement of a function, class, condition or loop would stand here. */
  readonly emptyBody: boolean;
}

/** Answers questions about the syntax of a text. Keeps a parser per language and no tree. */
export class SyntaxTrees {
  readonly #grammars: Grammars;
  readonly #onProblem: SyntaxOptions['onProblem'];
  readonly #parsers = new Map<string, Promise<Parser | undefined>>();

  constructor(options: SyntaxOptions) {
    this.#grammars = new Grammars(options);
    this.#onProblem = options.onProblem;
  }

  /**
   * How many errors the parser met in `text`: places it could not read and tokens it had to make up; at most 100.
   * Undefined where nothing is known: no grammar for the language, a text over 512 KiB, a parse of over a quarter second.
   */
  countErrors(languageId: string, text: string): Promise<number | undefined> {
    return this.#withTree(languageId, text, (tree) => {
      if (!tree.rootNode.hasError) return 0;
      const cursor = tree.walk();
      try {
        return countBelow(cursor);
      } finally {
        cursor.delete();
      }
    });
  }

  /** What a cursor at `offset` (UTF-16 code units) stands in; undefined where nothing is known, as above. */
  kindAt(languageId: string, text: string, offset: number): Promise<TextKind | undefined> {
    return this.#withTree(languageId, text, (tree) => kindAtOffset(tree.rootNode, Math.min(offset, text.length)));
  }

  /** The same, and whether the cursor is in a body that is still empty. */
  placeAt(languageId: string, text: string, offset: number): Promise<SyntaxPlace | undefined> {
    const at = Math.min(offset, text.length);
    return this.#withTree(languageId, text, ({ rootNode }) => ({
      kind: kindAtOffset(rootNode, at),
      emptyBody: isInEmptyBody(rootNode, text, at),
    }));
  }

  /** What a text declares at its top; undefined where nothing is known, as above. */
  declarations(languageId: string, text: string): Promise<readonly Declaration[] | undefined> {
    return this.#withTree(languageId, text, ({ rootNode }) => declarationsIn(rootNode));
  }

  /** Frees the parsers' memory. The object can be used on: it makes new ones. */
  async dispose(): Promise<void> {
    const parsers = await Promise.all(this.#parsers.values());
    this.#parsers.clear();
    for (const parser of parsers) parser?.delete();
  }

  async #withTree<T>(languageId: string, text: string, use: (tree: Tree) => T): Promise<T | undefined> {
    if (text.length > MAX_TEXT) return undefined;
    const parser = await this.#parser(languageId);
    const tree = parser && parseInTime(parser, text);
    if (!tree) return undefined;
    try {
      return use(tree);
    } finally {
      tree.delete(); // WebAssembly memory, of which the garbage collector knows nothing
    }
  }

  #parser(languageId: string): Promise<Parser | undefined> {
    let parser = this.#parsers.get(languageId);
    if (parser === undefined) {
      parser = this.#newParser(languageId);
      this.#parsers.set(languageId, parser);
    }
    return parser;
  }

  async #newParser(languageId: string): Promise<Parser | undefined> {
    try {
      const language = await this.#grammars.load(languageId);
      return language && new Parser().setLanguage(language);
    } catch (error) {
      this.#onProblem?.(languageId, error);
      return undefined;
    }
  }
}

function parseInTime(parser: Parser, text: string): Tree | null {
  const deadline = performance.now() + MAX_PARSE_MS;
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline });
  if (tree === null) parser.reset(); // otherwise the next parse would go on where this one stopped
  return tree;
}

/** Counts ERROR and MISSING nodes below the cursor's node, entering only what holds an error. */
function countBelow(cursor: TreeCursor): number {
  let count = 0;
  for (;;) {
    const node = cursor.currentNode;
    if (node.isError || node.isMissing) count++;
    if (count >= MAX_ERRORS) return count;
    if (node.hasError && cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return count;
  }
}
