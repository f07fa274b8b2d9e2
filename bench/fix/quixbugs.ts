import fs from 'node:fs';
import path from 'node:path';
import type { Checker } from '../../src/checks/checker.ts';
import type { Diagnostic } from '../../src/workspace/diagnostic.ts';
import { halfOf } from '../eval/order.ts';
import type { Run } from '../contained.ts';
import { runTests, type Subject } from './hidden-tests.ts';
import type { Problem } from './problem.ts';

/** Some of the programs loop for ever when they are broken; the slowest right one takes 2 seconds. */
const TIMEOUT_MS = 10_000;
/** Of an object, another one in each run; a question must be the same in each. */
const ADDRESS = /\b0x[0-9a-f]{6,}/g;

/**
 * The programs of a checkout of QuixBugs (MIT) that have a right version and tests, by name. No checker sees their slips; every
 * second case of their tests does. The pipeline sees what those say; all cases decide whether a fix is right. Runs each program's tests.
 */
export async function loadQuixBugs(folder: string): Promise<Problem[]> {
  const names = fs
    .readdirSync(path.join(folder, 'python_programs'))
    .filter((name) => name.endsWith('.py'))
    .map((name) => name.slice(0, -'.py'.length))
    .filter((name) => fs.existsSync(path.join(folder, right(name))) && fs.existsSync(path.join(folder, test(name))))
    .sort();
  const problems: Problem[] = [];
  for (const name of names) {
    const problem = await read(folder, name);
    if (problem) problems.push(problem);
  }
  return problems;
}

const wrong = (name: string): string => `python_programs/${name}.py`;
const right = (name: string): string => `correct_python_programs/${name}.py`;
const test = (name: string): string => `python_testcases/test_${name}.py`;

/** Undefined where the tests pass with the broken program, or fail with the right one. */
async function read(folder: string, name: string): Promise<Problem | undefined> {
  const id = `quixbugs/${name}`;
  const text = fs.readFileSync(path.join(folder, wrong(name)), 'utf8');
  const original = fs.readFileSync(path.join(folder, right(name)), 'utf8');
  const subject: Subject = {
    languageId: 'python',
    project: path.resolve(folder),
    name: wrong(name),
    tests: [test(name)],
    timeoutMs: TIMEOUT_MS,
  };
  if ((await runTests(subject, original)).verdict !== 'passed') return undefined;
  for (const everySecond of ['even', 'odd'] as const) {
    const seen = { ...subject, everySecond };
    const run = await runTests(seen, text);
    if (run.verdict === 'passed') continue;
    const start = text.search(new RegExp(`^def ${name}\\b`, 'm'));
    if (start < 0) return undefined;
    const diagnostic: Diagnostic = {
      start,
      end: text.indexOf('\n', start),
      severity: 'error',
      source: 'pytest',
      code: 'test',
      message: instructionOf(name, run),
    };
    return {
      id,
      half: halfOf(id),
      languageId: 'python',
      mutation: 'quixbugs',
      project: subject.project,
      file: path.resolve(folder, wrong(name)),
      text,
      original,
      diagnostic,
      diagnostics: [diagnostic],
      testsFail: true,
      tests: subject.tests,
      recording: undefined,
      timeoutMs: TIMEOUT_MS,
      checker: testChecker(seen, diagnostic),
    };
  }
  return undefined;
}

/** Says the diagnostic again of every text with which a test fails, whatever it fails with. */
function testChecker(subject: Subject, diagnostic: Diagnostic): Checker {
  return {
    name: 'pytest',
    covers: 'tests',
    check: async (texts) => {
      const said: (readonly Diagnostic[])[] = [];
      for (const text of texts) said.push((await runTests(subject, text)).verdict === 'passed' ? [] : [diagnostic]);
      return said;
    },
    dispose: () => Promise.resolve(),
  };
}

/** What pytest marks as the reason of a failure, or that it came to no end. */
export function instructionOf(name: string, { verdict, output }: Run): string {
  if (verdict === 'timed out') return `${name} does not return: its test was ended after ${TIMEOUT_MS / 1000} s.`;
  const reasons = [...output.matchAll(/^E {3}(.*\S.*)$/gm)].map(([, reason = '']) => reason.trim());
  return `A test of ${name} fails: ${reasons.slice(0, 3).join('; ').replaceAll(ADDRESS, '0x')}`;
}
