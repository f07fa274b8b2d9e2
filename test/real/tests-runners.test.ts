/** Frameworks that are no part of this repository: what is observed with them is proven by them, in a new file and in one that is there. */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  BUDGET_MS,
  call,
  chosen,
  contents,
  never,
  outcomes,
  passesAlone,
  proverOf,
  SECONDS,
  type Kind,
} from './proved-projects.ts';
import { bunFolder, runnerPackages } from './tools.ts';

beforeAll(() => {
  runnerPackages();
  // It is found like any program of the user's.
  process.env['PATH'] = `${bunFolder()}${path.delimiter}${process.env['PATH'] ?? ''}`;
});

const body = (number: string) => `clamp(value${number}, low${number}, high${number})${number} {
  if (low > high) throw new RangeError('low is above high');
  if (value < low) return low;
  return value > high ? high : value;
}
async function later(value${number}) {
  if (value < 0) throw new Error('too low');
  return { value, list: [value, value + 1] };
}
`;
const COMMON = `function ${body('')}module.exports = { clamp, later };\n`;
const MODULE = `export function ${body('').replace('async function', 'export async function')}`;
const TYPED = `export function ${body(': number').replace('async function', 'export async function')}`;

const KINDS: readonly {
  readonly kind: Kind;
  readonly text: string;
  readonly file: string;
  readonly existing: string;
}[] = [
  {
    kind: 'jest',
    text: COMMON,
    file: 'lib/code.test.js',
    existing:
      "const { clamp } = require('./code');\n\ndescribe('clamp', () => {\n  it('keeps', () => {\n    expect(clamp(1, 0, 2)).toBe(1);\n  });\n});\n",
  },
  {
    kind: 'mocha',
    text: MODULE,
    file: 'test/code.test.js',
    existing:
      "import { expect } from 'chai';\nimport { clamp } from '../lib/code.js';\n\ndescribe('clamp', () => {\n  it('keeps', () => {\n    expect(clamp(1, 0, 2)).to.equal(1);\n  });\n});\n",
  },
  {
    kind: 'bun test',
    text: TYPED,
    file: 'src/code.test.ts',
    existing:
      "import { expect, test } from 'bun:test';\nimport { clamp } from './code';\n\ntest('keeps', () => {\n  expect(clamp(1, 0, 2)).toBe(1);\n});\n",
  },
];

describe.each(KINDS)('with $kind', ({ kind, text, file, existing }) => {
  it(
    'what is observed is tested, in a new file',
    async () => {
      const { prover, setup, before } = await proverOf(kind, text, 'clamp');
      const trials = ['(5, 0, 10)', '(-1, 0, 10)', '(20, 0, 10)', '(1, 2, 0)'].map((list) => call(`clamp${list}`));
      const observations = await prover.observe(trials, 3 * BUDGET_MS, never);
      const value = (literal: string) => ({ kind: 'value', literal, shape: 'primitive' });
      const refused = { kind: 'throws', type: 'RangeError', message: 'low is above high' };
      expect(outcomes(observations)).toEqual([value('5'), value('0'), value('10'), refused]);
      expect(new Set(observations.map(({ branches }) => branches.join())).size).toBe(4);
      expect(new Set(observations.flatMap(({ killed }) => killed)).size).toBeGreaterThan(3);
      // The most telling two, and what does not hold.
      const [first, second] = chosen(trials, observations);
      if (first === undefined || second === undefined) throw new Error('nothing is chosen');
      const proof = await prover.prove([first, { ...second, trial: call('clamp(6, 0, 9)') }, second], never);
      expect(proof?.cases).toEqual([first, second]);
      expect(contents()).toEqual(before);
      passesAlone(kind, setup.testFile, proof?.text ?? '');
    },
    SECONDS,
  );

  it(
    'promises are tested, in a file that is there',
    async () => {
      const { prover, setup, before } = await proverOf(kind, text, 'later', { [file]: existing });
      expect(setup.existing).toBe(existing);
      const trials = [call('later(1)'), call('later(-1)')];
      const cases = chosen(trials, await prover.observe(trials, 3 * BUDGET_MS, never));
      const proof = await prover.prove(cases, never);
      expect(proof?.cases).toHaveLength(2);
      expect(proof?.text).toContain('keeps');
      expect(contents()).toEqual(before);
      passesAlone(kind, setup.testFile, proof?.text ?? '');
    },
    SECONDS,
  );
});
