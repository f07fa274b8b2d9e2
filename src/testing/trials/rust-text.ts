import { behindBracket } from './statements.ts';

/** Raw and usual strings, comments, characters, and lifetimes, each in one piece. */
const PIECE =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|r(#*)"[\s\S]*?"\1|"(?:\\[\s\S]|[^"\\])*"|'(?:\\(?:u\{[^}]*\}|x[\da-fA-F]{2}|.)|[^'\\\n])'|'[A-Za-z_]\w*/g;

/** Rust code with spaces in place of comments and lifetimes, whose `'` is no quote. No offset changes. */
export function plainRust(code: string): string {
  return code.replaceAll(PIECE, (piece) =>
    piece.startsWith('/') || /^'\w+$/.test(piece) ? piece.replaceAll(/[^\n]/g, ' ') : piece,
  );
}

/** The same with what stands in quotes blanked, too: only brackets that are code are left. */
export function bareRust(code: string): string {
  return plainRust(code).replaceAll(PIECE, (piece) => piece.replaceAll(/[^\n]/g, ' '));
}

/** The parts between commas that stand in no bracket; `<` opens one, too. For types and parameters, whose `>` is no comparison. */
export function rustItems(list: string): string[] {
  const items: string[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < list.length; at++) {
    const character = list[at] ?? '';
    if ('([{<'.includes(character)) depth++;
    else if (')]}'.includes(character) || (character === '>' && list[at - 1] !== '-')) depth--;
    else if (character === ',' && depth === 0) {
      items.push(list.slice(start, at).trim());
      start = at + 1;
    }
  }
  const last = list.slice(start).trim();
  return last === '' ? items : [...items, last];
}

/** `Vec<Option<u8>>` is `Vec` of `Option<u8>`; undefined for other types. */
export function genericOf(type: string): { readonly name: string; readonly of: readonly string[] } | undefined {
  const [, path = '', list] = /^((?:\w+::)*\w+)\s*<([\s\S]*)>$/.exec(type) ?? [];
  return list === undefined ? undefined : { name: path.split('::').at(-1) ?? path, of: rustItems(list) };
}

interface Block {
  /** What stands between the keyword and the bracket. */
  readonly head: string;
  readonly start: number;
  /** Behind the opening bracket. */
  readonly bodyStart: number;
  readonly end: number;
}

/** The `impl`, `mod` or `trait` blocks that hold a place, the innermost last. */
export function blocksAround(text: string, keyword: 'impl' | 'mod' | 'trait', at: number): Block[] {
  const bare = bareRust(text);
  // Not the `impl` of a type; `pub(crate)` may stand before a module.
  const before = keyword === 'mod' ? '[;{}\\])]|\\bpub' : '[;{}\\]]|\\bunsafe|\\bpub';
  return [
    ...bare.matchAll(new RegExp(`(?<=(?:^|${before})\\s*)${keyword}\\b([^;{}()]*(?:\\([^;{}]*\\)[^;{}]*)*)\\{`, 'g')),
  ].flatMap((match) => {
    const bodyStart = match.index + match[0].length;
    const end = behindBracket(bare, bodyStart - 1) ?? bare.length;
    if (bodyStart > at || end <= at) return [];
    return [{ head: (match[1] ?? '').trim(), start: match.index, bodyStart, end }];
  });
}

/** The type that the `impl` around a place is of, without its arguments. */
export function implementedAt(text: string, at: number): string | undefined {
  const head = blocksAround(text, 'impl', at).at(-1)?.head;
  if (head === undefined) return undefined;
  const plain = withoutParameters(head).replace(/\bwhere\b[\s\S]*$/, '');
  const type = / for /.test(plain) ? plain.slice(plain.lastIndexOf(' for ') + ' for '.length) : plain;
  return /^\s*(?:&\s*(?:mut\s+)?)?(?:\w+::)*([A-Za-z_]\w*)/.exec(type)?.[1];
}

/** `<T: A> X for Y` without its parameters. */
function withoutParameters(head: string): string {
  if (!head.startsWith('<')) return head;
  let depth = 0;
  for (let at = 0; at < head.length; at++) {
    if (head[at] === '<') depth++;
    else if (head[at] === '>' && head[at - 1] !== '-' && --depth === 0) return head.slice(at + 1);
  }
  return head;
}
