import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { failingTest } from '../../../../src/assistant/testing/failing.ts';
import { withResults } from '../../../../src/assistant/testing/expectations.ts';
import type { TestCase } from '../../../../src/testing/cases.ts';
import type { ReportedError } from '../../../../src/testing/failing/reported-error.ts';
import type { Instrumented } from '../../../../src/testing/instrument/types.ts';
import type { Source } from '../../../../src/testing/languages/language.ts';
import { observationsIn, type Outcome, type Trial } from '../../../../src/testing/observe/trial.ts';
import { subjectNamed } from '../../../../src/testing/subject.ts';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';
import { sourceOf, value } from '../../testing/made.ts';
import { FakeEngine } from '../fake-engine.ts';

const require = createRequire(import.meta.url);
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const syntax = new SyntaxTrees({ grammars, runtime: require.resolve('web-tree-sitter/web-tree-sitter.wasm') });
afterAll(() => syntax.dispose());
const signal = new AbortController().signal;

const CLAMP = `/**
 * A number between two others.
 */
export function clamp(value: number, low: number, high: number): number {
  return value > high ? low : value;
}
`;

/** What calls give, instead of running them. */
class FakeProver {
  public instrumented: Instrumented | undefined;
  public killed: readonly number[] = [];
  public readonly tried: string[] = [];
  public readonly asked: { one: TestCase; stated: ReportedError | undefined; runs: number }[] = [];
  /** Said of tests, one after the other: undefined where one fails as it should. */
  public refusals: (string | undefined)[] = [];
  private readonly gives: (call: string) => Outcome;

  public constructor(gives: (call: string) => Outcome) {
    this.gives = gives;
  }

  public observe(trials: readonly Trial[]) {
    this.tried.push(...trials.map(({ call }) => call));
    const lines = trials.map(({ call, expected }, trial) =>
      JSON.stringify({
        trial,
        outcomes: [this.gives(call), this.gives(call)],
        killed: this.killed,
        ...(expected !== undefined && { expected: value(expected) }),
      }),
    );
    return Promise.resolve(observationsIn(lines.join('\n')).observations);
  }

  public fails(one: TestCase, stated: ReportedError | undefined, runs: number) {
    this.asked.push({ one, stated, runs });
    const reason = this.refusals.shift();
    return Promise.resolve(
      reason === undefined ? { text: 'a test', name: 'its name', passed: ['failed'] } : { reason },
    );
  }
}

const WRONG = new FakeProver(() => value('0'));

/** What the function above gives. */
function clamped(call: string): Outcome {
  const [given = 0, low = 0, high = 0] = (call.match(/-?\d+/g) ?? []).map(Number);
  return value(String(given > high ? low : given));
}

const thrown = (type: string, message: string, isAccident = true): Outcome => ({
  kind: 'throws',
  type,
  message,
  ...(isAccident && { isAccident }),
});

async function ask(report: string, prover: FakeProver, { said = '', text = CLAMP, by = signal, budgetMs = 1 } = {}) {
  const subject = await subjectNamed('typescript', text, 'clamp', syntax);
  if (subject === undefined) throw new Error('no clamp');
  const source: Source = sourceOf('/p/clamp.ts', text, subject, { framework: 'vitest', testFile: '/p/clamp.test.ts' });
  const engine = new FakeEngine();
  engine.scripts = [{ text: said }];
  const outcome = await failingTest(source, report, { engine, prover, syntax, maxStepMs: 100, budgetMs }, by);
  return { outcome, engine };
}

describe('what the report says itself', () => {
  it('asserts what should be, without a word of the model', async () => {
    const prover = new FakeProver(clamped);
    const { outcome, engine } = await ask('clamp(5, 0, 3) gives 0, not 3.', prover);
    expect(outcome).toEqual({
      kind: 'test',
      text: 'a test',
      title: 'bug: clamp(5, 0, 3) gives 0, not 3',
      name: 'its name',
      why: 'clamp(5, 0, 3) gives 0, and should give 3.',
      passed: ['failed'],
      suspects: [],
    });
    expect(prover.asked).toMatchObject([
      { one: { outcome: { literal: '3', shape: 'primitive' }, isDocumented: true }, stated: undefined, runs: 3 },
    ]);
    expect(prover.asked[0]?.one.reported?.comment).toContain('Fails until clamp is fixed.');
    expect(engine.requests).toEqual([]);
  });

  it('tells which small changes bear on it', async () => {
    const prover = new FakeProver(clamped);
    const start = CLAMP.indexOf('>');
    const one = { line: 5, start, end: start + 1, original: '>', operator: 'relational' } as const;
    const mutants = [
      { ...one, id: 1, replacement: '>=' },
      { ...one, id: 2, replacement: '<=' },
    ];
    prover.instrumented = { text: CLAMP, branches: [], mutants };
    prover.killed = [2];
    const { outcome } = await ask('clamp(5, 0, 3) gives 0, not 3.', prover);
    expect(outcome).toMatchObject({ kind: 'test', suspects: [{ start, end: start + 1, newText: '<=' }] });
  });

  it.each([
    ['clamp(2, 0, 3) should be 2', 'clamp(2, 0, 3) gives 2, as it should.'],
    ['clamp(5, 0, 3) gives 1 instead of 3', 'clamp(5, 0, 3) gives 0, not 1 as reported.'],
    ['clamp(5, 0, 3) throws RangeError', 'clamp(5, 0, 3) gives 0: it does not fail.'],
    ['clamp ignores its upper limit', 'No call was found that shows this. Name one, and what it should give.'],
  ])('says why there is none: %j', async (report, reason) => {
    const prover = new FakeProver(clamped);
    const { outcome, engine } = await ask(report, prover);
    // Of a call that does what it should the model has nothing to say.
    expect(engine.requests.length > 0).toBe(!/should be|instead of/.test(report));
    expect(outcome.kind === 'nothing' && outcome.reason.endsWith(reason)).toBe(true);
    expect(prover.asked).toEqual([]);
  });

  it('takes an error for the one that is reported by type and message', async () => {
    const prover = new FakeProver(() => thrown('TypeError', 'low is undefined at 7'));
    const { outcome } = await ask('clamp(5, 0, 3)\nTypeError: low is undefined at 9', prover);
    expect(outcome).toMatchObject({
      kind: 'test',
      why: 'clamp(5, 0, 3) throws TypeError: low is undefined at 7, and should not.',
    });
    expect(prover.asked).toMatchObject([{ one: { outcome: { kind: 'no error' } }, stated: { type: 'TypeError' } }]);
    const other = await ask('clamp(5, 0, 3)\nTypeError: no such thing', new FakeProver(() => thrown('TypeError', 'x')));
    expect(other.outcome).toMatchObject({ kind: 'nothing' });
  });

  it('asserts an error that is missed, of calls in the report only', async () => {
    const prover = new FakeProver(clamped);
    const { outcome } = await ask('clamp(5, 3, 0) should throw a RangeError', prover);
    expect(outcome).toMatchObject({ kind: 'test', why: 'clamp(5, 3, 0) gives 3, and should throw RangeError.' });
    expect(prover.asked).toMatchObject([{ one: { outcome: { kind: 'throws', type: 'RangeError', message: '' } } }]);
    const none = await ask('should throw a RangeError', new FakeProver(clamped), { said: '5, 3, 0) // => 3\n' });
    expect(none.outcome).toMatchObject({ kind: 'nothing' });
  });

  it('does not take a name that a test lacks for the bug', async () => {
    const prover = new FakeProver(() => thrown('ReferenceError', 'limit is not defined'));
    const { outcome } = await ask('clamp(limit, 0, 3) should be 3', prover);
    expect(outcome).toMatchObject({ reason: 'clamp(limit, 0, 3) cannot be tried: limit is not defined.' });
  });

  it('tries the next call where a test of one does not fail as it should', async () => {
    const prover = new FakeProver(clamped);
    prover.refusals = ['The test passes already.'];
    const { outcome } = await ask('clamp(4, 0, 3) should be 3, and clamp(5, 0, 3) should be 3', prover, {
      budgetMs: 60_000,
    });
    expect(outcome).toMatchObject({ kind: 'test' });
    expect(prover.asked.map(({ one }) => one.trial.call)).toEqual(['clamp(4, 0, 3)', 'clamp(5, 0, 3)']);
  });
});

describe('calls that the report does not name', () => {
  it('takes them, and what they should give, from the documentation first', async () => {
    const text = CLAMP.replace('others.', 'others.\n * clamp(9, 1, 2) // => 2');
    const { outcome, engine } = await ask('It ignores its upper limit', new FakeProver(clamped), { text });
    expect(outcome).toMatchObject({
      kind: 'test',
      why: 'clamp(9, 1, 2) gives 1, and should give 2, as its documentation says.',
    });
    expect(engine.requests).toEqual([]);
  });

  it('says that it is the model who expects something', async () => {
    const prover = new FakeProver(clamped);
    const said = '1, 0, 3) // => 1\nclamp(7, 0, 3) // => 3\n';
    const { outcome, engine } = await ask('It ignores its upper limit', prover, { said });
    expect(outcome).toMatchObject({
      kind: 'test',
      title: 'bug: It ignores its upper limit',
      why: 'clamp(7, 0, 3) gives 0, and should give 3, as the model understands the report.',
    });
    expect(engine.read(engine.requests[0]?.prompt ?? [])).toContain('The report: It ignores its upper limit');
  });

  it('takes of them only those that give the value of the report', async () => {
    const said = '7, 1, 3) // => 3\nclamp(8, 0, 3) // => 3\n';
    const { outcome } = await ask('returns 0 instead of 3', new FakeProver(clamped), { said });
    expect(outcome).toMatchObject({ why: 'clamp(8, 0, 3) gives 0, and should give 3.' });
    const none = await ask('should be 4', new FakeProver(clamped), { said });
    expect(none.outcome).toMatchObject({ kind: 'nothing' });
  });

  it('varies calls until the error comes', async () => {
    const prover = new FakeProver((call) =>
      call.startsWith('clamp(0,') ? thrown('TypeError', 'no zero', false) : clamped(call),
    );
    const { outcome } = await ask('TypeError: no zero', prover, { said: '5, 0, 3) // => 3\n' });
    expect(outcome).toMatchObject({ kind: 'test', why: 'clamp(0, 0, 3) throws TypeError: no zero, and should not.' });
    expect(prover.tried.every((call) => call.split(',').length === 3)).toBe(true);
  });

  it('trusts no call that breaks off by itself', async () => {
    const prover = new FakeProver(() => thrown('TypeError', 'low.map is not a function'));
    const { outcome } = await ask('It ignores its limit', prover, { said: '7, 0, 3) // => 3\n' });
    expect(outcome).toMatchObject({ kind: 'nothing' });
    expect(prover.asked).toEqual([]);
  });

  it('ends where it is cancelled', async () => {
    const by = AbortSignal.abort();
    expect((await ask('It ignores its limit', WRONG, { by })).outcome).toEqual({
      kind: 'nothing',
      reason: 'Cancelled.',
    });
  });
});

it('reads the results that a model writes behind its calls', () => {
  const subject = { languageId: 'python', name: 'f', start: 0, end: 0, bodyStart: 0 };
  const code = "f(1)  # => [1, 'a']\nx = f(2)  # returns: None\nf(3) + 1  # => 4\nf(4)  # a remark\nf('#')\n";
  expect(withResults(code, subject).map(({ call, expected }) => [call, expected])).toEqual([
    ['f(1)', "[1, 'a']"],
    ['f(2)', 'None'],
    ['f(3)', undefined],
    ['f(4)', undefined],
    ["f('#')", undefined],
  ]);
});
