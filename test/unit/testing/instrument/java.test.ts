import { afterAll, expect, it } from 'vitest';
import { copyFor, described, movedLines, syntax } from './subjects.ts';

afterAll(() => syntax.dispose());

const TEXT = `package p;

class Found {
  int scan(Object of, int kind, String name) {
    if (of instanceof String text && text.length() > 3) return 1;
    int twice = switch (kind) { case 1 -> kind * 2; default -> throw new IllegalStateException("x"); };
    switch (twice) { case 2: case 4: twice += 10; break; default: return -1; }
    for (int i = 0; i < kind; i++) twice++;
    while (true) { if (name.isEmpty()) break; }
    name = name + kind;
    return twice;
  }

  boolean other(boolean a, boolean b) {
    return a && b ? true : false;
  }
}
`;

it('changes what keeps its type, and moves no line', async () => {
  const copy = await copyFor('java', TEXT, 'scan');
  expect(movedLines(TEXT, copy.text)).toEqual([]);
  expect(described(copy)).toEqual(
    expect.arrayContaining([
      '5 > -> >=',
      '5 1 -> 0',
      '6 * -> /',
      '7 += -> -=',
      '7 twice += 10; -> ',
      '8 < -> <=',
      '8 ++ -> --',
      '9 name.isEmpty() -> !(name.isEmpty())',
      '11 twice -> 0',
    ]),
  );
  // Nobody divides strings, and code behind `while (true)` must stay where nothing comes by.
  expect(described(copy).filter((one) => /^10 |true/.test(one))).toEqual([]);
});

it('keeps the names of patterns, and gives the values of a switch', async () => {
  const { text, branches } = await copyFor('java', TEXT, 'scan');
  expect(text).toContain('if (of instanceof String text && (LocalForgeState.mutant(');
  expect(text).toMatch(/case 1 -> \{ LocalForgeState\.hit\(\d+\); yield \(/);
  expect(text).toMatch(/default -> \{ LocalForgeState\.hit\(\d+\); throw new/);
  expect(text).toMatch(/case 2: case 4:LocalForgeState\.hit\(\d+\);/);
  expect(branches.map(({ line, what }) => `${line} ${what}`)).toEqual([
    ...['5 true', '6 case', '6 case', '7 case', '7 case'],
    ...['8 true', '8 false', '9 true', '9 false'],
  ]);
});

it('records each part of a condition', async () => {
  const { text, branches } = await copyFor('java', TEXT, 'other');
  expect(text).toContain('LocalForgeState.branch(3, a) && LocalForgeState.branch(5, b)');
  expect(branches).toHaveLength(6);
});
