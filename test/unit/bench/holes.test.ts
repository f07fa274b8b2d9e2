import { describe, expect, it } from 'vitest';
import type { CodeFile } from '../../../bench/eval/code-files.ts';
import { chosenHoles, type Grammar } from '../../../bench/eval/hole-choice.ts';
import { holesOf, placeOf, POINTS, type Hole, type Point } from '../../../bench/eval/holes.ts';

const file = (text: string, languageId: CodeFile['languageId'] = 'typescript', name = 'pkg@1/a'): CodeFile => ({
  source: 'pkg@1',
  name,
  languageId,
  text,
});

/** The holes of a point, as the document with the cursor `|` and what is cut. */
function cut(text: string, point: Point, languageId?: CodeFile['languageId']): [string, string][] {
  return holesOf(file(text, languageId))
    .filter((hole) => hole.point === point)
    .map((hole) => {
      const place = placeOf(hole);
      return [`${place.text.slice(0, place.offset)}|${place.text.slice(place.offset)}`, hole.expected];
    });
}

describe('holes', () => {
  it('begin behind an operator', () => {
    expect(cut('  const total = price;', 'operator')).toEqual([['  const total = |', 'price;']]);
  });
  it('begin behind a dot', () => {
    expect(cut('  return list.items;', 'dot')).toEqual([['  return list.|', 'items;']]);
  });
  it('begin behind a keyword', () => {
    expect(cut('  return value;', 'keyword')).toEqual([['  return |', 'value;']]);
  });
  it('begin in a name, which is left unfinished', () => {
    expect(cut('  return wanted;', 'identifier')).toEqual([['  return wa|', 'nted;']]);
  });
  it('begin on an empty indented line', () => {
    expect(cut('  call(value);', 'empty line')).toEqual([['  |', 'call(value);']]);
  });
  it('leave the closing bracket and what follows it', () => {
    expect(cut('  if (count > 1) {', 'inside brackets')).toEqual([]);
    expect(cut('  show(count + 1) || stop();', 'inside brackets')).toEqual([['  show(|) || stop();', 'count + 1']]);
  });
  it('take the whole body of a block', () => {
    expect(cut('if (a) {\n  b();\n  c();\n}\nd();', 'block')).toEqual([['if (a) {|\n}\nd();', '\n  b();\n  c();']]);
    expect(cut('if a:\n    b()\n\nc()', 'block', 'python')).toEqual([['if a:|\n\nc()', '\n    b()']]);
  });
  it('are not cut in comments and imports', () => {
    expect(holesOf(file('// const total = price;\nimport a from "somewhere";'))).toEqual([]);
  });
});

describe('the choice of holes', () => {
  const allCode: Grammar = { countErrors: () => Promise.resolve(0), kindAt: () => Promise.resolve('code') };
  const line = (index: number) => `  const total${index} = price.of(item${index}, rest);\n\n\n`;
  const files = ['a', 'b', 'c'].map((name) =>
    file(Array.from({ length: 60 }, (_, index) => line(index)).join(''), 'typescript', `pkg@1/${name}.ts`),
  );
  const lineOf = (hole: Hole) => `${hole.file.name} ${hole.line}`;

  it('takes as many of each typing point, each from another line, the same ones again', async () => {
    const holes = await chosenHoles(files, allCode, '1');
    expect(new Set(holes.map(lineOf)).size).toBe(holes.length);
    for (const point of POINTS.filter((one) => one !== 'block')) {
      expect(holes.filter((hole) => hole.point === point)).toHaveLength(8);
    }
    expect(await chosenHoles([...files].reverse(), allCode, '1')).toEqual(holes);
  });
  it('passes over files that do not parse, and over strings and comments', async () => {
    expect(await chosenHoles(files, { ...allCode, countErrors: () => Promise.resolve(1) }, '1')).toEqual([]);
    expect(await chosenHoles(files, { ...allCode, kindAt: () => Promise.resolve('comment') }, '1')).toEqual([]);
  });
});
