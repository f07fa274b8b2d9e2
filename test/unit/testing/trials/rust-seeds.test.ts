import { describe, expect, it } from 'vitest';
import { rustObjects, rustSeeds } from '../../../../src/testing/trials/rust-seeds.ts';
import { subjectIn } from '../made.ts';

const callsOf = (head: string, more = '') => {
  const text = `${head}\n}\n`;
  return rustSeeds(`${more}\n${text}`, subjectIn(`${more}\n${text}`, 'rust', 'f', head));
};

describe('values by the types of parameters', () => {
  it.each([
    ['n: i64', ['f(2)', 'f(0)', 'f(-1)']],
    ['n: usize', ['f(2)', 'f(0)', 'f(1)']],
    ['x: f64', ['f(2.0)', 'f(0.0)', 'f(-1.0)', 'f(1.5)']],
    ['yes: bool', ['f(true)', 'f(false)']],
    ['c: char', ["f('a')", "f('1')", "f(' ')", "f('Z')"]],
    ["s: &'a str", ['f("a b")', 'f("")', 'f("12")']],
    ['s: String', ['f("a b".to_string())', 'f("".to_string())', 'f("12".to_string())']],
    ['s: &String', ['f(&"a b".to_string())', 'f(&"".to_string())', 'f(&"12".to_string())']],
    ['v: &[i32]', ['f(&[2, 0, -1])', 'f(&[])', 'f(&[2])']],
    ['v: Vec<bool>', ['f(vec![true, false, false])', 'f(vec![])', 'f(vec![true])']],
    ['o: Option<u8>', ['f(Some(2))', 'f(Some(0))', 'f(None)']],
    ['r: Result<u8, String>', ['f(Ok(2))', 'f(Ok(0))', 'f(Err("a b".to_string()))']],
    ['p: (u8, bool)', ['f((2, true))', 'f((0, true))', 'f((1, true))', 'f((2, false))']],
    ['a: [u8; 2]', ['f([2, 0])', 'f([0, 0])']],
    [
      'm: &HashMap<String, u8>',
      ['f(&std::collections::HashMap::from([("a b".to_string(), 2)]))', 'f(&std::collections::HashMap::new())'],
    ],
    ['g: impl Fn(i32) -> bool', ['f(|_| true)', 'f(|_| false)']],
    [
      'i: impl Iterator<Item = bool>',
      ['f(vec![true, false, false].into_iter())', 'f(vec![].into_iter())', 'f(vec![true].into_iter())'],
    ],
    ['s: impl AsRef<str>', ['f("a b")', 'f("")', 'f("12")']],
    ['x: Unknown', []],
  ])('%s', (parameter, calls) => {
    expect(callsOf(`fn f<'a>(${parameter}) -> i32 {`).map(({ call }) => call)).toEqual(calls);
  });

  it('by the bounds of a type parameter', () => {
    expect(callsOf('fn f<T>(a: T, b: T) -> T\nwhere T: Into<String>, {')[0]?.call).toBe('f("a b", "a b")');
    expect(callsOf('fn f<T: Ord + Copy>(a: &[T]) -> T {')[0]?.call).toBe('f(&[2, 0, 1])');
  });

  it('a variable, where it may be changed', () => {
    expect(callsOf('fn f(list: &mut Vec<i32>, n: i32) {')[0]).toMatchObject({
      setup: ['let mut list: Vec<i32> = vec![2, 0, -1]'],
      call: 'f(&mut list, 2)',
    });
    expect(callsOf('fn f(list: &mut [u8]) {')[1]).toMatchObject({ setup: ['let mut list: Vec<u8> = vec![]'] });
  });

  it('enums and structs of the file', () => {
    const types = 'enum Level { Low, At(i32) }\nstruct Point { x: i32, on: bool }\n';
    expect(callsOf('fn f(level: Level, at: &Point) {', types).map(({ call }) => call)).toEqual([
      'f(Level::Low, &Point { x: 2, on: true })',
      'f(Level::At(2), &Point { x: 2, on: true })',
      'f(Level::At(0), &Point { x: 2, on: true })',
      'f(Level::Low, &Point { x: 0, on: true })',
      'f(Level::Low, &Point { x: -1, on: true })',
      'f(Level::Low, &Point { x: 2, on: false })',
    ]);
  });
});

describe('methods', () => {
  const text = (head: string) => `#[derive(Default)]
struct Stack { items: Vec<i32> }
impl Stack {
    pub fn new(limit: u8) -> Result<Self, String> { todo!() }
    fn joined(&self, other: Stack) -> Stack { todo!() }
    ${head}
    }
}
`;
  const head = 'fn f(&mut self, n: bool) {';
  const subject = subjectIn(text(head), 'rust', 'f', head, 'Stack');

  it('are called on an object that the file can make', () => {
    expect(rustObjects(text(head), subject).map(({ setup }) => setup[0])).toEqual([
      'let mut stack = Stack::new(2).unwrap()',
      'let mut stack = Stack::new(0).unwrap()',
      'let mut stack = Stack::new(1).unwrap()',
      'let mut stack = Stack { items: vec![2, 0, -1] }',
      'let mut stack = Stack { items: vec![] }',
      'let mut stack = Stack { items: vec![2] }',
      'let mut stack = Stack::default()',
    ]);
    expect(rustSeeds(text(head), subject)[0]).toMatchObject({ call: 'stack.f(true)' });
  });

  it('and functions of a type by its name', () => {
    const plain = 'fn f(n: bool) -> Self {';
    const calls = rustSeeds(text(plain), subjectIn(text(plain), 'rust', 'f', plain, 'Stack'));
    expect(calls.map(({ call, setup }) => [call, setup])).toEqual([
      ['Stack::f(true)', []],
      ['Stack::f(false)', []],
    ]);
  });
});
