import { expect, it } from 'vitest';
import type { CallExamples, ParameterExamples } from '../../../../src/checks/call-examples.ts';
import { calledWithin, isOfExamples } from '../../../../src/testing/trials/example-calls.ts';
import { trial } from '../made.ts';

const parameter = (name: string, type: string, values: string[], more: Partial<ParameterExamples> = {}) => ({
  name,
  type,
  isOptional: false,
  isVariadic: false,
  values,
  ...more,
});
const examples: CallExamples = {
  signatures: [
    [
      parameter('node', 'Node', ["new Text('a')"]),
      parameter('depth', 'number', ['2'], { isOptional: true }),
      parameter('more', 'any', [], { isOptional: true }),
      parameter('names', 'string', ["'a'"], { isOptional: true, isVariadic: true }),
    ],
  ],
  objects: [],
  continuations: ['(of(1)).run()'],
  preparations: [],
  imports: [],
};

it.each<[boolean, string[], string]>([
  [true, [], "f(new Text('a'))"],
  [true, ["const node = new Text('a')"], 'f(node, -1.5)'],
  [true, [], "f(new Text('a'), 2, {}, 'x', \"y\")"],
  [true, [], "f(new Text('a'))(of(1)).run()"],
  [false, [], 'f()'],
  [false, [], 'f({})'],
  [false, ['const node = {}'], 'f(node)'],
  [false, [], "f(new Text('a'), 'deep')"],
])('says %s of %j %s', (is, setup, call) => expect(isOfExamples(trial(call, { setup }), examples)).toBe(is));

it('finds the calls among the arguments of a call', () => {
  expect(calledWithin('f(open({ a: 1 }), new Box(of(1)), [of(2)], a.make(3))')).toEqual([
    'open({ a: 1 })',
    'a.make(3)',
  ]);
  expect(calledWithin('f()')).toEqual([]);
});
