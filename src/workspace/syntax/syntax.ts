import { Parser, type Node, type Tree, type TreeCursor } from 'web-tree-sitter';
import {
  codeTokens,
  declarations,
  syntaxErrors,
  unitsAround,
  type CodeToken,
  type CodeUnit,
  type SyntaxError,
} from './code-units.ts';
import { type GrammarFiles, Grammars } from './grammars.ts';
import { isInEmptyBody } from './empty-body.ts';
import { outline, type Outline } from './outline.ts';
import { kindAtOffset, type TextKind } from './node-kinds.ts';
import { PATIENT_PARSE_MS, RecentTrees } from './recent-trees.ts';

/** Texts with more UTF-16 code units are not parsed: it would hold up everything else in the process. */
const MAX_TEXT = 512 * 1024;

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

/** Answers questions about the syntax of a text. Keeps a parser per language and the trees of the last few documents. */
export class SyntaxTrees {
  readonly #grammars: Grammars;
  readonly #onProblem: SyntaxOptions['onProblem'];
  readonly #parsers = new Map<string, Promise<Parser | undefined>>();
  readonly #trees = new RecentTrees();

  /** The same questions for what nobody waits for at a key: a parse may take as long as it may need on a busy machine. */
  readonly patient: Pick<SyntaxTrees, 'countErrors' | 'declarationsOf' | 'read'> = {
    countErrors: (languageId, text, trial) => this.#withTree(languageId, text, errorsIn, trial, PATIENT_PARSE_MS),
    declarationsOf: (languageId, text) => this.#withTree(languageId, text, declarationsIn, false, PATIENT_PARSE_MS),
    read: (languageId, text, use) =>
      this.#withTree(languageId, text, ({ rootNode }) => use(rootNode), true, PATIENT_PARSE_MS),
  };

  constructor(options: SyntaxOptions) {
    this.#grammars = new Grammars(options);
    this.#onProblem = options.onProblem;
  }

  /**
   * How many errors the parser met in `text`: places it could not read and tokens it had to make up; at most 100.
   * Undefined where nothing is known: no grammar for the language, a text over 512 KiB, a parse of over a quarter second.
   *
   * `trial` says that the text is none of a document, but tried: its tree is not kept.
   */
  countErrors(languageId: string, text: string, trial = false): Promise<number | undefined> {
    return this.#withTree(languageId, text, errorsIn, trial);
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

  /** The statements, functions and classes that hold all from `start` to `end`, the smallest first; undefined as above. */
  unitsAround(languageId: string, text: string, start: number, end: number): Promise<CodeUnit[] | undefined> {
    return this.#withTree(languageId, text, ({ rootNode }) => unitsAround(rootNode, start, end));
  }

  /** The functions, classes and types of a text that have a name, in the order of the text; undefined as above. */
  declarationsOf(languageId: string, text: string): Promise<CodeUnit[] | undefined> {
    return this.#withTree(languageId, text, declarationsIn);
  }

  /** The tokens of a text that is only tried, without comments; undefined as above. */
  tokensOf(languageId: string, text: string): Promise<CodeToken[] | undefined> {
    return this.#withTree(languageId, text, ({ rootNode }) => codeTokens(rootNode), true);
  }

  /** The first places that the parser could not read, of a text that is only tried; undefined as above. */
  errorsOf(languageId: string, text: string): Promise<SyntaxError[] | undefined> {
    return this.#withTree(languageId, text, ({ rootNode }) => syntaxErrors(rootNode), true);
  }

  /** The statements of a text that is only tried, with those in their bodies; undefined where the text does not parse, and as above. */
  outlineOf(languageId: string, text: string): Promise<Outline[] | undefined> {
    return this.#withTree(
      languageId,
      text,
      ({ rootNode }) => (rootNode.hasError ? undefined : outline(rootNode)),
      true,
    );
  }

  /**
   * What `use` reads from the tree of a text that is only tried; undefined as above. The nodes are gone when it returns.
   */
  read<T>(languageId: string, text: string, use: (root: Node) => T): Promise<T | undefined> {
    return this.#withTree(languageId, text, ({ rootNode }) => use(rootNode), true);
  }

  /** Frees the memory of parsers and trees. The object can be used on: it makes new ones. */
  async dispose(): Promise<void> {
    const parsers = await Promise.all(this.#parsers.values());
    this.#parsers.clear();
    this.#trees.clear();
    for (const parser of parsers) parser?.delete();
  }

  async #withTree<T>(
    languageId: string,
    text: string,
    use: (tree: Tree) => T,
    trial = false,
    maxParseMs?: number,
  ): Promise<T | undefined> {
    if (text.length > MAX_TEXT) return undefined;
    const parser = await this.#parser(languageId);
    if (parser === undefined) return undefined;
    if (trial) return this.#trees.withTrial(parser, text, use, maxParseMs);
    const tree = this.#trees.treeOf(parser, text, maxParseMs);
    return tree && use(tree);
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

function declarationsIn({ rootNode }: Tree): CodeUnit[] {
  return declarations(rootNode);
}

function errorsIn(tree: Tree): number {
  if (!tree.rootNode.hasError) return 0;
  const cursor = tree.walk();
  try {
    return countBelow(cursor);
  } finally {
    cursor.delete();
  }
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
