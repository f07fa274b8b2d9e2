import type { TestCase } from '../cases.ts';

const MOST_CHARACTERS = 70;

/** What a case shows, as a sentence about the call: `returns 10 for clamp(20, 0, 10)`. */
export function titleOf({ trial, outcome, reported }: TestCase): string {
  if (reported !== undefined) return reported.title;
  const call = shortened(trial.call, MOST_CHARACTERS);
  switch (outcome.kind) {
    case 'no error':
      return `does not fail for ${call}`;
    case 'throws':
      return outcome.type === 'panic' ? `panics for ${call}` : `throws ${outcome.type} for ${call}`;
    case 'values': {
      const error = outcome.values.some(({ shape }) => shape === 'error');
      const { after = [] } = outcome;
      const said = outcome.values.filter(({ shape }) => shape !== 'none' && shape !== 'error' && shape !== 'ignored');
      const given = said.map(({ literal = '', shape }) => (shape === 'parts' ? 'a value' : literal)).join(', ');
      if (!error && said.length === 0 && after.length > 0)
        return `changes ${shortened(after.map(({ name }) => name).join(' and '), 40)} by ${call}`;
      return error || said.length === 0
        ? `${error ? 'gives an error' : 'gives no error'} for ${call}`
        : `returns ${shortened(given, 40)} for ${call}`;
    }
    case 'value': {
      const { literal = '', after, isIterator, isTypeOnly } = outcome;
      if (isTypeOnly) return `returns a function for ${call}`;
      if (after !== undefined) return `changes ${after.map(({ name }) => name).join(' and ')} by ${call}`;
      return `${isIterator ? 'gives' : 'returns'} ${shortened(literal, 40)} for ${call}`;
    }
  }
}

/** The same as part of an identifier: words of the call's arguments. `taken` gets the result, which is none of those it holds. */
export function identifierOf({ trial, reported }: TestCase, subject: string, taken: Set<string>): string {
  const at = trial.call.indexOf('(');
  // What is reported mostly names the subject itself.
  const said = reported?.title.replace(new RegExp(`\\b${subject}\\b`), '');
  const about = wordsOf(said ?? trial.call.slice(at < 0 ? 0 : at), reported ? 60 : 40) || 'nothing';
  const base = `${snake(subject)}_${reported ? '' : 'of_'}${about}`;
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base}_${number}`;
  taken.add(name);
  return name;
}

/** Words of a text for an identifier, joined by `_`. */
function wordsOf(text: string, characters: number): string {
  const words = text.replaceAll(/-(?=\d)/g, ' minus ').match(/[A-Za-z0-9]+/g) ?? [];
  return words.join('_').toLowerCase().slice(0, characters).replace(/_+$/, '');
}

/** Name of a group for a test of a report, so that none that is there already has it; undefined for other tests. */
export function reportedGroup(cases: readonly TestCase[], subject: string): string | undefined {
  const [one] = cases;
  if (one?.reported === undefined) return undefined;
  return pascalCase(identifierOf(one, subject, new Set()));
}

function pascalCase(name: string): string {
  return name
    .split(/[._]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

/** The comment above a test of a report, as lines. */
export function commentOf({ reported }: TestCase, mark: '#' | '//'): string[] {
  return (reported?.comment ?? '').split('\n').flatMap((line) => (line === '' ? [] : [`${mark} ${line}`]));
}

export function snake(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/^_+/, '')
    .toLowerCase();
}

/** In one line; the middle of what is too long is left out. */
export function shortened(code: string, characters: number): string {
  const line = code.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= characters) return line;
  const half = Math.floor((characters - 1) / 2);
  return `${line.slice(0, half)}…${line.slice(-half)}`;
}

/** What a case adds to those before it, for people: `+3 branches, kills 2 mutants`. */
export function additionOf({ adds: { branches, mutants } }: TestCase): string {
  const said = [
    ...(branches.length > 0 ? [`+${branches.length} ${branches.length === 1 ? 'branch' : 'branches'}`] : []),
    ...(mutants.length > 0 ? [`kills ${mutants.length} ${mutants.length === 1 ? 'mutant' : 'mutants'}`] : []),
  ];
  return said.length === 0 ? 'runs the body' : said.join(', ');
}
