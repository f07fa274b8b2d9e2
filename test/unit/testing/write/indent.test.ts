import { describe, expect, it } from 'vitest';
import { indented } from '../../../../src/testing/write/indent.ts';

describe('lines go further in', () => {
  it.each<['javascript' | 'python' | 'go', string, string]>([
    ['javascript', 'f(\n  1,\n);\n\ng();', '>f(\n>  1,\n>);\n\n>g();'],
    ['javascript', 'const a = `x\n  y`;\nf(a);', '>const a = `x\n  y`;\n>f(a);'],
    ['javascript', 'f(`a ${`b\nc`} d\ne`);\ng();', '>f(`a ${`b\nc`} d\ne`);\n>g();'],
    ['javascript', '// it`s\nf();\n// it`s\ng();', '>// it`s\n>f();\n>// it`s\n>g();'],
    ['javascript', "f('`');\ng('`');", ">f('`');\n>g('`');"],
    ['javascript', 'f(/`/);\ng(/`/);', '>f(/`/);\n>g(/`/);'],
    ['javascript', '/* a\n b */\nf();', '>/* a\n> b */\n>f();'],
    ['python', 'a = """x\n  y"""\nf(a)', '>a = """x\n  y"""\n>f(a)'],
    ['python', "a = '''x\n\n\"y'''\nf(a)", ">a = '''x\n\n\"y'''\n>f(a)"],
    ['python', '# """\nf()\n# """\ng()', '># """\n>f()\n># """\n>g()'],
    ['python', "f(\"'''\")\ng(\"'''\")", ">f(\"'''\")\n>g(\"'''\")"],
    ['go', 'a := `x\n\ty`\nF(a)', '>a := `x\n\ty`\n>F(a)'],
    ['go', "F('`')\nF('`')", ">F('`')\n>F('`')"],
  ])('of %s but what is in a string: %j', (language, code, expected) =>
    expect(indented(code, '>', language)).toBe(expected),
  );
});
