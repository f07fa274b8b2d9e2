import type { GoDeclarations, GoFunction } from './go-declarations.ts';
import { behindBracket, itemsOf } from './statements.ts';

const MOST_MAKERS = 3;
const MOST_LISTS = 4;
const MOST_LOOKED_AT = 200;
const LITERAL = /^(?:-?\d[\w.]*|"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\])+'|true|false|nil)$/;

/** A call that gives a value of a type. */
export interface Made {
  /** As an expression; `*` for a pointer to the type, '' for the type itself. */
  readonly value: (wanted: '*' | '') => string;
  /** Statements that give it to a variable, one for each list of arguments. */
  readonly statements: (name: string) => string[];
}

/** The functions of a package that make a value of a type, those first that are called so. */
export function makersOf(type: string, { functions }: GoDeclarations, most = MOST_MAKERS): GoFunction[] {
  const isOf = (one: string) => one.replace(/^\*/, '').replace(/\[[\s\S]*$/, '') === type;
  const names = [`New${type}`, 'New', `Must${type}`, 'MustParse', `Parse${type}`, 'Parse'];
  const rankOf = ({ name, parameters }: GoFunction) => {
    const at = names.indexOf(name);
    if (at >= 0) return at;
    return (/^[Nn]ew/.test(name) ? 10 : 20) + Math.min(9, parameters.length);
  };
  return functions
    .filter(({ owner, results, parameters }) => {
      const [first = '', second, third] = results;
      if (owner !== undefined || !isOf(first) || third !== undefined) return false;
      return (
        (second === undefined || second === 'error') &&
        !parameters.some((one) => isOf((one.type ?? '').replace(/^\[\]/, '')))
      );
    })
    .map((maker, index) => ({ maker, index, rank: rankOf(maker) }))
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .slice(0, most)
    .map(({ maker }) => maker);
}

/** What its name promises to make one; others may only look for one. */
export function isNamedMaker({ name }: GoFunction): boolean {
  return /^(?:[Nn]ew|[Mm]ust|[Pp]arse|[Mm]ake|[Cc]reate|[Dd]efault|[Bb]uild)/.test(name);
}

/** Calls of a maker: with literals that somebody calls it with in the package or its comments, else with usual values. */
export function madeBy(
  { name, parameters, results: [result = '', error], typeParameters }: GoFunction,
  text: string,
  valuesOf: (type: string, name: string) => readonly string[],
): Made {
  const choices = parameters
    .filter(({ isVariadic }) => isVariadic !== true)
    .map((one) => valuesOf(one.type ?? 'int', one.name));
  const usual = choices.map(([first = 'nil']) => first);
  const changed = choices.flatMap((values, index) =>
    values.slice(1).map((value) => usual.map((one, other) => (other === index ? value : one))),
  );
  const lists = [...literalCalls(name, text, usual.length), usual, ...changed].slice(0, MOST_LISTS);
  const called =
    typeParameters === ''
      ? name
      : `${name}[${itemsOf(typeParameters)
          .map(() => 'int')
          .join(', ')}]`;
  const calls = lists.map((list) => `${called}(${list.join(', ')})`);
  return {
    value: (wanted) => {
      const [call = `${called}()`] = calls;
      const single = error === undefined ? call : `func() ${result} { made, _ := ${call}; return made }()`;
      if (result.startsWith('*') === (wanted === '*')) return single;
      return wanted === '*' ? `func() *${result} { made := ${single}; return &made }()` : `*${single}`;
    },
    statements: (variable) => calls.map((call) => `${variable}${error === undefined ? '' : ', _'} := ${call}`),
  };
}

/** Lists of arguments that are literals, from calls in code and comments. */
function literalCalls(name: string, text: string, count: number): string[][] {
  if (count === 0) return [];
  const lists = new Map<string, string[]>();
  let looked = 0;
  for (const match of text.matchAll(new RegExp(`\\b${name}\\(`, 'g'))) {
    if (++looked > MOST_LOOKED_AT || lists.size >= 2) break;
    const open = match.index + match[0].length - 1;
    const end = behindBracket(text.slice(open, open + 200), 0);
    if (end === undefined) continue;
    const items = itemsOf(text.slice(open + 1, open + end - 1));
    if (items.length === count && items.every((item) => LITERAL.test(item))) lists.set(items.join(), items);
  }
  return [...lists.values()];
}
