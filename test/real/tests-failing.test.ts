import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { failingTest, type FailingOutcome } from '../../src/assistant/testing/failing.ts';
import { Prover } from '../../src/testing/prover.ts';
import { readiness } from '../../src/testing/readiness.ts';
import { FakeEngine } from '../unit/assistant/fake-engine.ts';
import { caseOf, value } from '../unit/testing/made.ts';
import { root } from './lsp-client.ts';
import { folder, sourceOf, syntax, write } from './test-project.ts';

const signal = new AbortController().signal;
interface Asked {
  readonly file: string;
  readonly languageId: string;
  readonly name: string;
  readonly report: string;
  /** What the file should be. */
  readonly fixed: string;
}

async function proverFor({ file, languageId, name }: Pick<Asked, 'file' | 'languageId' | 'name'>) {
  const source = await sourceOf(file, name, languageId);
  const ready = await readiness(source, [folder]);
  if ('reason' in ready) throw new Error(ready.reason);
  return { source, prover: await Prover.of(source, { ...ready, folders: [folder], syntax }, signal) };
}

/** No model has part in it: the report names all that is needed. */
async function failing({ report, fixed, ...asked }: Asked) {
  const before = fs.readdirSync(folder, { recursive: true }).sort();
  const { source, prover } = await proverFor(asked);
  try {
    const options = { engine: new FakeEngine(), prover, syntax, maxStepMs: 200, budgetMs: 1 };
    const outcome = await failingTest(source, report, options, signal);
    const passes = async (now: string) => outcome.kind === 'test' && (await prover.passesAfter(outcome, now, signal));
    const after = { same: await passes(source.text), fixed: await passes(fixed) };
    expect(fs.readdirSync(folder, { recursive: true }).sort()).toEqual(before);
    return { outcome, after };
  } finally {
    await prover.dispose();
  }
}

function testOf(outcome: FailingOutcome): Extract<FailingOutcome, { kind: 'test' }> {
  if (outcome.kind === 'nothing') throw new Error(outcome.reason);
  return outcome;
}

function vitestProject(): void {
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  write('package.json', '{ "type": "module", "devDependencies": { "vitest": "*" } }');
}

const CLAMP = `export function clamp(value: number, low: number, high: number): number {
  if (value < low) return low;
  return value > high ? low : value;
}
`;

it('writes a vitest test that fails by a wrong value, and passes once the value is right', async () => {
  vitestProject();
  const file = write('src/clamp.ts', CLAMP);
  const { outcome, after } = await failing({
    file,
    languageId: 'typescript',
    name: 'clamp',
    report: '`clamp(5, 0, 3)` gives 0, not 3.',
    fixed: CLAMP.replace('? low :', '? high :'),
  });
  const { text, why, passed } = testOf(outcome);
  expect(text).toContain('expect(clamp(5, 0, 3)).toBe(3)');
  expect(text).toContain('// Fails until clamp is fixed.');
  expect(text).not.toContain('haracterisation');
  expect(why).toBe('clamp(5, 0, 3) gives 0, and should give 3.');
  expect(passed[0]).toBe('failed 3 times by what it asserts');
  expect(after).toEqual({ same: false, fixed: true });
});

it('extends the vitest file that is there, whose other tests do not matter', async () => {
  vitestProject();
  const file = write('src/clamp.ts', CLAMP);
  const existing =
    "import { expect, it } from 'vitest';\nimport { clamp } from '../src/clamp.ts';\n\n" +
    "it('fails for another reason', () => {\n  expect(clamp(1, 0, 3)).toBe(7);\n});\n";
  write('test/clamp.test.ts', existing);
  const { outcome, after } = await failing({
    file,
    languageId: 'typescript',
    name: 'clamp',
    report: 'expected 3 but got 0 for clamp(5, 0, 3)',
    fixed: CLAMP.replace('? low :', '? high :'),
  });
  const { text } = testOf(outcome);
  expect(text.startsWith(existing.slice(0, 40))).toBe(true);
  expect(text).toContain('fails for another reason');
  expect(after).toEqual({ same: false, fixed: true });
});

it('says so where the call does what it should, or something else than reported', async () => {
  vitestProject();
  const file = write('src/clamp.ts', CLAMP);
  const asked = { file, languageId: 'typescript', name: 'clamp', fixed: CLAMP };
  const right = await failing({ ...asked, report: 'clamp(2, 0, 3) should be 2' });
  expect(right.outcome).toMatchObject({ kind: 'nothing', reason: 'clamp(2, 0, 3) gives 2, as it should.' });
  const other = await failing({ ...asked, report: 'clamp(5, 0, 3) gives 1 instead of 3' });
  expect(other.outcome).toMatchObject({ kind: 'nothing', reason: 'clamp(5, 0, 3) gives 0, not 1 as reported.' });
});

const FIRST = `def first(items, default=None):
    """The first item, or the default."""
    return items[0] or default
`;

it('writes a pytest test for a traceback, and passes once the error is gone', async () => {
  write('pytest.ini', '[pytest]\n');
  const file = write('shop/lists.py', FIRST);
  write('shop/__init__.py', '');
  const { outcome, after } = await failing({
    file,
    languageId: 'python',
    name: 'first',
    report:
      'Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\n    first([])\n' +
      '  File "shop/lists.py", line 3, in first\n    return items[0] or default\n           ~~~~~^^^\nIndexError: list index out of range',
    fixed: FIRST.replace('items[0] or default', 'items[0] if items else default'),
  });
  const { text, passed } = testOf(outcome);
  expect(text).toContain('    first([])\n');
  expect(text).toContain('# Fails until first is fixed.');
  expect(passed[0]).toBe('failed 3 times by the error of the report');
  expect(after).toEqual({ same: false, fixed: true });
});

it('writes a pytest test for a wrong value', async () => {
  write('pytest.ini', '[pytest]\n');
  const file = write('lists.py', FIRST);
  const { outcome, after } = await failing({
    file,
    languageId: 'python',
    name: 'first',
    report: 'first([0], 7) returns 7 instead of 0',
    fixed: FIRST.replace('items[0] or default', 'items[0] if items else default'),
  });
  expect(testOf(outcome).text).toContain('assert first([0], 7) == 0');
  expect(after).toEqual({ same: false, fixed: true });
});

it('compares numbers as Python does', async () => {
  write('pytest.ini', '[pytest]\n');
  const text = 'def total(prices, rate=0.0):\n    return sum(prices[1:]) * (1 + rate)\n';
  const asked = { file: write('tot.py', text), languageId: 'python', name: 'total', fixed: text.replace('[1:]', '') };
  const { outcome, after } = await failing({ ...asked, report: 'total([1, 2]) returns 2 instead of 3' });
  expect(testOf(outcome).text).toContain('assert total([1, 2]) == 3');
  expect(after).toEqual({ same: false, fixed: true });
  const right = await failing({ ...asked, report: 'total([1]) should be 0' });
  expect(right.outcome).toEqual({ kind: 'nothing', reason: 'total([1]) gives 0.0, as it should.' });
});

const HALF = `package nums

import "fmt"

// Half gives half of an even number.
func Half(number int64) (int64, error) {
	if number%3 != 0 {
		return 0, fmt.Errorf("%d is odd", number)
	}
	return number / 2, nil
}

// At gives the item at a place, the last one for -1.
func At(items []string, place int) string {
	return items[place]
}
`;

it('writes Go tests for a value, an error and a panic', async () => {
  write('go.mod', 'module nums\n\ngo 1.22\n');
  const file = write('half.go', HALF);
  const asked = { file, languageId: 'go', fixed: HALF.replace('number%3', 'number%2') };
  const value = await failing({ ...asked, name: 'Half', report: 'Half(4) should be 2' });
  expect(testOf(value.outcome).text).toContain('got, err := Half(4)');
  expect(value.after).toEqual({ same: false, fixed: true });

  const error = await failing({ ...asked, name: 'Half', report: 'Half(4) fails with "4 is odd"' });
  expect(testOf(error.outcome).text).toContain('if _, err := Half(4); err != nil {');
  expect(error.after).toEqual({ same: false, fixed: true });

  const panic = await failing({
    ...asked,
    name: 'At',
    report:
      'At([]string{"a"}, -1)\npanic: runtime error: index out of range [-1]\n\ngoroutine 1 [running]:\nnums.At({0xc0000, 0x1}, 0xff)\n\t/half.go:15 +0x1d',
    fixed: HALF.replace('return items[place]', 'return items[(place+len(items))%len(items)]'),
  });
  expect(testOf(panic.outcome).passed[0]).toBe('failed 3 times by the error of the report');
  expect(panic.after).toEqual({ same: false, fixed: true });
});

it('lets no test pass for failing that fails by itself', async () => {
  vitestProject();
  const file = write('src/clamp.ts', CLAMP);
  const { outcome } = await failing({
    file,
    languageId: 'typescript',
    name: 'clamp',
    report: 'clamp(limit, 0, 3) should be 3',
    fixed: CLAMP,
  });
  expect(outcome).toMatchObject({ kind: 'nothing' });
  expect(outcome.kind === 'nothing' && outcome.reason).toContain('limit is not defined');
});

it('proves tests beside those that are there', async () => {
  write('pytest.ini', '[pytest]\n');
  const file = write('lists.py', FIRST);
  write('test_lists.py', 'from lists import first\n\n\ndef test_first():\n    assert first([1]) == 1\n');
  const { prover } = await proverFor({ file, languageId: 'python', name: 'first' });
  try {
    const proof = await prover.prove([caseOf('first([2, 3])', value('2'))], signal);
    expect(proof?.text).toContain('assert first([1]) == 1\n');
    expect(proof?.text).toContain('assert first([2, 3]) == 2\n');
  } finally {
    await prover.dispose();
  }
});
