import { describe, expect, it } from 'vitest';
import { callIn, trialsIn, unique } from '../../../../src/testing/trials/calls.ts';
import { subject, trial } from '../made.ts';

const F = subject('typescript', 'f');
const METHOD = subject('typescript', 'push', 'Ring');

describe('the call in', () => {
  it.each([
    ['expect(f(1)).toBe(2)', 'f(1)'],
    ['const a = await f(g(1), [2])', 'f(g(1), [2])'],
    ['f<Map<string, number>>(1)', 'f<Map<string, number>>(1)'],
    ['lib.f(1)', 'lib.f(1)'],
    ['$f(1)', undefined],
    ['of(1)', undefined],
    ['function f(a) {', undefined],
    ['f(1', undefined],
    ["f(')')", "f(')')"],
  ])('%s is %s', (statement, call) => expect(callIn(statement, F)).toBe(call));

  it.each([
    ['ring.push(1)', 'ring.push(1)'],
    ['new Ring(3).push(1)', 'new Ring(3).push(1)'],
    ['expect(a.b[0].push(1)).toBe(2)', 'a.b[0].push(1)'],
    ['push(1)', undefined],
  ])('%s of a method is %s', (statement, call) => expect(callIn(statement, METHOD)).toBe(call));

  it.each([
    ['typescript', 'constructor', 'const r = new Ring(1)', 'new Ring(1)'],
    ['typescript', 'constructor', 'Ring(1)', undefined],
    ['python', '__init__', 'r = Ring(1)', 'Ring(1)'],
  ])('%s of a constructor', (languageId, name, statement, call) =>
    expect(callIn(statement, subject(languageId, name, 'Ring'))).toBe(call),
  );
});

describe('trials in an answer', () => {
  it('have the statements that they need, and no others', () => {
    expect(trialsIn('const a = [1];\nconst b = 2;\nconst c = a.concat(b);\nf(a);\nf(c);', F, 'model')).toEqual([
      trial('f(a)', { setup: ['const a = [1]'] }),
      trial('f(c)', { setup: ['const a = [1]', 'const b = 2', 'const c = a.concat(b)'] }),
    ]);
  });

  it('have what was done to their object before', () => {
    const code = 'const ring = new Ring(2);\nring.push(1);\nring.clear();\nring.push(2);';
    expect(trialsIn(code, METHOD, 'model')[1]).toEqual(
      trial('ring.push(2)', { setup: ['const ring = new Ring(2)', 'ring.clear()'] }),
    );
  });

  it.each([
    ['python', 'x, y = 1, 2\nf(y)\n', 'x, y = 1, 2'],
    ['python', '>>> x: int = 1\n>>> f(x)\n', 'x: int = 1'],
    ['go', 'x, err := g()\nf(x)\n', 'x, err := g()'],
    ['go', 'var x int\nf(x)\n', 'var x int'],
  ])('of %s read %j', (languageId, code, setup) => {
    expect(trialsIn(code, subject(languageId, 'f'), 'model')[0]?.setup).toEqual([setup]);
  });

  it('are there once each', () => {
    expect(trialsIn('f(1);\nf(1)\nf( 1)', F, 'caller').map(({ call }) => call)).toEqual(['f(1)']);
    expect(unique([trial('f(1,  2)'), trial('f(1, 2)')])).toHaveLength(1);
  });

  it('have no blanks inside of their brackets', () => {
    const calls = trialsIn('f( [1, 2],  0 )\nf(g( 1 ), " ( a ) " )\nf(\n  1,\n)', F, 'model').map(({ call }) => call);
    expect(calls).toEqual(['f([1, 2], 0)', 'f(g( 1 ), " ( a ) ")', 'f(\n  1,\n)']);
  });

  it('are without comments and what the answer says beside', () => {
    expect(trialsIn('Here are calls:\nf(1) // usual\n', F, 'model')).toEqual([trial('f(1)')]);
  });
});
