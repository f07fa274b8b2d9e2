import { describe, expect, it } from 'vitest';
import { additionOf, bodyOf, placeOf } from '../../../../src/extension/testing/case-text.ts';

const t = (message: string, ...values: readonly (string | number)[]) =>
  message.replaceAll(/\{(\d)\}/g, (_, place: string) => String(values[Number(place)]));

const TYPESCRIPT = "it('returns 1 for one()', () => {\n  expect(one()).toBe(1);\n});\n";
const PYTHON = 'def test_one_of_nothing(self):\n    value = 1\n    assert one(value) == 1\n';
const GO = 't.Run("returns 1", func(t *testing.T) {\n\tgot := One()\n\tif got != 1 {\n\t\tt.Errorf("x")\n\t}\n})\n';

describe('what a case adds', () => {
  it('is told in branches and mutants, as far as there are', () => {
    expect(additionOf({ branches: 3, mutants: 2 }, 5, t)).toBe('+3 branches, kills 2 of 5 mutants');
    expect(additionOf({ branches: 1, mutants: 0 }, 5, t)).toBe('+1 branch');
    expect(additionOf({ branches: 0, mutants: 1 }, 5, t)).toBe('kills 1 of 5 mutants');
    expect(additionOf({ branches: 0, mutants: 0 }, 5, t)).toBe('runs the body');
  });
});

describe('the body of a test', () => {
  it('is what stands between its name and its end', () => {
    expect(bodyOf(TYPESCRIPT)).toBe('expect(one()).toBe(1);');
    expect(bodyOf(PYTHON)).toBe('value = 1 assert one(value) == 1');
    expect(bodyOf(GO)).toBe('got := One() if got != 1 { t.Errorf("x") }');
    expect(bodyOf(`// reported\n${TYPESCRIPT}`)).toBe('expect(one()).toBe(1);');
    expect(bodyOf('')).toBe('');
  });
});

describe('the place of a test in its file', () => {
  it('is found whatever its indentation, and though a number stands behind its name', () => {
    const file =
      "describe('one', () => {\n  it('returns 1 for one() (2)', () => {\n    expect(one()).toBe(1);\n  });\n});\n";
    expect(placeOf(TYPESCRIPT, file)).toEqual({ start: 1, end: 3 });
    expect(placeOf(PYTHON, `class A:\n${PYTHON.replaceAll(/^(?=.)/gm, '    ')}`)).toEqual({ start: 1, end: 3 });
  });

  it('is none where it is not', () => {
    expect(placeOf(TYPESCRIPT, "it('x', () => {\n  expect(two()).toBe(2);\n});\n")).toBeUndefined();
    expect(placeOf('', 'x')).toBeUndefined();
  });
});
