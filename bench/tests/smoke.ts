import path from 'node:path';
import type { SubjectProblem } from './function.ts';
import { measured } from './measure.ts';

/** A test that only reaches for the function: where it fails, none can be written. */
export interface Smoke {
  /** Path in the package. */
  readonly name: string;
  readonly text: string;
}

export function smokeTest({ importable, subject, text }: SubjectProblem): Smoke {
  const { name, owner } = subject;
  switch (importable.by) {
    case 'path': {
      const file = path.posix.basename(importable.path);
      const isDefault = /\bexport\s+default\s/.test(text.slice(subject.start, subject.bodyStart));
      const reached =
        owner === undefined ? `subject.${isDefault ? 'default' : name}` : `subject.${owner}.prototype.${name}`;
      return {
        name: importable.path.replace(/\.ts$/, '.test.ts'),
        text: `import { expect, it } from 'vitest';
import * as subject from './${file.replace(/\.ts$/, '')}';

it('is there', () => expect(typeof ${reached}).toBe('function'));
`,
      };
    }
    case 'module':
      return {
        name: 'tests/test_smoke.py',
        text: `import importlib

def test_is_there():
    module = importlib.import_module(${JSON.stringify(importable.module)})
    assert callable(module.${owner === undefined ? name : `${owner}.${name}`})
`,
      };
    case 'package': {
      const head = text.slice(subject.start, subject.bodyStart);
      // A generic one has no value before its types are known.
      const isGeneric = new RegExp(`\\b${owner ?? name}\\[`).test(head);
      const reached = owner === undefined ? name : `(*${owner}).${name}`;
      return {
        name: path.posix.join(importable.folder, 'smoke_test.go'),
        text: `package ${importable.package}

import "testing"

${isGeneric ? '' : `var _ = ${reached}\n\n`}func TestSmoke(t *testing.T) {}
`,
      };
    }
  }
}

/** Why no test of the function can be run on this machine; undefined where one can. */
export async function smokeRefusal(problem: SubjectProblem): Promise<string | undefined> {
  const { name, text } = smokeTest(problem);
  const { passed, total, output } = await measured(problem, name, text);
  if (!passed) return `a test that only imports it fails: ${reasonIn(output)}`;
  return total === 0 ? 'the coverage tool does not know it' : undefined;
}

/** The first line that names an error, or else the first that says that something failed. */
function reasonIn(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const found = [/^\W*\w*Error\b/, /cannot|no required|undefined:|failed/i].flatMap(
    (pattern) => lines.find((line) => pattern.test(line)) ?? [],
  );
  return (found[0] ?? 'no reason given').slice(0, 160);
}
