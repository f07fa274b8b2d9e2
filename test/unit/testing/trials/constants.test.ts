import { describe, expect, it } from 'vitest';
import { constantsIn, constantsOf } from '../../../../src/testing/trials/constants.ts';
import { subjectIn } from '../made.ts';

describe('constants in a body', () => {
  it('are its numbers and short strings, each once', () => {
    expect(constantsIn("if (a > 10 || a === 10) return 'ten'; return x1 + 2.5 + a[0] + 0xC0 + 0xZ;")).toEqual({
      numbers: [10, 2.5, 0, 192],
      strings: ['ten'],
    });
  });

  it('are no numbers in strings and names, no long strings and no templates with code in them', () => {
    expect(constantsIn(`f('12', v2, '${'x'.repeat(21)}', \`\${a}\`)`)).toEqual({ numbers: [], strings: ['12'] });
  });

  it('are texts that its regular expressions find, in each language', () => {
    expect(constantsIn('if (/^v\\d+(?:-b)?$/.test(a)) return a / 2 / b;').strings).toEqual(['v1', 'v1-b']);
    expect(constantsIn("m = re.match(r'(\\w+)=\\d', s)").strings).toContain('a=1');
    expect(constantsIn('regexp.MustCompile(`^#[a-f]{2}`)').strings).toContain('#aa');
  });
});

describe('constants of a file', () => {
  it.each([
    ['python', '_MARKS = {"+": 1, "-": 2}\nOTHER = "no"\n', 'def f(a):', '\n    return a in _MARKS\n', ['+', '-']],
    [
      'typescript',
      "export const MARKS: string[] = [\n  '+',\n  '-',\n];\nconst OTHER = 'no';\n",
      'function f(a: string) {',
      ' return MARKS.includes(a); }',
      ['+', '-'],
    ],
    [
      'go',
      'package m\n\nconst (\n\tmark = "+"\n\tother = "no"\n)\n\n',
      'func F(a string) bool {',
      '\n\treturn a == mark\n}\n',
      ['+'],
    ],
  ])('count where a body of %s names them', (languageId, before, head, body, strings) => {
    const text = before + head + body;
    const found = constantsOf(text, subjectIn(text, languageId, languageId === 'go' ? 'F' : 'f', head));
    expect(found.strings).toEqual(strings);
  });

  it('are no functions, and a number that is one is', () => {
    const head = 'function f(a: number) {';
    const text = `const LIMIT = 7;\nconst g = (x: number) => x + 99;\n${head} return g(a) > LIMIT; }`;
    expect(constantsOf(text, subjectIn(text, 'typescript', 'f', head)).numbers).toEqual([7]);
  });
});
