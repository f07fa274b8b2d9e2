import { describe, expect, it } from 'vitest';
import type { TestCase } from '../../../../src/testing/cases.ts';
import { rustQuoted, rustTests } from '../../../../src/testing/write/rust.ts';
import { caseOf, subject, trial, value } from '../made.ts';

const RULES = { taken: new Set<string>(), isResult: false };
const written = (cases: readonly TestCase[], rules = RULES) => rustTests(cases, subject('rust', 'f'), rules);
const bodyOf = (one: TestCase, rules = RULES) => written([one], rules).inGroup;

describe('a case', () => {
  it.each<[string, TestCase, string]>([
    ['compares', caseOf('f(1)', value('2')), '#[test]\nfn f_of_1() {\n    assert_eq!(f(1), 2);\n}\n'],
    ['holds', caseOf('f(1)', value('true')), '#[test]\nfn f_of_1() {\n    assert!(f(1));\n}\n'],
    ['does not hold', caseOf('f(1)', value('false')), '#[test]\nfn f_of_1() {\n    assert!(!f(1));\n}\n'],
    [
      'compares what Debug says',
      caseOf('f(1)', value('"A"', { isDebug: true })),
      '#[test]\nfn f_of_1() {\n    assert_eq!(format!("{:?}", f(1)), "A");\n}\n',
    ],
    [
      'compares what was changed',
      caseOf('a.f(1)', value('()', { after: [{ name: 'a', literal: 'vec![1]' }] }), {
        trial: trial('a.f(1)', { setup: ['let mut a = A::new();'] }),
      }),
      '#[test]\nfn f_of_1() {\n    let mut a = A::new();\n    a.f(1);\n    assert_eq!(a, vec![1]);\n}\n',
    ],
    [
      'panics',
      caseOf('f(1)', { kind: 'throws', type: 'panic', message: 'no "1"\nmore' }),
      '#[test]\n#[should_panic(expected = "no \\"1\\"")]\nfn f_of_1() {\n    let _ = f(1);\n}\n',
    ],
    [
      'panics without a word',
      caseOf('f(1)', { kind: 'throws', type: 'panic', message: '' }),
      '#[test]\n#[should_panic]\nfn f_of_1() {\n    let _ = f(1);\n}\n',
    ],
    ['does not fail', caseOf('f(1)', { kind: 'no error' }), '#[test]\nfn f_of_1() {\n    let _ = f(1);\n}\n'],
  ])('that %s', (_, one, code) => expect(bodyOf(one)).toBe(code));

  it('that gives no error', () => {
    expect(bodyOf(caseOf('f(1)', { kind: 'no error' }), { ...RULES, isResult: true })).toContain(
      'assert!(f(1).is_ok());',
    );
  });
});

it('names no function twice, nor as one that is there', () => {
  const cases = [caseOf('f(1)', value('2')), caseOf('f("1")', value('3'))];
  expect(written(cases, { ...RULES, taken: new Set(['f_of_1']) }).names).toEqual(['f_of_1_2', 'f_of_1_3']);
});

it('says above observed tests what they are', () => {
  expect(written([caseOf('f(1)', value('2'))]).tests).toMatch(/^\/\/ Characterisation/);
  expect(written([caseOf('f(1)', value('2'), { isDocumented: true })]).tests).toMatch(/^#\[test\]/);
});

it.each([
  ['a"\\b', '"a\\"\\\\b"'],
  ['a\n\t\r\0é', '"a\\n\\t\\r\\u{0}é"'],
])('%j in quotes', (text, quoted) => expect(rustQuoted(text)).toBe(quoted));
