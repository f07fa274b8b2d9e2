import type { TestCase } from '../../../src/testing/cases.ts';
import type { Source } from '../../../src/testing/languages/language.ts';
import type { Observation, Outcome, Trial } from '../../../src/testing/observe/trial.ts';
import type { Subject, TestSetup, TestStyle } from '../../../src/testing/types.ts';

type Value = Extract<Outcome, { kind: 'value' }>;

export function trial(call: string, more: Partial<Trial> = {}): Trial {
  return { setup: [], call, from: 'model', ...more };
}

export function value(literal: string | undefined, more: Partial<Value> = {}): Value {
  return { kind: 'value', literal, shape: 'primitive', ...more };
}

export function observed(number: number, outcome: Outcome, more: Partial<Observation> = {}): Observation {
  return { trial: number, outcome, branches: [], reached: [], killed: [], ...more };
}

/** A case as it comes from a call and what it gave; not documented. */
export function caseOf(call: string, outcome: TestCase['outcome'], more: Partial<TestCase> = {}): TestCase {
  return { trial: trial(call), outcome, adds: { branches: [], mutants: [] }, isDocumented: false, ...more };
}

export const STYLE: TestStyle = {
  test: 'it',
  grouped: true,
  globals: false,
  modules: 'import',
  importExtension: '.ts',
  assertions: 'expect',
  quotes: "'",
  semicolons: true,
  indentation: '  ',
};

export function subject(languageId: string, name: string, owner?: string): Subject {
  return { languageId, name, ...(owner !== undefined && { owner }), start: 0, end: 0, bodyStart: 0 };
}

/** The subject that begins at a text's first `head` and ends with the text; its body starts behind the head. */
export function subjectIn(text: string, languageId: string, name: string, head: string, owner?: string): Subject {
  const start = text.indexOf(head);
  if (start < 0) throw new Error(`no ${head}`);
  return { ...subject(languageId, name, owner), start, end: text.length, bodyStart: start + head.length };
}

export function sourceOf(
  file: string,
  text: string,
  one: Subject,
  setup: Partial<TestSetup> & Pick<TestSetup, 'framework' | 'testFile'>,
): Source {
  const whole: TestSetup = { reason: '', isDefault: false, root: '/p', existing: undefined, style: STYLE, ...setup };
  return { file, text, subject: one, setup: whole };
}
