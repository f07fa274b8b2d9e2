/** Where a trial comes from. */
export type TrialOrigin = 'report' | 'documentation' | 'model' | 'caller' | 'variation';

/** A call of the subject whose outcome is to be observed. */
export interface Trial {
  /** Statements before the call, a line or more each, without indentation. */
  readonly setup: readonly string[];
  /** An expression of the language. */
  readonly call: string;
  readonly from: TrialOrigin;
  /** Where names in it may come from that the source neither exports nor imports; `from` is a module or an absolute path. */
  readonly imports?: readonly { readonly name: string; readonly from: string }[];
  /** What it should give, as the documentation or a report says: an expression. Of Go: the first of what it gives. */
  readonly expected?: string;
}

/** Python: modules, and names in them, that the source does not have itself; null for the module. */
export type Needs = readonly (readonly [string, string | null])[];

/** A variable as a call has left it. */
export interface Afterwards {
  readonly name: string;
  readonly literal: string;
  /** JavaScript: how much of it the literal is; `equal` where nothing is said. */
  readonly shape?: 'primitive' | 'equal' | 'partial';
  /** Rust: the literal is what its `Debug` says. */
  readonly isDebug?: boolean;
}

/** What came of a call. */
export type Outcome =
  | {
      readonly kind: 'value';
      /** Source text of an expression that equals it; undefined where there is none. */
      readonly literal: string | undefined;
      /** `primitive`: the same; `equal`: equal in depth; `partial`: only the properties that the literal has. */
      readonly shape: 'primitive' | 'equal' | 'partial';
      /** It came by a promise. */
      readonly isAsync?: boolean;
      /** It was an iterator; the literal is the list of what it gave. */
      readonly isIterator?: boolean;
      /** Of a function nothing can be written down but that it is one. */
      readonly isTypeOnly?: boolean;
      /** Python: of a value that no expression equals, expressions of it, as `_`, and what they give. */
      readonly views?: readonly { readonly of: string; readonly literal: string }[];
      /** Variables of the setup that the call has changed, and what they were afterwards. */
      readonly after?: readonly Afterwards[];
      /** Rust: the literal is what its `Debug` says. */
      readonly isDebug?: boolean;
      readonly needs?: Needs;
    }
  /** Of Go: each of what it returns. */
  | {
      readonly kind: 'values';
      readonly values: readonly GoValue[];
      /** Of variables of the setup and of the package: what the call has changed. */
      readonly after?: readonly GoFact[];
    }
  | {
      readonly kind: 'throws';
      readonly type: string;
      readonly message: string;
      readonly isAsync?: boolean;
      /** The call gave an iterator, and this came when it was asked for values. */
      readonly isIterator?: boolean;
      /** Nobody meant it to: a name that is not there, something that is no function. */
      readonly isAccident?: boolean;
      readonly needs?: Needs;
    }
  /** The setup failed, or the call did not end. */
  | { readonly kind: 'unusable'; readonly reason: string };

/**
 * `error`: the literal is its message. `text`: what its `String` says. `none`: nil. `parts`: what can be said of one without a literal;
 * `ignored`: nothing.
 */
export interface GoValue {
  readonly literal?: string;
  readonly shape: 'primitive' | 'equal' | 'text' | 'error' | 'none' | 'parts' | 'ignored';
  readonly parts?: readonly GoFact[];
}

/** `some`: not nil. `type`: the literal is the name of its type. `nonzero`: not the zero value. */
export interface GoFact {
  /** An expression; `$` stands for the value. */
  readonly name: string;
  readonly literal: string;
  readonly shape: 'primitive' | 'equal' | 'error' | 'none' | 'some' | 'type' | 'nonzero';
}

/** What was seen of a trial, without any mutant and with each that it reaches. */
export interface Observation {
  /** Its number among the trials. */
  readonly trial: number;
  readonly outcome: Outcome;
  /** Branches that it took. */
  readonly branches: readonly number[];
  /** Mutants whose place it came by. */
  readonly reached: readonly number[];
  /** Mutants with which its outcome was another one. */
  readonly killed: readonly number[];
  /** Of a documented call: whether it gave what the documentation says; undefined where that could not be compared. */
  readonly asDocumented?: boolean;
  /** Of a documented call that gave something else: what the documentation says. */
  readonly documented?: string;
  /** What the expected expression gives, where it gives anything. */
  readonly expected?: Extract<Outcome, { kind: 'value' | 'values' }>;
}

/**
 * A line of the file that a probe writes. Its trial is begun before anything else is known of it, and its outcomes before any mutant is: each
 * may end the process.
 */
interface Line {
  readonly trial: number;
  readonly begun?: true;
  readonly outcomes?: readonly [Outcome, Outcome];
  readonly branches?: readonly number[];
  readonly reached?: readonly number[];
  readonly killed?: readonly number[];
  readonly expected?: Outcome;
}

/** What a probe has written (JSON, one object a line), and the trial that it was in when it ended. */
export function observationsIn(written: string): { observations: Observation[]; unfinished: number | undefined } {
  const observations = new Map<number, Observation>();
  let unfinished: number | undefined;
  for (const text of written.split('\n')) {
    let line: Line;
    try {
      line = JSON.parse(text) as Line;
    } catch {
      continue; // cut off where the process ended
    }
    if (line.begun) unfinished = line.trial;
    if (!line.outcomes) continue;
    unfinished = undefined;
    const [first, second] = line.outcomes;
    const isSteady = JSON.stringify(first) === JSON.stringify(second);
    const { trial, branches = [], reached = [], killed = [], expected } = line;
    const wanted = expected && expectedOf(expected, first);
    const gave = isSteady ? shownOf(first, wanted) : undefined;
    const said = wanted && shownOf(wanted, wanted);
    const asDocumented = gave === undefined || said === undefined ? undefined : gave === said;
    observations.set(trial, {
      trial,
      outcome: isSteady ? first : { kind: 'unusable', reason: 'It gives something else each time.' },
      branches,
      reached,
      killed,
      ...(asDocumented !== undefined && { asDocumented }),
      ...(asDocumented === false && said !== undefined && { documented: said }),
      ...(wanted !== undefined && { expected: wanted }),
    });
  }
  return { observations: [...observations.values()], unfinished };
}

/** An expected outcome that can be written down. Of Go an error that was not expected is none. */
function expectedOf(expected: Outcome, given: Outcome): Observation['expected'] {
  if (expected.kind === 'value') return expected.literal === undefined ? undefined : expected;
  if (expected.kind !== 'values' || expected.values.some(({ literal }) => literal === undefined)) return undefined;
  const others = given.kind === 'values' ? given.values.slice(expected.values.length) : [];
  return {
    kind: 'values',
    values: [
      ...expected.values,
      ...others.map((value): GoValue => (value.shape === 'error' ? { literal: 'nil', shape: 'none' } : value)),
    ],
  };
}

/** What two outcomes are compared by; undefined where they cannot be. */
function shownOf(outcome: Outcome, like: Observation['expected']): string | undefined {
  // By accident a call fails whose example is not whole.
  if (outcome.kind === 'throws') return outcome.isAccident ? undefined : 'an error';
  if (outcome.kind === 'value' && like?.kind === 'value') return withoutZeros(outcome.literal ?? '…');
  if (outcome.kind !== 'values' || like?.kind !== 'values') return undefined;
  if (outcome.values.some(({ shape }) => shape === 'parts' || shape === 'ignored')) return undefined;
  return outcome.values.map(({ literal = '…' }) => literal).join(', ');
}

/** Of Python `2.0` equals `2`; what stands in quotes stays. */
function withoutZeros(literal: string): string {
  return literal.replaceAll(
    /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?<![\w.])(\d+)\.0(?![\w.])/g,
    (found, whole?: string) => whole ?? found,
  );
}
