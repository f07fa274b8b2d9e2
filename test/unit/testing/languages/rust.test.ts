import { describe, expect, it } from 'vitest';
import { RUST } from '../../../../src/testing/languages/rust.ts';
import { testText } from '../../../../src/testing/languages/test-text.ts';
import { qualifiedName, subjectNamed, subjectsOf } from '../../../../src/testing/subject.ts';
import { syntax } from '../instrument/subjects.ts';
import { caseOf, sourceOf, subjectIn, value } from '../made.ts';

const source = (text: string, head: string, file = '/p/src/a.rs', owner?: string) =>
  sourceOf(file, text, subjectIn(text, 'rust', 'f', head, owner), { framework: 'cargo test', testFile: file });

describe('a test cannot call', () => {
  it.each([
    ['fn f() {}', '/p/src/a.rs', undefined],
    ['impl A { fn f() {} }', '/p/src/a.rs', undefined],
    [
      'mod inner { fn f() {} }',
      '/p/src/a.rs',
      '"f" is in the module "inner" of the file: tests at the end of the file do not see into it.',
    ],
    ['#[cfg(test)] mod tests { fn f() {} }', '/p/src/a.rs', '"f" stands among the tests.'],
    ['trait A { fn f() {} }', '/p/src/a.rs', '"f" belongs to a trait, not to a type.'],
    ['async fn f() {}', '/p/src/a.rs', '"f" is asynchronous: which runtime it needs is not known.'],
    ['unsafe fn f() {}', '/p/src/a.rs', '"f" is unsafe: calls with made-up values could do anything.'],
    ['fn f() {}', '/p/examples/a.rs', 'Unit tests of Rust stand in the files below "src": this one is in "examples".'],
  ])('%s in %s: %s', (text, file, reason) => {
    const head = /(?:async |unsafe )?fn f\(\) \{/.exec(text)?.[0] ?? '';
    expect(RUST.refusal(source(text, head, file))).toBe(reason);
  });
});

describe('subjects', () => {
  const text = `/// About.
#[inline]
pub fn f() {}
impl<T> Stack<T> { fn push(&mut self) { fn inner() {} } }
impl Clone for Level { fn clone(&self) -> Self { Level } }
`;
  it('are functions and methods, by the type that they belong to', async () => {
    const found = await subjectsOf('rust', text, syntax);
    expect(found.map(qualifiedName)).toEqual(['f', 'Stack.push', 'Level.clone']);
    expect((await subjectNamed('rust', text, 'Stack.push', syntax))?.owner).toBe('Stack');
  });
  it('have what is above them, attributes too', async () => {
    expect((await subjectNamed('rust', text, 'f', syntax))?.start).toBe(0);
  });
});

describe('the source is the test file', () => {
  const text = 'fn f(a: i32) -> i32 {\n    a\n}\n';
  const one = source(text, 'fn f(a: i32) -> i32 {');
  const cases = [
    caseOf('f(1)', value('1'), { isDocumented: true }),
    caseOf('f(2)', value('2'), { isDocumented: true }),
  ];

  it('and gets a module of tests at its end', async () => {
    const whole = { ...one, setup: { ...one.setup, existing: text } };
    expect(await testText(whole, RUST, cases.slice(0, 1), syntax)).toBe(
      `${text}\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn f_of_1() {\n        assert_eq!(f(1), 1);\n    }\n}\n`,
    );
  });

  it('also where a test is tried alone', () => {
    const alone = RUST.newFile(one, RUST.tests(one, cases.slice(0, 1)));
    expect(alone).toContain(`${text}\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n`);
    const tested = { ...one, text: `${text}#[cfg(test)]\nmod tests {}\n` };
    expect(RUST.newFile(tested, RUST.tests(one, cases))).toContain('mod local_forge_tests {');
  });

  it('and names the probe', () => {
    expect(RUST.probed?.(text)).toBe(
      `${text}\n#[cfg(test)]\n#[path = "local_forge_probe.rs"]\nmod local_forge_probe;\n`,
    );
  });

  it('with names in the order that is wanted', () => {
    const { tests, names } = RUST.tests(one, cases);
    const ordered = RUST.ordered?.(tests, [...names].reverse()) ?? '';
    expect([...ordered.matchAll(/fn (\w+)\(/g)].map(([, name]) => name)).toEqual(['o1_f_of_1', 'o0_f_of_2']);
  });
});

it('a module of tests in a file of its own', () => {
  const one = source('fn f() {}', 'fn f() {');
  const apart = { ...one, setup: { ...one.setup, testFile: '/p/src/a/tests.rs' } };
  expect(RUST.newFile(apart, RUST.tests(apart, [caseOf('f(1)', value('1'), { isDocumented: true })]))).toMatch(
    /^use super::\*;\n\n#\[test\]\n/,
  );
});

describe('tests that are there', () => {
  const text = `use std::collections::HashMap;
use std::fmt;
struct A;
impl A {
    fn new() -> A {}
    fn f(&self, m: &HashMap<u8, u8>) -> u8 {
    }
}
fn free() {}
`;
  const names = (existing: string) => {
    const one = source(text, 'fn f(&self, m: &HashMap<u8, u8>) -> u8 {', '/p/src/a.rs', 'A');
    const cases = [
      caseOf('a.f(&HashMap::new())', value('free()'), {
        trial: { setup: ['let a = A::new()'], call: 'a.f(&HashMap::new())', from: 'model' },
      }),
    ];
    return RUST.tests({ ...one, setup: { ...one.setup, existing } }, cases).imports;
  };
  it.each([
    ['name what they use', 'mod tests {\n    use super::A;\n}\n', ['A', 'HashMap', 'free']],
    ['use all', 'mod tests {\n    use super::*;\n}\n', ['*']],
    ['use nothing', text, ['*']],
  ])('that %s', (_, existing, wanted) => expect(names(existing)).toEqual([{ from: 'super', names: wanted }]));
});
