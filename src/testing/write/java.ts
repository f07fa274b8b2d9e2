import type { TestCase } from '../cases.ts';
import { JAVA_SEEN_AS } from './java-names.ts';
import { javaQuoted } from '../observe/java.ts';
import type { Subject } from '../types.ts';
import { commentOf, identifierOf } from './names.ts';
import { CHARACTERISATION } from './note.ts';
import type { Imported, Written } from './written.ts';

export interface JavaTests {
  /** Names of methods that are there already. */
  readonly taken: ReadonlySet<string>;
  /** One step. */
  readonly indentation: string;
  /** The type that the subject gives. */
  readonly result: string;
  /** What tests that make its calls say that they throw; '' for nothing. */
  readonly thrown: string;
  /** Names that mean something else in the package than the classes of Java. */
  readonly own: ReadonlySet<string>;
}

const ASSERTIONS = 'static org.junit.jupiter.api.Assertions';

/** A test method for each case. */
export function javaTests(cases: readonly TestCase[], { name }: Subject, rules: JavaTests): Written {
  const names = new Names(rules.own);
  const taken = new Set(rules.taken);
  const titles: string[] = [];
  const tests = cases.map((one) => {
    const title = nameOf(one, name, taken);
    titles.push(title);
    const isThrown = one.outcome.kind === 'throws' || one.outcome.kind === 'no error';
    // What is caught needs not be declared.
    const thrown = rules.thrown === '' || (isThrown && one.trial.setup.length === 0) ? '' : ` throws ${rules.thrown}`;
    return [
      ...commentOf(one, '//'),
      '@Test',
      `void ${title}()${thrown} {`,
      ...bodyOf(one, rules.result, names).map((line) => rules.indentation + line),
      '}',
    ].join('\n');
  });
  const observed = cases.some(({ isDocumented }) => !isDocumented);
  const note = observed ? CHARACTERISATION.map((line) => `// ${line}\n`).join('') : '';
  const code = tests.join('\n\n') + '\n';
  const imports = [...names.imports(), { from: 'org.junit.jupiter.api', names: ['Test'] }];
  return { imports, tests: note + code, inGroup: code, group: '', names: titles };
}

/** `clampOfMinus1_0_10`. */
function nameOf(one: TestCase, name: string, taken: Set<string>): string {
  const words = identifierOf(one, name, new Set()).split('_');
  const base = words
    .map((word, index) => {
      if (index === 0) return word;
      const isBehindDigit = /\d$/.test(words[index - 1] ?? '') && /^\d/.test(word);
      return isBehindDigit ? `_${word}` : word.slice(0, 1).toUpperCase() + word.slice(1);
    })
    .join('');
  // The subject's own name is written as it is.
  const own = name + base.slice(name.length);
  const first = own.toLowerCase() === base.toLowerCase() ? own : base;
  let title = first;
  for (let number = 2; taken.has(title); number++) title = `${first}_${number}`;
  taken.add(title);
  return title;
}

function bodyOf({ trial, outcome }: TestCase, result: string, names: Names): string[] {
  const { call } = trial;
  const setup = trial.setup.map((statement) => statement.trim().replace(/;$/, '') + ';');
  switch (outcome.kind) {
    case 'throws': {
      const type = names.simple(outcome.type);
      const made = `${names.assertion('assertThrows')}(${type}.class, () -> ${call})`;
      if (outcome.message === '') return [...setup, `${made};`];
      const equals = names.assertion('assertEquals');
      return [...setup, `${type} thrown = ${made};`, `${equals}(${javaQuoted(outcome.message)}, thrown.getMessage());`];
    }
    case 'no error':
      return [...setup, `${names.assertion('assertDoesNotThrow')}(() -> ${call});`];
    case 'value': {
      const { literal, isDebug = false, after = [] } = outcome;
      return [
        ...setup,
        literal === undefined || literal === 'void' ? `${call};` : comparing(call, literal, isDebug, result, names),
        ...after.map((one) => comparing(one.name, one.literal, one.isDebug ?? false, undefined, names)),
      ];
    }
    case 'values':
      return setup;
  }
}

/** `type` is the declared one of the value, where it is known. */
function comparing(value: string, literal: string, isDebug: boolean, type: string | undefined, names: Names): string {
  const known = names.simple(literal);
  if (isDebug) return `${names.assertion('assertEquals')}(${literal}, ${value}.toString());`;
  if (literal === 'null') return `${names.assertion('assertNull')}(${value});`;
  const isBoolean = type === undefined || /^(?:boolean|Boolean)$/.test(type);
  if (literal === 'true' && isBoolean) return `${names.assertion('assertTrue')}(${value});`;
  if (literal === 'false' && isBoolean) return `${names.assertion('assertFalse')}(${value});`;
  const array = /^new ([\w.]+(?:\[\])+) \{/.exec(known)?.[1];
  if (array === undefined) return `${names.assertion('assertEquals')}(${known}, ${value});`;
  const isDeclared = type === undefined || type.endsWith(']');
  return `${names.assertion('assertArrayEquals')}(${known}, ${isDeclared ? value : `(${array}) ${value}`});`;
}

/** Collects what tests import. */
class Names {
  readonly #own: ReadonlySet<string>;
  readonly #assertions = new Set<string>();
  readonly #imported = new Map<string, string>();

  constructor(own: ReadonlySet<string>) {
    this.#own = own;
  }

  public assertion(name: string): string {
    this.#assertions.add(name);
    return name;
  }

  /** Code with the last part of whole names in their place, which are imported then. */
  public simple(code: string): string {
    return code.replaceAll(JAVA_SEEN_AS, (found: string, from?: string, name?: string) => {
      if (from === undefined || name === undefined) return found;
      const known = this.#imported.get(name);
      if (this.#own.has(name) || (known !== undefined && known !== from)) return found;
      this.#imported.set(name, from);
      return name;
    });
  }

  public imports(): Imported[] {
    const others = [...this.#imported].map(([name, from]): Imported => ({ from, names: [name] }));
    return [{ from: ASSERTIONS, names: [...this.#assertions].sort() }, ...others];
  }
}
