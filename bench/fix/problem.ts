import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Checker } from '../../src/checks/checker.ts';
import type { Diagnostic } from '../../src/workspace/diagnostic.ts';
import { halfOf, type Half } from '../eval/order.ts';
import { idOf } from '../eval/sources.ts';
import { checkerOf } from './check.ts';
import { applied, type LanguageId } from './code.ts';
import { projectOf } from './project.ts';
import { recordingOf, type Recording } from './recordings.ts';
import { runTests } from './hidden-tests.ts';
import { readList, type Listed } from './list.ts';
import { PACKAGES } from './packages.ts';

/** A real program that was broken in one place, with what a checker says of it. */
export interface Problem {
  /** `<package>@<version>/<file>:<offset>:<mutation>`; decides the half. */
  readonly id: string;
  readonly half: Half;
  readonly languageId: LanguageId;
  /** How it was broken; see mutations.ts. */
  readonly mutation: string;
  /** Folder of the package's copy in the user's cache; nothing is to be written there. */
  readonly project: string;
  /** Absolute path in it; there is the original. */
  readonly file: string;
  /** The broken program. */
  readonly text: string;
  readonly original: string;
  /** The first one that the original has not. */
  readonly diagnostic: Diagnostic;
  /** All of the broken file. */
  readonly diagnostics: readonly Diagnostic[];
  readonly testsFail: boolean;
  /** What the test runner is given. */
  readonly tests: readonly string[];
  readonly recording: Recording | undefined;
  /** For the tests; undefined for the default. */
  readonly timeoutMs?: number;
  /** Where the diagnostics are not those of the language's checker. */
  readonly checker?: Checker;
}

/** The whole set, in the list's order. Fetches the packages on the first use. */
export function loadProblems(): Promise<Problem[]> {
  return Promise.resolve(readList().map(problemOf));
}

function problemOf(listed: Listed): Problem {
  const source = PACKAGES.find((known) => idOf(known) === listed.package);
  const tests = source?.parts.find(({ files }) => files.test(listed.file))?.tests;
  const diagnostic = listed.diagnostics[listed.first];
  if (!source || !tests || !diagnostic) throw new Error(`${listed.id} is of no known package`);
  const project = projectOf(source);
  const file = path.join(project, listed.file);
  const original = fs.readFileSync(file, 'utf8');
  const { id, mutation, diagnostics, testsFail } = listed;
  return {
    id,
    half: halfOf(id),
    languageId: source.languageId,
    mutation,
    project,
    file,
    text: applied(original, listed),
    original,
    diagnostic,
    diagnostics,
    testsFail,
    tests,
    recording: recordingOf(source),
  };
}

/** What the tests need of a problem. */
type Tested = Pick<Problem, 'languageId' | 'project' | 'file' | 'tests' | 'recording' | 'timeoutMs'>;

/** The checker that the problem's diagnostics are of. */
export const checkerFor = (problem: Problem): Checker =>
  problem.checker ?? checkerOf(problem.languageId, problem.project, nameOf(problem));

const nameOf = ({ project, file }: Tested): string => path.relative(project, file).replaceAll(path.sep, '/');

const known = new Map<string, Promise<boolean>>();

/** Whether the hidden tests pass with a text in the file's place. Runs the text, contained but with the user's rights. */
export function passes(problem: Tested, text: string): Promise<boolean> {
  const { languageId, project, tests, recording, timeoutMs } = problem;
  const name = nameOf(problem);
  const key = crypto.createHash('sha256').update(`${project}\0${name}\0${text}`).digest('hex');
  let verdict = known.get(key);
  if (!verdict) {
    verdict = runTests({ languageId, project, name, tests, recording, timeoutMs }, text).then(
      (run) => run.verdict === 'passed',
    );
    known.set(key, verdict);
  }
  return verdict;
}
