import { describe, expect, it } from 'vitest';
import { trialsIn } from '../../../../src/testing/trials/calls.ts';
import { documentedTrials } from '../../../../src/testing/trials/documented.ts';
import { variationsOf } from '../../../../src/testing/trials/variations.ts';
import { subject, subjectIn, trial } from '../made.ts';

const documented = (comment: string, owner?: string) => {
  const text = `${comment.replaceAll(/^/gm, '/// ')}\n#[inline]\npub fn f(a: i32) -> i32 {\n}\n`;
  const one = subjectIn(text, 'rust', 'f', 'pub fn f(a: i32) -> i32 {', owner);
  return documentedTrials(text, { ...one, start: 0 }).map(({ setup, call, expected }) => [setup, call, expected]);
};

describe('examples in doc comments', () => {
  it.each<[string, string, unknown[]]>([
    ['assert_eq!', 'assert_eq!(f(1), 2);', [[[], 'f(1)', '2']]],
    ['assert_eq! the other way round', 'assert_eq!(2, f(1));', [[[], 'f(1)', '2']]],
    [
      'assert! and its opposite',
      'assert!(f(1));\nassert!(!f(2));',
      [
        [[], 'f(1)', 'true'],
        [[], 'f(2)', 'false'],
      ],
    ],
    ['the crate as a prefix', 'use p::f;\nassert_eq!(p::f(1), vec![2, 3]);', [[[], 'f(1)', 'vec![2, 3]']]],
    [
      'what stands before, hidden lines too',
      '# use std::fmt::Debug;\n# let a = 1;\nlet b = 2;\nassert_eq!(f(a), 2, "why");',
      [[['use std::fmt::Debug', 'let a = 1'], 'f(a)', '2']],
    ],
    [
      'a call within another one',
      'assert_eq!(g(f(1)), 2);\nassert!(f(1) > 2);',
      [
        [[], 'f(1)', undefined],
        [[], 'f(1)', undefined],
      ],
    ],
    ['a main function', 'fn main() {\n    assert_eq!(f(1), 2);\n}', [[[], 'f(1)', '2']]],
  ])('%s', (_, code, trials) => expect(documented(`About.\n\n\`\`\`\n${code}\n\`\`\``)).toEqual(trials));

  it.each(['ignore', 'text', 'no_run', 'should_panic', 'rust,ignore'])('not what is marked %s', (kind) => {
    expect(documented(`\`\`\`${kind}\nassert_eq!(f(1), 2);\n\`\`\``)).toEqual([]);
  });

  it('of a method', () => {
    const code = '```\nlet mut s = p::S::new();\ns.put(1);\nassert_eq!(s.f(1), 2);\nassert_eq!(S::f(1), 3);\n```';
    expect(documented(code, 'S')).toEqual([
      [['let mut s = p::S::new()', 's.put(1)'], 's.f(1)', '2'],
      [[], 'S::f(1)', '3'],
    ]);
  });
});

describe('calls in code', () => {
  const calls = (code: string, owner?: string) =>
    trialsIn(code, subject('rust', 'f', owner), 'model').map(({ setup, call }) => [...setup, call]);
  it.each([
    ['let x = f(1, "a");', undefined, [['f(1, "a")']]],
    ['let v: Vec<u8> = vec![];\nf::<u8>(&v)', undefined, [['let v: Vec<u8> = vec![]', 'f::<u8>(&v)']]],
    ['crate::inner::f(1)', undefined, [['f(1)']]],
    ['let mut s = S::new(1);\nlet r = s.f(2);', 'S', [['let mut s = S::new(1)', 's.f(2)']]],
    ['let s = p::S::f(2);', 'S', [['S::f(2)']]],
    ['let s = p::S::new(1).f(2);', 'S', [['S::new(1).f(2)']]],
    ['let s = T::f(2);', 'S', []],
    ['fn f(a: i32) {}', undefined, []],
  ])('%s', (code, owner, found) => expect(calls(code, owner)).toEqual(found));
});

describe('variations', () => {
  const near = (argument: string) =>
    variationsOf([trial(`f(${argument})`)], { numbers: [7], strings: ['x'] }, 'rust').map(({ call }) =>
      call.slice(2, -1),
    );
  it.each([
    ['2', ['0', '7', '8']],
    ['2.0', ['0.0', '7.0', 'f64::NAN', 'f64::INFINITY']],
    ['"ab"', ['""', '"x"', '"abx"', '"AB"']],
    ['"ab".to_string()', ['"".to_string()']],
    ['String::from("ab")', ['String::from("")']],
    ['Some(2)', ['None', 'Some(0)']],
    ['&[1, 2]', ['&[]', '&[1]', '&[2, 1]', '&[0, 2]']],
    ['vec![1, 2]', ['vec![]', 'vec![2, 1]']],
    ["'b'", ["'x'", "'a'"]],
    ['true', ['false']],
  ])('of %s', (argument, some) => expect(near(argument)).toEqual(expect.arrayContaining(some)));

  it('are whole numbers for whole numbers', () => expect(near('2').filter((one) => !/^-?\d+$/.test(one))).toEqual([]));

  it('change the object, too', () => {
    const one = { ...trial('s.f()'), setup: ['let mut s = S::new(2)'] };
    const made = variationsOf([one], { numbers: [], strings: [] }, 'rust');
    expect(made.map(({ setup }) => setup[0])).toContain('let mut s = S::new(0)');
  });

  it('leave no argument out', () => {
    const made = variationsOf([trial('f(1, true)')], { numbers: [], strings: [] }, 'rust');
    expect(made.every(({ call }) => call.includes(','))).toBe(true);
  });
});
