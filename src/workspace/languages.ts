import table from './languages.json' with { type: 'json' };

/** How a string literal starts and ends; `multiLine` where it may run over a line break. */
export interface StringDelimiter {
  readonly open: string;
  readonly close: string;
  readonly multiLine: boolean;
}

/** What opens a block: a bracket, deeper indentation, or words (`do … end`, a tag, a section head). */
export type BlockStyle = 'brace' | 'indent' | 'keyword';

export interface Language {
  /** The LSP language identifier. */
  readonly id: string;
  /** The name for people. */
  readonly name: string;
  /** With the dot, lower case. */
  readonly extensions: readonly string[];
  /** Whole file names; a `*` stands for any text. */
  readonly fileNames: readonly string[];
  readonly lineComment: string | undefined;
  readonly blockComment: readonly [open: string, close: string] | undefined;
  /** Longer delimiters first, so that the first that matches at a place is the right one. */
  readonly strings: readonly StringDelimiter[];
  readonly blocks: BlockStyle;
  /** Opening and closing bracket of each pair. */
  readonly brackets: readonly (readonly [open: string, close: string])[];
}

/** A row of languages.json: what is absent has the default that `completed` gives it. */
interface Row {
  readonly id: string;
  readonly name: string;
  readonly extensions: readonly string[];
  readonly fileNames?: readonly string[];
  readonly lineComment?: string;
  readonly blockComment?: readonly string[];
  readonly strings: readonly { readonly open: string; readonly close: string; readonly multiLine?: boolean }[];
  readonly blocks: string;
  readonly brackets?: readonly string[];
}

const PLAIN_TEXT = completed({ id: 'plaintext', name: 'Plain text', extensions: [], strings: [], blocks: 'indent' });

/** Every language of the table. An id outside of it is served as plain text. */
export const LANGUAGES: readonly Language[] = (table as readonly Row[]).map(completed);

const byId = new Map(LANGUAGES.map((language) => [language.id, language]));
const byExtension = new Map(
  LANGUAGES.flatMap((language) => language.extensions.map((end) => [end, language] as const)),
);
const byFileName = LANGUAGES.flatMap((language) =>
  language.fileNames.map((pattern) => [fileNamePattern(pattern), language] as const),
);

/** The language with this LSP identifier; one that the table lacks gets plain text's rules under its own id. */
export function languageById(id: string): Language {
  return byId.get(id) ?? { ...PLAIN_TEXT, id };
}

/** The language that a file's name stands for (path or URI, either slash); plain text where the name says nothing. */
export function languageOf(path: string): Language {
  const name = path.split(/[\\/]/).at(-1) ?? '';
  const special = byFileName.find(([pattern]) => pattern.test(name));
  if (special !== undefined) return special[1];
  const dot = name.lastIndexOf('.');
  if (dot <= 0) return PLAIN_TEXT; // `.ts` alone is a hidden file without an extension
  return byExtension.get(name.slice(dot).toLowerCase()) ?? PLAIN_TEXT;
}

function completed(row: Row): Language {
  const [open, close] = row.blockComment ?? [];
  return {
    id: row.id,
    name: row.name,
    extensions: row.extensions,
    fileNames: row.fileNames ?? [],
    lineComment: row.lineComment,
    blockComment: open !== undefined && close !== undefined ? [open, close] : undefined,
    strings: row.strings.map((string) => ({
      open: string.open,
      close: string.close,
      multiLine: string.multiLine ?? false,
    })),
    blocks: blockStyle(row),
    brackets: (row.brackets ?? ['()', '[]', '{}']).map((pair) => [pair.slice(0, 1), pair.slice(1)] as const),
  };
}

function blockStyle(row: Row): BlockStyle {
  if (row.blocks === 'brace' || row.blocks === 'indent' || row.blocks === 'keyword') return row.blocks;
  throw new Error(`languages.json: '${row.id}' has the unknown block style '${row.blocks}'`);
}

function fileNamePattern(pattern: string): RegExp {
  return new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`);
}

// RegExp.escape is not in Node 20.
function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
