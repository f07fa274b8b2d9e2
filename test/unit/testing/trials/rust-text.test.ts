import { describe, expect, it } from 'vitest';
import {
  bareRust,
  blocksAround,
  genericOf,
  implementedAt,
  plainRust,
  rustItems,
} from '../../../../src/testing/trials/rust-text.ts';

describe('comments and lifetimes are blanked, and nothing moves', () => {
  it.each([
    ["fn f<'a>(x: &'a str) {}", 'fn f<  >(x: &   str) {}'],
    ["let c = 'a'; // don't", "let c = 'a';         "],
    ["'\\'' '\\u{1f}' '\\\\'", "'\\'' '\\u{1f}' '\\\\'"],
    ['"// no comment" /* it\'s */ x', '"// no comment"            x'],
    ['r#"a "quoted" // b"#', 'r#"a "quoted" // b"#'],
    ["loop { break 'outer; }", 'loop { break       ; }'],
  ])('%s', (code, plain) => {
    expect(plainRust(code)).toBe(plain);
    expect(plain).toHaveLength(code.length);
  });

  it('and text, where only brackets count', () => expect(bareRust('f("}", \'{\')')).toBe('f(   ,    )'));
});

it.each([
  ['a: HashMap<String, i32>, b: u8', ['a: HashMap<String, i32>', 'b: u8']],
  ['f: impl Fn(i32, i32) -> bool, n: (u8, u8),', ['f: impl Fn(i32, i32) -> bool', 'n: (u8, u8)']],
  ['', []],
])('items of %j', (list, items) => expect(rustItems(list)).toEqual(items));

it.each([
  ['Vec<Option<u8>>', { name: 'Vec', of: ['Option<u8>'] }],
  ['std::collections::HashMap<K, V>', { name: 'HashMap', of: ['K', 'V'] }],
  ['String', undefined],
])('%s is generic', (type, parts) => expect(genericOf(type)).toEqual(parts));

describe('the type of an impl', () => {
  it.each([
    ['impl Stack { @ }', 'Stack'],
    ["impl<'a, T: Into<Vec<u8>>> Stack<'a, T> where T: Copy { fn f() { @ } }", 'Stack'],
    ['impl<T> std::fmt::Display for inner::Stack<T> { @ }', 'Stack'],
    ['impl Iterator for &mut Stack { @ }', 'Stack'],
    ['impl A { } fn f() { @ } impl B { }', undefined],
    ['// impl Gone {\nfn f() { @ }', undefined],
    ['fn f() -> impl Iterator<Item = u8> { @ }', undefined],
  ])('%s', (code, owner) => expect(implementedAt(code, code.indexOf('@'))).toBe(owner));
});

it('modules around a place, the innermost last', () => {
  const code = 'mod a { mod b; mod c { @ } } mod d {}';
  expect(blocksAround(code, 'mod', code.indexOf('@')).map(({ head }) => head)).toEqual(['a', 'c']);
});
