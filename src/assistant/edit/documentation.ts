import type { RewriteOptions } from './rewriting.ts';
import { reply } from '../chat/reply.ts';
import { languageById } from '../../workspace/languages.ts';
import type { Target } from './target.ts';

/** How a language documents a declaration: the comment's opening, what each line starts with, its close, and where it stands. */
interface DocumentationStyle {
  readonly open: string;
  readonly line: string;
  readonly close: string;
  readonly place: 'above' | 'below head';
}

const BLOCK: DocumentationStyle = { open: '/**', line: ' * ', close: ' */', place: 'above' };
const SLASHES = (mark: string): DocumentationStyle => ({ open: '', line: `${mark} `, close: '', place: 'above' });
const STYLES: Readonly<Record<string, DocumentationStyle>> = {
  python: { open: '"""', line: '', close: '"""', place: 'below head' },
  go: SLASHES('//'),
  rust: SLASHES('///'),
  csharp: SLASHES('///'),
  swift: SLASHES('///'),
  ruby: SLASHES('#'),
  shellscript: SLASHES('#'),
  lua: SLASHES('---'),
};
const MOST_TOKENS = 120;
const MOST_SENTENCES = 2;
const MOST_LINES = 6;
const LINE_WIDTH = 100;

/**
 * The target with a documentation comment: the model writes the comment's words only, so that the code stays as it is. Undefined
 * where it has one already, and where nothing was said.
 */
export async function documented(
  languageId: string,
  target: Target,
  options: RewriteOptions,
  signal: AbortSignal,
): Promise<string | undefined> {
  const style = STYLES[languageId] ?? BLOCK;
  if (hasDocumentation(target.code, style)) return undefined;
  const said = await reply(
    {
      system: 'You are a careful programmer. You write short documentation that says what code does, not how.',
      user: `Say in one short sentence what this ${languageById(languageId).name} code does and gives back, for its documentation comment. Do not say how it does it. Write no code.\n\n\`\`\`${languageId}\n${target.code}\n\`\`\``,
    },
    { ...options, maxTokens: MOST_TOKENS },
    signal,
  );
  const words = plainSentences(concise(said, languageId));
  if (signal.aborted || words.length === 0) return undefined;
  return style.place === 'above' ? above(words, target, style) : belowHead(words, target, style);
}

/** The answer as lines of plain text: no fences, headings, bullets or emphasis, and no comment marks of its own. */
export function plainSentences(said: string): string[] {
  const text = said
    .replaceAll(/```[\s\S]*?(?:```|$)/g, '')
    .replaceAll(/\*\*|__|^#+\s*/gm, '')
    .replaceAll('*/', '* /')
    .replaceAll('"""', '"')
    .trim();
  const lines: string[] = [];
  for (const paragraph of text.split(/\n+/)) {
    let line = '';
    for (const word of paragraph.trim().split(/\s+/)) {
      if (line !== '' && line.length + word.length + 1 > LINE_WIDTH) {
        lines.push(line);
        line = '';
      }
      line += (line === '' ? '' : ' ') + word;
    }
    if (line !== '') lines.push(line);
  }
  return lines.slice(0, MOST_LINES);
}

/**
 * The first sentences, without what every reader knows: "The `f` function takes …" becomes "Takes …", and in Go, where comments begin
 * with the name (https://go.dev/doc/comment), "f takes …".
 */
export function concise(said: string, languageId: string): string {
  const sentences = said
    .trim()
    .match(/[^.!?]*(?:[.!?](?!\s|$)[^.!?]*)*[.!?](?=\s|$)/g)
    ?.slice(0, MOST_SENTENCES);
  const text = (sentences ?? [said]).join('').trim();
  const match =
    /^(?:The|This)\s+(?:`?([\w.$]+)`?\s+)?(?:\w+\s+)?(?:function|method|class|code|type|interface|struct)(?:\s+`([\w.$]+)`)?\s+(?=\w+s\b)/.exec(
      text,
    );
  if (match === null) return text;
  const rest = text.slice(match[0].length);
  const name = match[1] ?? match[2];
  if (languageId === 'go') return name === undefined ? text : `${name} ${rest}`;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

function hasDocumentation(code: string, { place, open }: DocumentationStyle): boolean {
  if (place === 'above') return /^\s*(?:\/\*\*|\/\/\/|---)/.test(code);
  return new RegExp(`:\\s*\\n\\s*[rRuU]?(?:${open}|''')`).test(code.split('\n').slice(0, 12).join('\n'));
}

function above(
  words: readonly string[],
  { code, indentation }: Target,
  { open, line, close }: DocumentationStyle,
): string {
  const comment = [open, ...words.map((text) => line + text), close].filter((text) => text !== '');
  return [...comment, code].join('\n').replaceAll(/\n(?=[^\n])/g, `\n${indentation}`);
}

/** Python: the first statement of the body. Undefined where the head cannot be told from the body. */
function belowHead(
  words: readonly string[],
  { code, indentation }: Target,
  { open, close }: DocumentationStyle,
): string | undefined {
  const lines = code.split('\n');
  const head = lines.findIndex((line) => /:\s*(?:#.*)?$/.test(line));
  const body = lines.slice(head + 1).find((line) => line.trim() !== '');
  if (head < 0 || body === undefined) return undefined;
  const deeper = /^[ \t]*/.exec(body)?.[0] ?? '';
  const text =
    words.length === 1 ? [`${open}${words[0] ?? ''}${close}`] : [`${open}${words[0] ?? ''}`, ...words.slice(1), close];
  lines.splice(head + 1, 0, ...text.map((line) => deeper + line));
  return lines.join('\n').replaceAll(/\n(?=[^\n])/g, `\n${indentation}`);
}
