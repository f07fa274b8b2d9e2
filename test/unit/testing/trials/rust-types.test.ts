import { expect, it } from 'vitest';
import { rustTypes, rustValue } from '../../../../src/testing/trials/rust-types.ts';

const TEXT = `
#[derive(Debug, Clone, PartialEq)]
pub struct Point { pub x: i32, /// about, it's
    y: Vec<(u8, u8)> }
#[derive(Debug)]
struct Pair(u8, pub(crate) String);
struct Unit;
impl PartialEq for Pair { fn eq(&self, _: &Pair) -> bool { true } }
#[derive(Debug, PartialEq)]
enum Level { Low, #[default] Mid(i32, f64), High { by: u8 } }
struct Generic<T> { of: T }
#[cfg(unix)]
struct Sometimes;
struct Partly { #[cfg(test)] a: u8 }
`;

it('reads the types whose values can be written down', () => {
  const types = rustTypes(TEXT);
  expect(types.map(({ name, traits }) => [name, [...traits]])).toEqual([
    ['Point', ['Debug', 'Clone', 'PartialEq']],
    ['Pair', ['Debug', 'PartialEq']],
    ['Unit', []],
    ['Level', ['Debug', 'PartialEq']],
  ]);
  const values = types.flatMap(({ shapes }) =>
    shapes.map((shape) =>
      rustValue(
        shape,
        shape.fields.map(({ type }) => `<${type}>`),
      ),
    ),
  );
  expect(values).toEqual([
    'Point { x: <i32>, y: <Vec<(u8, u8)>> }',
    'Pair(<u8>, <String>)',
    'Unit',
    'Level::Low',
    'Level::Mid(<i32>, <f64>)',
    'Level::High { by: <u8> }',
  ]);
});
