import { CheckFailed, type Checker } from '../../checks/checker.ts';
import { newOnes, stillThere } from '../../checks/compare.ts';
import { addedSuppressions } from '../../checks/suppressions.ts';
import type { Diagnostic } from '../../workspace/diagnostic.ts';
import type { SyntaxTrees } from '../../workspace/syntax/syntax.ts';
import type { Change } from './changes.ts';

/** A text that is tried, and how it differs from the document. */
export interface Trial {
  readonly text: string;
  readonly changes: readonly Change[];
}

/** What checks say of a trial. */
export interface Verdict {
  /** No check objects: it parses no worse, brings no new diagnostic, and the problem is gone as far as that can be asked. */
  readonly holds: boolean;
  /** Of a trial that does not hold: why, for the log and for a second try of the model. */
  readonly objection?: string;
  /** Of one that holds: other problems that the document had and it has not. */
  readonly solved?: number;
  /** Of one that holds: places where a problem is still told in the same words as the one that is gone. */
  readonly left?: number;
}

export interface VerifierOptions {
  readonly languageId: string;
  readonly text: string;
  readonly checkers: readonly Checker[];
  readonly syntax: Pick<SyntaxTrees, 'countErrors'>;
  /** The diagnostics that must be gone; none for an edit that solves no problem. */
  readonly problems: readonly Diagnostic[];
}

/** Asks the checks about trials: cheap ones first, and the others only about what those let pass. */
export class Verifier {
  private readonly options: VerifierOptions;
  private readonly known = new Map<string, Verdict>();
  /** What each checker says of the text as it is; undefined where it failed. */
  private readonly before = new Map<Checker, readonly Diagnostic[] | undefined>();
  private readonly failures = new Map<Checker, string>();
  /** For each text that was checked: the checkers that have nothing at all to say of it. */
  private readonly silent = new Map<string, Set<Checker>>();
  private started: Promise<void> | undefined;
  private errorsBefore: number | undefined;

  public constructor(options: VerifierOptions) {
    this.options = options;
  }

  /** All that the checkers say of the text as it is. */
  public async reported(signal: AbortSignal): Promise<readonly Diagnostic[]> {
    await (this.started ??= this.start(signal));
    return [...this.before.values()].flatMap((found) => found ?? []);
  }

  /** Verdicts in the order of the trials. */
  public async verify(trials: readonly Trial[], signal: AbortSignal): Promise<readonly Verdict[]> {
    await (this.started ??= this.start(signal));
    let open = unique(trials.filter(({ text }) => !this.known.has(text)));
    const settle = (trial: Trial, objection: string) => this.known.set(trial.text, { holds: false, objection });
    const parsing: Trial[] = [];
    for (const trial of open) {
      const errors = await this.options.syntax.countErrors(this.options.languageId, trial.text, true);
      if (errors !== undefined && this.errorsBefore !== undefined && errors > this.errorsBefore)
        settle(trial, 'It does not parse.');
      else if (this.isSyntaxProblem && errors !== undefined && errors > 0 && errors >= (this.errorsBefore ?? 0))
        settle(trial, 'The syntax error is still there.');
      else if (addedSuppressions(this.options.text, trial.text).length > 0)
        settle(trial, 'It tells a checker to be silent.');
      else parsing.push(trial);
    }
    open = parsing;
    const after = new Map<string, Map<Checker, readonly Diagnostic[]>>();
    for (const checker of this.byCost()) {
      const before = this.before.get(checker);
      if (open.length === 0 || before === undefined) continue;
      const results = await this.ask(checker, open, signal);
      if (results === undefined) continue;
      open = open.filter((trial, index) => {
        const said = after.get(trial.text) ?? new Map<Checker, readonly Diagnostic[]>();
        after.set(trial.text, said.set(checker, results[index] ?? []));
        if (results[index]?.length === 0) this.silentOf(trial.text).add(checker);
        const objection = this.objectionTo(trial, before, results[index] ?? [], checker);
        if (objection !== undefined) settle(trial, objection);
        return objection === undefined;
      });
    }
    if (signal.aborted) return trials.map(() => ({ holds: false, objection: 'Cancelled.' }));
    for (const trial of open)
      this.known.set(trial.text, { holds: true, ...this.elsewhere(trial, after.get(trial.text)) });
    return trials.map(({ text }) => this.known.get(text) ?? { holds: false, objection: 'It was not checked.' });
  }

  /** What a text that holds has passed, for people: `parses`, `types clean (tsc)`; less where older problems are left. */
  public passed(text: string): string[] {
    const asked = [...this.before].filter(([, diagnostics]) => diagnostics !== undefined).map(([checker]) => checker);
    return [
      ...(this.errorsBefore === undefined ? [] : ['parses']),
      ...asked.map((checker) =>
        checker.covers === 'tests'
          ? this.silentOf(text).has(checker)
            ? (checker.passes ?? `tests pass (${checker.name})`)
            : `no test fails that did not before (${checker.name})`
          : this.silentOf(text).has(checker)
            ? `${checker.covers} clean (${checker.name})`
            : `no new problems in ${checker.covers} (${checker.name})`,
      ),
    ];
  }

  /** What was not checked, and why, for people. */
  public get unchecked(): string[] {
    return [
      ...[...this.failures].map(([{ name }, why]) => `${name}: ${why}`),
      ...(this.canSeeProblem ? [] : ['Whether the problem is gone: no checker that was run reports it.']),
    ];
  }

  /** Whether some check reports the problem, so that it can tell when it is gone. */
  public get canSeeProblem(): boolean {
    const { problems } = this.options;
    if (problems.length === 0 || this.isSyntaxProblem) return true;
    return problems.every((problem) =>
      [...this.before.values()].some((diagnostics) => diagnostics && stillThere(problem, diagnostics, [])),
    );
  }

  /** Tests report the problem: what makes them pass needs no other argument. */
  public get isTested(): boolean {
    const { problems } = this.options;
    const tested = [...this.before].filter(([{ covers }]) => covers === 'tests');
    return (
      problems.length > 0 &&
      problems.every((problem) => tested.some(([, found]) => found && stillThere(problem, found, [])))
    );
  }

  /** The text does not parse: that is then what there is to solve. */
  public get isSyntaxProblem(): boolean {
    return this.options.problems.length > 0 && (this.errorsBefore ?? 0) > 0;
  }

  /** What a trial does to the document's other problems. */
  private elsewhere({ changes }: Trial, after: ReadonlyMap<Checker, readonly Diagnostic[]> = new Map()) {
    let [solved, left] = [0, 0];
    for (const [checker, found] of after) {
      for (const other of this.before.get(checker) ?? []) {
        if (other.severity !== 'error' && other.severity !== 'warning') continue;
        const sameWords = this.options.problems.filter(({ message }) => message === other.message);
        if (sameWords.some(({ start }) => start === other.start)) continue;
        if (!stillThere(other, found, changes)) solved++;
        else if (sameWords.length > 0) left++;
      }
    }
    return { ...(solved > 0 && { solved }), ...(left > 0 && { left }) };
  }

  private silentOf(text: string): Set<Checker> {
    let known = this.silent.get(text);
    if (known === undefined) this.silent.set(text, (known = new Set()));
    return known;
  }

  private async start(signal: AbortSignal): Promise<void> {
    const { languageId, text, checkers, syntax } = this.options;
    this.errorsBefore = await syntax.countErrors(languageId, text, true);
    for (const checker of checkers) {
      const [found] = (await this.ask(checker, [{ text, changes: [] }], signal)) ?? [];
      this.before.set(checker, found);
    }
  }

  /** Undefined where the checker could not say; it is not asked again then. */
  private async ask(checker: Checker, trials: readonly Trial[], signal: AbortSignal) {
    try {
      return await checker.check(
        trials.map(({ text }) => text),
        signal,
      );
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!(error instanceof CheckFailed)) throw error;
      this.before.set(checker, undefined);
      this.failures.set(checker, error.message);
      return undefined;
    }
  }

  private byCost(): Checker[] {
    const order = { syntax: 0, types: 1, lint: 2, build: 3, tests: 4 };
    return [...this.before.keys()].sort((a, b) => order[a.covers] - order[b.covers]);
  }

  private objectionTo(
    { changes }: Trial,
    before: readonly Diagnostic[],
    after: readonly Diagnostic[],
    { name }: Checker,
  ): string | undefined {
    const left = this.options.problems.find(
      (problem) => stillThere(problem, before, []) && stillThere(problem, after, changes),
    );
    if (left) return `${name} still says: ${left.message}`;
    const [fresh] = newOnes(before, after, changes);
    return fresh && `${name} says: ${fresh.message}`;
  }
}

function unique(trials: readonly Trial[]): Trial[] {
  return [...new Map(trials.map((trial) => [trial.text, trial])).values()];
}
