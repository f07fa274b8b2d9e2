import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { JAVA } from '../../src/testing/languages/java.ts';
import { Prover } from '../../src/testing/prover.ts';
import { runnerProgram } from '../../src/testing/run/frameworks.ts';
import { BUDGET_MS, call, caseOf, chosen, never, outcomes } from './proved-projects.ts';
import { contents, folder, sourceOf, syntax, writeAll } from './test-project.ts';
import { mavenManifest } from './tools.ts';

const SECONDS = 120_000;

const provers: Prover[] = [];
afterEach(async () => {
  for (const prover of provers.splice(0)) await prover.dispose();
});

async function proverOf(text: string, name: string, more: Record<string, string> = {}) {
  const source = `src/main/java/p/${/\bclass (\w+)/.exec(text)?.[1] ?? 'Code'}.java`;
  writeAll({ 'pom.xml': mavenManifest(), [source]: text, ...more });
  const file = path.join(folder, source);
  const whole = await sourceOf(file, name, 'java');
  const { setup, subject } = whole;
  const program = await runnerProgram(setup.framework, file, [folder]);
  if ('reason' in program) throw new Error(program.reason);
  expect(JAVA.refusal(whole)).toBeUndefined();
  const prover = await Prover.of(whole, { language: JAVA, program, folders: [folder], syntax }, never);
  provers.push(prover);
  return { prover, setup, subject, before: contents() };
}

const value = (literal: string, more: object = {}) => ({ kind: 'value', literal, shape: 'primitive', ...more });

/** Written down, the proven tests pass without us, by Maven itself. */
function passesAlone(testFile: string, text: string): string {
  fs.mkdirSync(path.dirname(testFile), { recursive: true });
  fs.writeFileSync(testFile, text);
  return execFileSync('mvn', ['--offline', '--batch-mode', 'test'], { cwd: folder, stdio: 'pipe' }).toString();
}

const CLAMP = `package p;

/** Numbers. */
public class Clamp {
  /** Keeps a value between two limits. */
  static int clamp(int value, int low, int high) {
    if (low > high) {
      throw new IllegalArgumentException("low is above high");
    }
    if (value < low) return low;
    return value > high ? high : value;
  }
}
`;

it(
  'tests what is observed of a method of a class',
  async () => {
    const { prover, setup, before } = await proverOf(CLAMP, 'clamp');
    const trials = ['(5, 0, 10)', '(-1, 0, 10)', '(20, 0, 10)', '(1, 2, 0)', '("x", 2, 0)'].map((list) =>
      call(`Clamp.clamp${list}`),
    );
    const observations = await prover.observe(trials, BUDGET_MS, never);
    expect(outcomes(observations)).toEqual([
      value('5'),
      value('0'),
      value('10'),
      { kind: 'throws', type: 'IllegalArgumentException', message: 'low is above high' },
      { kind: 'unusable', reason: expect.stringContaining('String cannot be converted to int') as string },
    ]);
    // Each goes another way, and a changed border is noticed by somebody.
    expect(new Set(observations.slice(0, 4).map(({ branches }) => branches.join())).size).toBe(4);
    expect(new Set(observations.flatMap(({ killed }) => killed)).size).toBeGreaterThan(3);
    const proof = await prover.prove(chosen(trials, observations), never);
    expect(proof?.cases).toHaveLength(4);
    expect(contents()).toEqual(before);
    expect(proof?.text).toContain('assertEquals(0, Clamp.clamp(-1, 0, 10));');
    expect(passesAlone(setup.testFile, proof?.text ?? '')).toContain('Tests run: 4, Failures: 0');
  },
  SECONDS,
);

it(
  'drops only the tests that do not compile',
  async () => {
    const { prover, before } = await proverOf(CLAMP, 'clamp');
    const good = caseOf('Clamp.clamp(5, 0, 10)', '5');
    const wrong = [caseOf('Clamp.clamp(6, 0, 10)', 'missing'), caseOf('Clamp.clamp("7", 0, 10)', '7')];
    const other = caseOf('Clamp.clamp(-1, 0, 10)', '0');
    const proof = await prover.prove([good, ...wrong, other], never);
    expect(proof?.cases).toEqual([good, other]);
    expect(contents()).toEqual(before);
  },
  SECONDS,
);
