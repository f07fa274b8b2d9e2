import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../setup.ts';
import type { Half } from './order.ts';

export const SETS = ['humaneval', 'holes', 'layouts'] as const;
export type SetName = (typeof SETS)[number];
export const LANGUAGES = ['typescript', 'python', 'go'] as const;

export interface EvalOptions {
  readonly sets: readonly SetName[];
  /** Only the first so many of a set's shuffled items; undefined for all. */
  readonly count: number | undefined;
  readonly seed: string;
  readonly half: Half | 'both';
  readonly languages: readonly string[];
  /** Steps to leave out together in one more run, with commas; see pipeline.ts. */
  readonly without: string;
  /** One more run for each step and each filter left out alone. */
  readonly each: boolean;
  /** Tokens of context; undefined for the set's default. */
  readonly budget: number | undefined;
  readonly layouts: string;
  /** Id or path; undefined for the default model. */
  readonly model: string | undefined;
  /** What reports' paths begin with. */
  readonly json: string;
  /** The HumanEval spans. */
  readonly data: string;
}

export const USAGE = `npm run eval -- [options]: raw model and the product's pipeline side by side
  --set humaneval|holes|layouts|all   with commas between several; default humaneval,holes
  --count N          the first N of each set's shuffled items
  --half tune|kept|both   of the holes; default both
  --languages typescript,python,go    of the holes
  --without a,b      one more run without these steps: check, fit, filters, scope, stop, heal, suffix,
                     or filters by name: echo-of-above, repetition, ...
  --each             one more run for each step and each filter left out alone
  --seed S  --budget TOKENS  --model ID|PATH  --layouts NAME
  --json PREFIX      where the reports go; default out/eval
  --data FILE        the HumanEval spans`;

/** Reads the command line. Throws one sentence for what it does not understand. */
export function readOptions(args: readonly string[]): EvalOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      set: { ...text, default: 'humaneval,holes' },
      half: { ...text, default: 'both' },
      languages: { ...text, default: LANGUAGES.join(',') },
      without: { ...text, default: '' },
      each: { type: 'boolean', default: false },
      seed: { ...text, default: '1' },
      layouts: { ...text, default: 'all' },
      json: { ...text, default: path.join(root, 'out', 'eval') },
      data: { ...text, default: path.join(root, '../shared/data/HumanEval-RandomSpanInfillingLight.jsonl') },
      count: text,
      budget: text,
      model: text,
    },
  });
  const { half, without, each, seed, layouts, model, json, data } = values;
  if (half !== 'tune' && half !== 'kept' && half !== 'both') throw new Error('--half is tune, kept or both');
  return {
    sets: values.set === 'all' ? SETS : someOf(SETS, values.set, '--set'),
    languages: someOf(LANGUAGES, values.languages, '--languages'),
    count: wholeNumber(values.count, '--count'),
    budget: wholeNumber(values.budget, '--budget'),
    ...{ half, without, each, seed, layouts, model, json, data },
  };
}

function someOf<T extends string>(known: readonly T[], given: string, option: string): T[] {
  return given.split(',').map((name) => {
    const found = known.find((one) => one === name);
    if (found === undefined) throw new Error(`${option} knows ${known.join(', ')}, not "${name}"`);
    return found;
  });
}

function wholeNumber(given: string | undefined, option: string): number | undefined {
  if (given === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(given)) throw new Error(`${option} is a whole number above 0`);
  return Number(given);
}
