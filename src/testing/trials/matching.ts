/** Regular expressions turned round: a text that one of them finds. */

/** Escapes that stand for one of many characters. */
const ESCAPED: Readonly<Record<string, string>> = {
  d: '1',
  D: 'a',
  w: 'a',
  W: '-',
  s: ' ',
  S: 'a',
  n: '\n',
  r: '\r',
  t: '\t',
  f: '\f',
  v: '\v',
};
const WITHOUT_WIDTH = 'bBAzZG';
/** Of these characters the first that a class does not exclude. */
const USUAL = 'a1-B _.';

/**
 * A text that matches a regular expression, as JavaScript, Python and Go write them; undefined where it has what is not known here.
 * With `all`, what may be left out is there, else it is not. What stands in look-arounds is not heeded: who uses the text sees whether it
 * matches.
 */
export function exampleOf(pattern: string, all: boolean): string | undefined {
  const reader = { pattern, at: 0, all };
  const text = alternatives(reader);
  return text === undefined || reader.at < pattern.length || text.length > 60 ? undefined : text;
}

interface Reader {
  readonly pattern: string;
  readonly all: boolean;
  at: number;
}

/** With `all`, the last of them, else the first. */
function alternatives(reader: Reader): string | undefined {
  let chosen = sequence(reader);
  while (chosen !== undefined && reader.pattern[reader.at] === '|') {
    reader.at++;
    const next = sequence(reader);
    chosen = next === undefined ? undefined : reader.all ? next : chosen;
  }
  return chosen;
}

function sequence(reader: Reader): string | undefined {
  let text = '';
  while (reader.at < reader.pattern.length && !/[|)]/.test(reader.pattern[reader.at] ?? '')) {
    const one = atom(reader);
    if (one === undefined) return undefined;
    text += one.repeat(repetitions(reader));
  }
  return text;
}

function atom(reader: Reader): string | undefined {
  const { pattern } = reader;
  const character = pattern[reader.at++] ?? '';
  if (character === '^' || character === '$') return '';
  if (character === '.') return 'a';
  if (character === '\\') return escape(reader);
  if (character === '[') return oneOf(reader);
  if (character !== '(') return /[*+?{]/.test(character) ? undefined : character;
  const kind = /^\?(?:[:=!]|<[=!]|P?<\w+>|[a-z-]+:)/.exec(pattern.slice(reader.at))?.[0] ?? '';
  if (kind === '' && pattern[reader.at] === '?') {
    // `(?i)`: flags for all that follows.
    const flags = /^\?[a-zA-Z]+\)/.exec(pattern.slice(reader.at))?.[0];
    reader.at += flags?.length ?? 0;
    return flags === undefined ? undefined : '';
  }
  reader.at += kind.length;
  const inside = alternatives(reader);
  if (inside === undefined || pattern[reader.at] !== ')') return undefined;
  reader.at++;
  return /^\?<?[=!]$/.test(kind) ? '' : inside;
}

function escape(reader: Reader): string | undefined {
  const character = reader.pattern[reader.at++] ?? '';
  if (WITHOUT_WIDTH.includes(character)) return '';
  if (/[1-9pPkuxc]/.test(character)) return undefined;
  return ESCAPED[character] ?? character;
}

/** `[a-z_]`: the first that is in it; `[^a-z]`: a usual character that is not. */
function oneOf(reader: Reader): string | undefined {
  const { pattern } = reader;
  const body = /^(\^?)(\]?(?:\\.|\[:\w+:\]|[^\]\\])*)\]/.exec(pattern.slice(reader.at));
  if (body === null) return undefined;
  const [whole, not = '', list = ''] = body;
  reader.at += whole.length;
  if (not === '^') {
    const excluded = (character: string) => {
      try {
        return new RegExp(`[${list}]`).test(character);
      } catch {
        return list.includes(character);
      }
    };
    return USUAL.split('').find((character) => !excluded(character));
  }
  if (list.startsWith('\\')) return ESCAPED[list[1] ?? ''] ?? list[1];
  if (list.startsWith('[:')) return list.startsWith('[:digit') ? '1' : 'a';
  return list[0];
}

/** How often what stands before is repeated; reads the quantifier, if there is one. */
function repetitions(reader: Reader): number {
  const [whole, kind = '', least = ''] =
    /^(?:([*+?])|\{(\d+)(?:,\d*)?\})[?+]?/.exec(reader.pattern.slice(reader.at)) ?? [];
  if (whole === undefined) return 1;
  reader.at += whole.length;
  if (kind === '+') return 1;
  if (kind !== '') return reader.all ? 1 : 0;
  return Math.min(40, Number(least));
}
