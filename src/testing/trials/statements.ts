/** Reading code that somebody wrote without care, a model above all: by brackets and quotes, not by a grammar. */

const OPENING = '([{';
const CLOSING = ')]}';

/** Where what starts at an opening bracket ends, behind the closing one; undefined where it does not. */
export function behindBracket(code: string, at: number): number | undefined {
  let depth = 0;
  for (let index = at; index < code.length; index++) {
    const character = code[index] ?? '';
    if (character === '"' || character === "'" || character === '`') {
      const end = behindQuote(code, index);
      if (end === undefined) return undefined;
      index = end - 1;
    } else if (OPENING.includes(character)) depth++;
    else if (CLOSING.includes(character) && --depth === 0) return index + 1;
  }
  return undefined;
}

/** Behind the quote that closes the one at `at`. */
export function behindQuote(code: string, at: number): number | undefined {
  const quote = code[at] ?? '';
  const triple = quote.repeat(3);
  if (quote !== '`' && code.startsWith(triple, at)) {
    const end = code.indexOf(triple, at + 3);
    return end < 0 ? undefined : end + 3;
  }
  for (let index = at + 1; index < code.length; index++) {
    if (code[index] === '\\') index++;
    else if (code[index] === quote) return index + 1;
    else if (code[index] === '\n' && quote !== '`') return undefined;
  }
  return undefined;
}

/** The statements of code, comments left out: a line each, or several where brackets or template strings are open. */
export function statementsIn(code: string, comment: '//' | '#'): string[] {
  const statements: string[] = [];
  let statement = '';
  for (const line of code.split('\n')) {
    const text = withoutComment(line, comment);
    if (statement === '' && text.trim() === '') continue;
    statement = statement === '' ? text.trim() : `${statement}\n${text}`;
    if (!isBalanced(statement)) continue;
    statements.push(statement);
    statement = '';
  }
  return statements;
}

export function isBalanced(code: string): boolean {
  let depth = 0;
  for (let index = 0; index < code.length; index++) {
    const character = code[index] ?? '';
    if (character === '"' || character === "'" || character === '`') {
      const end = behindQuote(code, index);
      if (end === undefined) return false;
      index = end - 1;
    } else if (OPENING.includes(character)) depth++;
    else if (CLOSING.includes(character)) depth--;
  }
  return depth <= 0;
}

function withoutComment(line: string, comment: '//' | '#'): string {
  for (let index = 0; index < line.length; index++) {
    const character = line[index] ?? '';
    if (character === '"' || character === "'" || character === '`') {
      const end = behindQuote(line, index);
      if (end === undefined) return line;
      index = end - 1;
    } else if (line.startsWith(comment, index)) return line.slice(0, index).trimEnd();
  }
  return line.trimEnd();
}

/** The parts of a list between commas that stand in no bracket. */
export function itemsOf(list: string): string[] {
  const items: string[] = [];
  let start = 0;
  for (let index = 0; index < list.length; index++) {
    const character = list[index] ?? '';
    if (character === '"' || character === "'" || character === '`')
      index = (behindQuote(list, index) ?? list.length) - 1;
    else if (OPENING.includes(character)) index = (behindBracket(list, index) ?? list.length) - 1;
    else if (character === ',') {
      items.push(list.slice(start, index).trim());
      start = index + 1;
    }
  }
  const last = list.slice(start).trim();
  return last === '' ? items : [...items, last];
}
