import fs from 'node:fs';
import path from 'node:path';
import { halfOf } from '../eval/order.ts';
import type { Run } from '../contained.ts';
import { runTests } from './hidden-tests.ts';
import type { Problem } from './problem.ts';

/** A program of QuixBugs (MIT): no checker sees the slip, a failing test does. */
export interface QuixBugsProblem extends Omit<Problem, 'diagnostic' | 'diagnostics'> {
  /** What the failing test says; what a user would ask with. */
  readonly instruction: string;
}

/** Some of the programs loop for ever when they are broken; the slowest right one takes 2 seconds. */
const TIMEOUT_MS = 10_000;
/** Of an object, another one in each run; a question must be the same in each. */
const ADDRESS = /\b0x[0-9a-f]{6,}/g;

/** The programs of a checkout that have a right version and tests, by name. Runs each program's tests once. */
export async function loadQuixBugs(folder: string): Promise<QuixBugsProblem[]> {
  const names = fs
    .readdirSync(path.join(folder, 'python_programs'))
    .filter((name) => name.endsWith('.py'))
    .map((name) => name.slice(0, -'.py'.length))
    .filter((name) => fs.existsSync(path.join(folder, right(name))) && fs.existsSync(path.join(folder, test(name))))
    .sort();
  const problems: QuixBugsProblem[] = [];
  for (const name of names) {
    const problem = read(folder, name);
    const run = await runTests({ ...problem, name: wrong(name), timeoutMs: TIMEOUT_MS }, problem.text);
    problems.push({ ...problem, instruction: instructionOf(name, run) });
  }
  return problems;
}

const wrong = (name: string): string => `python_programs/${name}.py`;
const right = (name: string): string => `correct_python_programs/${name}.py`;
const test = (name: string): string => `python_testcases/test_${name}.py`;

function read(folder: string, name: string): Omit<QuixBugsProblem, 'instruction'> {
  const id = `quixbugs/${name}`;
  return {
    id,
    half: halfOf(id),
    languageId: 'python',
    mutation: 'quixbugs',
    project: path.resolve(folder),
    file: path.resolve(folder, wrong(name)),
    text: fs.readFileSync(path.join(folder, wrong(name)), 'utf8'),
    original: fs.readFileSync(path.join(folder, right(name)), 'utf8'),
    testsFail: true,
    tests: [test(name)],
    recording: undefined,
    timeoutMs: TIMEOUT_MS,
  };
}

/** What pytest marks as the reason of a failure, or that it came to no end. */
export function instructionOf(name: string, { verdict, output }: Run): string {
  if (verdict === 'timed out') return `${name} does not return: its test was ended after ${TIMEOUT_MS / 1000} s.`;
  const reasons = [...output.matchAll(/^E {3}(.*\S.*)$/gm)].map(([, reason = '']) => reason.trim());
  return `A test of ${name} fails: ${reasons.slice(0, 3).join('; ').replaceAll(ADDRESS, '0x')}`;
}
