import { languageById } from '../../workspace/languages.ts';

/** Brackets and quotes of a piece of code that has no partner within it. */
export interface Unpaired {
  /** Closers of the brackets that the text opens and leaves open, innermost first. */
  readonly missing: string;
  /** Closers of what was opened before the text, and the `;`, `,` and `:` that follow the first of them. */
  readonly unopened: string;
  /** Where in the text the first of those stands; undefined where there are none. */
  readonly unopenedAt: number | undefined;
}

const CLOSER: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const ANY_QUOTE = ['"', "'", '`'];

/** Finds the unpaired brackets and quotes of `text`, reading over the strings of its language. */
export function unpaired(text: string, languageId: string): Unpaired {
  const quotes = quotesOf(languageId);
  const missing: string[] = [];
  let unopened = '';
  let unopenedAt: number | undefined;
  const add = (character: string, index: number): void => {
    unopened += character;
    unopenedAt ??= index;
  };
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === '\\') index++;
    else if (quotes.includes(character)) {
      const close = closingQuote(text, index);
      if (close !== undefined) index = close;
      // Further down it is an apostrophe in a comment: only the first line can end a string begun before the text.
      else if (!text.slice(0, index).includes('\n')) add(character, index);
    } else if (character in CLOSER) missing.unshift(CLOSER[character] ?? '');
    else if (character === missing[0]) missing.shift();
    else if (missing.length > 0) continue;
    else if (')]}'.includes(character) || (unopened !== '' && ';,:'.includes(character))) add(character, index);
  }
  return { missing: missing.join(''), unopened, unopenedAt };
}

/** Quotes of one character, so that Rust's lifetimes are no strings. */
function quotesOf(languageId: string): readonly string[] {
  const { strings } = languageById(languageId);
  return strings.length === 0 ? ANY_QUOTE : strings.map(({ open }) => open).filter((open) => open.length === 1);
}

function closingQuote(text: string, open: number): number | undefined {
  const quote = text.charAt(open);
  for (let index = open + 1; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === '\\') index++;
    else if (character === quote) return index;
    else if (character === '\n' && quote !== '`') return undefined;
  }
  return undefined;
}
