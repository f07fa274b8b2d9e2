import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { generateTests, type GeneratorOptions } from '../../../../src/assistant/testing/generator.ts';
import type { Known } from '../../../../src/testing/baseline/known.ts';
import type { Calls } from '../../../../src/testing/callers/calls-of-text.ts';
import type { Branch } from '../../../../src/testing/instrument/types.ts';
import type { Observation, Trial } from '../../../../src/testing/observe/trial.ts';
import type { TypeVerdict } from '../../../../src/testing/typing/typed-cases.ts';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';
import { sourceOf, subjectIn, value } from '../../testing/made.ts';
import { FakeEngine } from '../fake-engine.ts';
import { FakeProver } from './fake-prover.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const syntax = new SyntaxTrees({ grammars, runtime });
afterAll(() => syntax.dispose());

const HEAD = 'export function sign(x: number) {';
const COMMENT = '// sign(7) // => 1\n';
const TEXT = `${COMMENT}${HEAD}\n  return x < 0 ? -1 : 1;\n}\n`;
const SUBJECT = { ...subjectIn(TEXT, 'typescript', 'sign', HEAD), start: 0 };
const SOURCE = sourceOf('/p/sign.ts', TEXT, SUBJECT, { framework: 'vitest', testFile: '/p/sign.test.ts' });
const BRANCHES = (['true', 'false'] as const).map((what, id) => ({ id, what, line: 2, start: 0, end: 1 }));

/** As the function does, with its two branches. */
function sign({ call }: Trial): Omit<Observation, 'trial'> {
  const number = Number(/\((.*)\)/.exec(call)?.[1]);
  if (Number.isNaN(number))
    return { outcome: { kind: 'unusable', reason: 'ReferenceError: x' }, branches: [], reached: [], killed: [] };
  const documented = call === 'sign(7)' ? { asDocumented: true } : {};
  return {
    outcome: value(number < 0 ? '-1' : '1'),
    branches: [number < 0 ? 0 : 1],
    reached: [],
    killed: [],
    ...documented,
  };
}

function generate(answers: string[], prover: FakeProver, more: Partial<GeneratorOptions> = {}, signal?: AbortSignal) {
  const engine = new FakeEngine();
  engine.scripts = answers.map((text) => ({ text }));
  const options = { engine, prover, syntax, maxStepMs: 100, budgetMs: 10_000, ...more };
  return { engine, outcome: generateTests(SOURCE, options, signal ?? new AbortController().signal) };
}

const instrumented = (prover: FakeProver): FakeProver => {
  prover.instrumented = { text: TEXT, branches: BRANCHES, mutants: [] };
  return prover;
};

describe('tests', () => {
  it('are the proven cases that together reach most', async () => {
    const prover = instrumented(new FakeProver(sign));
    const outcome = await generate(['1)\nsign(-5)\n```'], prover).outcome;
    if (outcome.kind !== 'tests') throw new Error(outcome.reason);
    expect(outcome.text).toBe('the file');
    expect(outcome.cases).toHaveLength(2);
    expect([...outcome.reach.takenBranches].sort()).toEqual([0, 1]);
    expect(outcome.passed).toEqual(['passed']);
    expect(outcome.unchecked).toEqual(['No limit.']);
    expect(outcome.possibleBugs).toEqual([]);
  });

  it('come of what the model has said when the time is over', async () => {
    const calls = (budgetMs: number) => {
      const prover = instrumented(new FakeProver(sign));
      return generate(['-77)\nsign(-88)\n```'], prover, { budgetMs }).outcome.then(() => prover.looks.flat());
    };
    expect(await calls(10_000)).toContain('sign(-88)');
    expect(await calls(0)).not.toContain('sign(-88)');
  });

  it('reach only what proven ones reach', async () => {
    const prover = instrumented(
      new FakeProver(sign, ({ outcome }) => outcome.kind === 'value' && outcome.literal === '-1'),
    );
    const outcome = await generate(['1)\n```'], prover).outcome;
    if (outcome.kind !== 'tests') throw new Error(outcome.reason);
    expect([...outcome.reach.takenBranches]).toEqual([1]);
  });

  it('are made of documented calls and of types before the model has said anything', async () => {
    const prover = instrumented(new FakeProver(sign));
    await generate(['-1)\n```'], prover).outcome;
    expect(prover.looks[0]).toEqual(expect.arrayContaining(['sign(7)', 'sign(-1)', 'sign(0)']));
  });

  it('are thought of no further once everything is reached', async () => {
    const { engine, outcome } = generate(['-1)\n```'], instrumented(new FakeProver(sign)));
    await outcome;
    expect(engine.requests).toHaveLength(1);
  });

  const searching = (limit: number) => {
    const prover = new FakeProver((one) => {
      const seen = sign(one);
      const number = Number(/\((.*)\)/.exec(one.call)?.[1]);
      return Number.isNaN(number) ? seen : { ...seen, branches: [number === limit ? 0 : 1] };
    });
    return instrumented(prover);
  };

  it('are looked for by what the condition of a branch names that nobody has taken', async () => {
    const prover = searching(43); // stands in no code
    prover.instrumented = {
      text: TEXT,
      branches: BRANCHES.map((one) => ({ ...one, start: TEXT.indexOf('x < 0'), end: TEXT.indexOf(' ? ') })),
      mutants: [],
    };
    await generate(['1)\n```'], prover).outcome;
    expect(new Set(prover.looks.flat()).size).toBeGreaterThan(10);
    expect(prover.looks.every((look) => look.length > 0)).toBe(true);
  });

  it('are tried at their borders once where enough is reached, but not all', async () => {
    const ids = Array.from({ length: 12 }, (_, id) => id);
    const callsWith = async (taken: number[]) => {
      const prover = new FakeProver((one) => ({ ...sign(one), branches: taken }));
      prover.instrumented = {
        text: TEXT,
        branches: ids.map((id) => ({ ...BRANCHES[0], id })) as Branch[],
        mutants: [],
      };
      await generate(['1)\n```'], prover).outcome;
      return prover.looks.flat();
    };
    expect(await callsWith(ids.slice(1))).toContain('sign(8)');
    expect(await callsWith(ids)).not.toContain('sign(8)');
  });

  it('are asked for by the branch that nobody has taken', async () => {
    const prover = searching(43);
    prover.instrumented = {
      text: TEXT,
      branches: BRANCHES.map((one) => ({ ...one, start: TEXT.indexOf('x < 0'), end: TEXT.indexOf(' ? ') })),
      mutants: [],
    };
    const { engine, outcome } = generate(['1)\n```', '43)\n```'], prover);
    const found = await outcome;
    expect(engine.read(engine.requests[1]?.prompt ?? [])).toContain('values with which `x < 0` is true');
    expect(engine.requests).toHaveLength(2);
    expect(found.kind === 'tests' && [...found.reach.takenBranches].sort()).toEqual([0, 1]);
  });

  it('are tried again with what went wrong', async () => {
    const seen = (one: Trial) => (one.from === 'model' ? sign(one) : sign({ ...one, call: 'sign(x)' }));
    const { engine, outcome } = generate(['y)\n```', '3)\n```'], new FakeProver(seen));
    expect((await outcome).kind).toBe('tests');
    expect(engine.requests).toHaveLength(2);
    expect(engine.read(engine.requests[1]?.prompt ?? [])).toContain('- sign(y): ReferenceError: x');
  });

  it('are of calls that can be read, each tried once', async () => {
    const prover = new FakeProver(sign);
    await generate(['3 +)\nsign(4)\nsign(4)\n```'], prover).outcome;
    const all = prover.looks.flat();
    expect(all).toContain('sign(4)');
    expect(all).not.toContain('sign(3 +)');
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('beside tests that are there', () => {
  const withTests = (before: Partial<Known>): FakeProver => {
    const prover = instrumented(new FakeProver(sign));
    prover.before = { branches: new Set(), mutants: new Set(), isReached: true, ...before };
    return prover;
  };

  it('are those that add to them, and the reach is that of all', async () => {
    const outcome = await generate(['-5)\n```'], withTests({ branches: new Set([1]) })).outcome;
    if (outcome.kind !== 'tests') throw new Error(outcome.reason);
    expect(outcome.cases.map(({ adds }) => adds.branches)).toEqual([[0]]);
    expect([...outcome.reach.takenBranches].sort()).toEqual([0, 1]);
    expect(outcome.reach.before.branches).toEqual(new Set([1]));
  });

  it('are none where those reach everything, and no call is made', async () => {
    const prover = withTests({ branches: new Set([0, 1]) });
    const outcome = await generate(['-5)\n```'], prover).outcome;
    expect(outcome).toMatchObject({
      kind: 'nothing',
      reason: 'The tests in sign.test.ts already reach all of sign: 2 branches, 0 mutants.',
    });
    expect(prover.looks).toEqual([]);
  });

  it('are none where no call adds anything', async () => {
    const prover = withTests({ branches: new Set([1]) });
    prover.instrumented = { text: TEXT, branches: BRANCHES, mutants: [] };
    const positive = (one: Trial) => sign({ ...one, call: 'sign(1)' });
    const other = Object.assign(new FakeProver(positive), { instrumented: prover.instrumented, before: prover.before });
    const outcome = await generate(['1)\n```'], other, { budgetMs: 0 }).outcome;
    expect(outcome).toMatchObject({
      kind: 'nothing',
      reason:
        'The tests in sign.test.ts reach 1 of 2 branches and 0 of 0 mutants of sign; no call was found that adds to that.',
    });
  });
});

describe('with a type checker', () => {
  const types = (wrong: RegExp, verdict: TypeVerdict = 'clean'): NonNullable<GeneratorOptions['types']> => ({
    prepare: () => undefined,
    examples: () => Promise.resolve(undefined),
    trials: (cases) =>
      Promise.resolve(
        cases.map(({ trial }) =>
          trial.call === 'sign(7)'
            ? { ...trial, call: 'sign(7 as const)' }
            : wrong.test(trial.call)
              ? undefined
              : trial,
        ),
      ),
    verdict: () => Promise.resolve(verdict),
  });

  it('arguments are cast where no call has the declared types', async () => {
    const cast = {
      ...types(/none/),
      trials: (cases: readonly { trial: Trial }[], _: AbortSignal, mayCast?: boolean) =>
        Promise.resolve(
          cases.map(({ trial }) => {
            if (trial.call.includes(' as never')) return trial;
            return mayCast === true ? { ...trial, call: trial.call.replace(')', ' as never)') } : undefined;
          }),
        ),
    };
    const outcome = await generate(['1)\n```'], instrumented(new FakeProver(sign)), { types: cast }).outcome;
    if (outcome.kind !== 'tests') throw new Error(outcome.reason);
    expect(outcome.cases.map(({ trial }) => trial.call)).toContain('sign(7 as never)');
    expect(outcome.unchecked).toContain('The tests cast arguments, which have other types than the declared ones.');
  });

  it('other calls are chosen for those that have errors in their types', async () => {
    const prover = instrumented(new FakeProver(sign));
    const wrong = /sign\((?:-1|-2|7 as const)\)/;
    const outcome = await generate(['-5)\n```'], prover, { types: types(wrong) }).outcome;
    if (outcome.kind !== 'tests') throw new Error(outcome.reason);
    expect(outcome.cases).toHaveLength(2);
    expect(outcome.cases.filter(({ trial }) => wrong.test(trial.call))).toEqual([]);
    expect(outcome.passed).toEqual(['passed', 'types clean']);
  });

  it('a call is written as the checker takes it', async () => {
    const only = (one: Trial) => sign({ ...one, call: one.from === 'documentation' ? 'sign(7)' : 'sign(x)' });
    const checker = types(/none/);
    const trials = checker.trials.bind(checker);
    let asked = 0;
    checker.trials = (cases, signal) =>
      asked++ === 0 ? trials(cases, signal) : Promise.resolve(cases.map(({ trial }) => trial));
    const prover = instrumented(new FakeProver(only));
    await generate(['y)\n```'], prover, { types: checker, budgetMs: 0 }).outcome;
    expect(prover.proven).toEqual(['sign(7 as const)']);
  });

  it('nothing is offered where all have errors, with the reason', async () => {
    const outcome = await generate(['1)\n```'], instrumented(new FakeProver(sign)), { types: types(/./), budgetMs: 0 })
      .outcome;
    expect(outcome.kind === 'nothing' && outcome.reason).toMatch(
      /^None of \d+ calls gave a test without errors in its types\.$/,
    );
  });

  it('a complaint about the file is said', async () => {
    const complaint = types(/none/, { complaint: 'An import path can only end with …' });
    const outcome = await generate(['1)\n```'], new FakeProver(sign), {
      types: { ...complaint, trials: (cases) => Promise.resolve(cases.map(({ trial }) => trial)) },
    }).outcome;
    expect(outcome).toMatchObject({
      passed: ['passed'],
      unchecked: ['No limit.', 'The types of the test file are not clean: An import path can only end with …'],
    });
  });
});

describe('callers', () => {
  const callers: Calls = {
    trials: [{ setup: [], call: 'sign(-30)', from: 'caller' }],
    lines: ['const s = sign(amount);'],
  };

  it('are tried before the model has said anything, and shown to it', async () => {
    const prover = instrumented(new FakeProver(sign));
    const { engine, outcome } = generate(['1)\n```'], prover, { callers });
    await outcome;
    expect(prover.looks[0]).toContain('sign(-30)');
    expect(engine.read(engine.requests[0]?.prompt ?? [])).toContain(
      '// It is called like this:\n// const s = sign(amount);',
    );
  });
});

describe('there are none', () => {
  it('where no call can be made, with the reason', async () => {
    const none = (one: Trial) => sign({ ...one, call: 'sign(x)' });
    const outcome = await generate(['1)\n```'], new FakeProver(none)).outcome;
    expect(outcome.kind === 'nothing' && outcome.reason).toMatch(
      /^None of \d+ calls could be made\. .*ReferenceError: x$/,
    );
  });

  it('where none holds', async () => {
    const outcome = await generate(['1)\n```'], new FakeProver(sign, () => true)).outcome;
    expect(outcome).toMatchObject({ kind: 'nothing', reason: 'No test passed each time.' });
  });

  it('after an abort, and nothing is proven', async () => {
    const stop = new AbortController();
    const prover = new FakeProver((one) => {
      stop.abort(new Error('stop'));
      return sign(one);
    });
    const outcome = await generate(['1)\n```'], prover, {}, stop.signal).outcome;
    expect(outcome).toMatchObject({ kind: 'nothing', reason: 'Cancelled.' });
    expect(prover.proven).toEqual([]);
  });

  it('and no more answers once the time is over', async () => {
    const none = (one: Trial) => sign({ ...one, call: 'sign(x)' });
    const { engine, outcome } = generate(['1)\n```'], new FakeProver(none), { budgetMs: 0 });
    await outcome;
    expect(engine.requests).toHaveLength(1);
  });
});

it('a call that does not do what its documentation says is shown, and no test is made of it', async () => {
  const wrong = (one: Trial) =>
    one.call === 'sign(7)' ? { ...sign(one), outcome: value('0'), asDocumented: false, documented: '1' } : sign(one);
  const prover = new FakeProver(wrong);
  const outcome = await generate(['1)\n```'], prover).outcome;
  expect(outcome.possibleBugs).toEqual([{ call: 'sign(7)', documented: '1', observed: '0' }]);
  expect(prover.proven).not.toContain('sign(7)');
});
