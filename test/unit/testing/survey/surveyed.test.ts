import { describe, expect, it } from 'vitest';
import { NOTHING_SURVEYED, surveyedIn, withImports } from '../../../../src/testing/survey/surveyed.ts';
import { trial } from '../made.ts';

describe('a survey', () => {
  it('is read as it was written', () => {
    const written = { ...NOTHING_SURVEYED, values: { a: ['1'] } };
    expect(surveyedIn(JSON.stringify(written))).toEqual(written);
  });

  it.each(['', '{"values": '])('that was ended says nothing: %j', (written) =>
    expect(surveyedIn(written)).toEqual(NOTHING_SURVEYED),
  );
});

describe('imports', () => {
  const imports = { Ring: 'from p import Ring', Node: 'from p.q import Node' };

  it('stand before a call that needs them', () => {
    expect(withImports(trial('f(Ring(1))', { setup: ['a = 1'] }), { imports }).setup).toEqual([
      'from p import Ring',
      'a = 1',
    ]);
  });

  it('are not doubled, and not for what only stands in a text or behind a dot', () => {
    const there = trial('f(Ring(1))', { setup: ['from p import Ring'] });
    expect(withImports(there, { imports })).toBe(there);
    const other = trial("f('Ring', p.Node)");
    expect(withImports(other, { imports })).toBe(other);
  });
});
