import { describe, expect, it } from 'vitest';
import { CheckFailed, type Checker } from '../../../../src/checks/checker.ts';
import { testLanguage } from '../../../../src/testing/languages/languages.ts';
import { TypedCases } from '../../../../src/testing/typing/typed-cases.ts';
import type { Diagnostic } from '../../../../src/workspace/diagnostic.ts';
import { caseOf, sourceOf, subject, value } from '../made.ts';

const never = new AbortController().signal;

/** Finds errors where a pattern matches. */
class FakeChecker implements Checker {
  public readonly name = 'tsc';
  public readonly covers = 'types';
  public readonly seen: string[][] = [];
  private readonly wrong: RegExp;
  public constructor(wrong: RegExp) {
    this.wrong = wrong;
  }
  public check(texts: readonly string[]): Promise<Diagnostic[][]> {
    this.seen.push([...texts]);
    return Promise.resolve(
      texts.map((text) =>
        [...text.matchAll(new RegExp(this.wrong, 'g'))].map(({ index, 0: found }) => ({
          start: index,
          end: index + found.length,
          severity: 'error',
          message: `not ${found}`,
          code: 'TS2345',
        })),
      ),
    );
  }
  public dispose(): Promise<void> {
    return Promise.resolve();
  }
}

function typed(checker: Checker, existing?: string) {
  const text = 'export function f(a: unknown) {\n  return 1;\n}\n';
  const source = sourceOf('/p/code.ts', text, subject('typescript', 'f'), {
    framework: 'vitest',
    testFile: '/p/code.test.ts',
    existing,
  });
  const language = testLanguage('typescript');
  if (language === undefined) throw new Error('no language');
  return new TypedCases(checker, source, language);
}

it('cast what has another type than the declared one only where that is asked for', async () => {
  const types = typed(new FakeChecker(/\[1\](?! as never)/));
  const one = caseOf('f([1], 2)', value('1'));
  expect(await types.trials([one], never)).toEqual([undefined]);
  const [way] = await types.trials([one], never, true);
  expect(way?.call).toBe('f([1] as never, 2)');
  // A case of the new call has no errors any more.
  expect(await types.trials([{ ...one, trial: way ?? one.trial }], never)).toEqual([way]);
});

const withSetup = (call: string, setup: string[]) => {
  const one = caseOf(call, value('1'));
  return { ...one, trial: { ...one.trial, setup } };
};

describe('of cases', () => {
  it('those with an error in their test are told from others, each checked once', async () => {
    const checker = new FakeChecker(/'a'/);
    const types = typed(checker);
    const [good, bad] = [caseOf('f(1)', value('1')), caseOf("f('a')", value('1'))];
    expect(await types.trials([good, bad], never)).toEqual([good.trial, undefined]);
    expect(await types.trials([bad, good], never)).toEqual([undefined, good.trial]);
    expect(checker.seen).toHaveLength(1);
    expect(checker.seen[0]?.[0]).toContain('expect(f(1)).toBe(1)');
  });

  it('the framework’s types are read before', async () => {
    const checker = new FakeChecker(/x/);
    typed(checker).prepare(never);
    await Promise.resolve();
    expect(checker.seen).toEqual([[expect.stringContaining("from 'vitest'")]]);
  });

  it('an error in the imports is nobody’s', async () => {
    const one = caseOf('f(1)', value('1'));
    expect(await typed(new FakeChecker(/'\.\/code\.ts'/)).trials([one], never)).toEqual([one.trial]);
  });

  it('one is written differently where that helps', async () => {
    const types = typed(new FakeChecker(/const mode = (?!.*as const)/));
    const one = withSetup('f(mode)', ["const mode = { kind: 'a' }"]);
    const [way] = await types.trials([one], never);
    expect(way).toMatchObject({ setup: [], call: "f({ kind: 'a' })" });
    // What came of it is fine as it is.
    if (way === undefined) throw new Error('none');
    expect(await types.trials([{ ...one, trial: way }], never)).toEqual([way]);
  });

  it('nobody is dropped where the checker cannot say', async () => {
    const checker = new FakeChecker(/x/);
    checker.check = () => Promise.reject(new CheckFailed('no'));
    const types = typed(checker);
    const one = caseOf('f(1)', value('1'));
    expect(await types.trials([one], never)).toEqual([one.trial]);
    expect(await types.verdict('x', never)).toBe('unknown');
  });
});

describe('a test file', () => {
  it('is clean', async () => expect(await typed(new FakeChecker(/x/)).verdict('y', never)).toBe('clean'));
  it('is not, with the complaint', async () =>
    expect(await typed(new FakeChecker(/x/)).verdict('x', never)).toEqual({ complaint: 'not x' }));
  it('is clean where it had the error before', async () => {
    expect(await typed(new FakeChecker(/x/), 'x').verdict('y x', never)).toBe('clean');
    expect(await typed(new FakeChecker(/x/), 'x').verdict('x x', never)).toEqual({ complaint: 'not x' });
  });
});
