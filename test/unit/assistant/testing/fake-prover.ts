import type { GeneratorOptions } from '../../../../src/assistant/testing/generator.ts';
import { NOTHING_KNOWN, type Known } from '../../../../src/testing/baseline/known.ts';
import type { TestCase } from '../../../../src/testing/cases.ts';
import type { Instrumented } from '../../../../src/testing/instrument/types.ts';
import type { Observation, Trial } from '../../../../src/testing/observe/trial.ts';
import { NOTHING_SURVEYED, type Surveyed } from '../../../../src/testing/survey/surveyed.ts';
import type { Proof } from '../../../../src/testing/prover.ts';

type Seen = Omit<Observation, 'trial'>;

/** Says of each call what `see` says of it; all cases hold but those that `fails` takes. */
export class FakeProver implements NonNullable<GeneratorOptions['prover']> {
  public readonly isolation = { passed: ['no network'], open: ['No limit.'] };
  /** Calls in the order in which they were looked at, a list for each time. */
  public readonly looks: string[][] = [];
  public readonly proven: string[] = [];
  public instrumented: Instrumented | undefined;
  /** What tests that are there reach. */
  public before: Known = NOTHING_KNOWN;
  private readonly see: (trial: Trial) => Seen;
  private readonly fails: (one: TestCase) => boolean;

  public constructor(see: (trial: Trial) => Seen, fails: (one: TestCase) => boolean = () => false) {
    this.see = see;
    this.fails = fails;
  }

  public known(): Promise<Known> {
    return Promise.resolve(this.before);
  }

  public surveyed(): Promise<Surveyed> {
    return Promise.resolve(NOTHING_SURVEYED);
  }

  public observe(trials: readonly Trial[]): Promise<Observation[]> {
    this.looks.push(trials.map(({ call }) => call));
    return Promise.resolve(trials.map((one, trial) => ({ trial, ...this.see(one) })));
  }

  public prove(cases: readonly TestCase[]): Promise<Proof | undefined> {
    this.proven.push(...cases.map(({ trial }) => trial.call));
    const left = cases.filter((one) => !this.fails(one));
    return Promise.resolve(left.length === 0 ? undefined : { cases: left, text: 'the file', passed: ['passed'] });
  }
}
