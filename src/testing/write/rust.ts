import type { TestCase } from '../cases.ts';
import type { Subject } from '../types.ts';
import { commentOf, identifierOf } from './names.ts';
import { CHARACTERISATION } from './note.ts';
import type { Written } from './written.ts';

const STEP = '    ';

export interface RustTests {
  /** Names of functions that are there already. */
  readonly taken: ReadonlySet<string>;
  /** The subject gives a `Result`. */
  readonly isResult: boolean;
}

/** A test function for each case. */
export function rustTests(cases: readonly TestCase[], { name, owner }: Subject, rules: RustTests): Written {
  const observed = cases.some(({ isDocumented }) => !isDocumented);
  const taken = new Set(rules.taken);
  const names: string[] = [];
  const identifier = owner === undefined ? name : `${owner}_${name}`;
  const tests = cases.map((one) => {
    const before = new Set(taken);
    identifierOf(one, identifier, taken);
    const own = [...taken].find((other) => !before.has(other)) ?? name;
    names.push(own);
    return [
      ...commentOf(one, '//'),
      '#[test]',
      ...panicOf(one),
      `fn ${own}() {`,
      ...bodyOf(one, rules.isResult)
        .flatMap((line) => line.split('\n'))
        .map((line) => (line === '' ? '' : STEP + line)),
      '}',
    ].join('\n');
  });
  const note = observed ? CHARACTERISATION.map((line) => `// ${line}\n`).join('') : '';
  const code = tests.join('\n\n') + '\n';
  return { imports: [{ from: 'super', names: ['*'] }], tests: note + code, inGroup: code, group: identifier, names };
}

/** https://doc.rust-lang.org/reference/attributes/testing.html#the-should_panic-attribute: its message contains that. */
function panicOf({ outcome }: TestCase): string[] {
  if (outcome.kind !== 'throws') return [];
  const [line = ''] = outcome.message.split('\n');
  return [line === '' ? '#[should_panic]' : `#[should_panic(expected = ${rustQuoted(line)})]`];
}

function bodyOf({ trial, outcome }: TestCase, isResult: boolean): string[] {
  const { call } = trial;
  const setup = trial.setup.map((statement) => statement.trim().replace(/;$/, '') + ';');
  if (outcome.kind === 'no error') return [...setup, isResult ? `assert!(${call}.is_ok());` : `let _ = ${call};`];
  if (outcome.kind === 'throws') return [...setup, `let _ = ${call};`];
  if (outcome.kind !== 'value') return setup;
  const { literal, isDebug, after = [] } = outcome;
  // Nothing comes of it but what it has changed.
  const compared = literal === undefined || literal === '()' ? `${call};` : comparing(call, literal, isDebug);
  return [...setup, compared, ...after.map((one) => comparing(one.name, one.literal, one.isDebug))];
}

function comparing(value: string, literal: string, isDebug = false): string {
  const received = isDebug ? `format!("{:?}", ${value})` : value;
  if (literal === 'true') return `assert!(${received});`;
  if (literal === 'false') return `assert!(!${received});`;
  return `assert_eq!(${received}, ${literal});`;
}

/** As a string literal of Rust. */
export function rustQuoted(text: string): string {
  const escaped = text.replaceAll(/["\\]|[^\P{Cc}]/gu, (found) => {
    const known: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' };
    return known[found] ?? `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`;
  });
  return `"${escaped}"`;
}
