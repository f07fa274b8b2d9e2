import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inspect } from 'node:util';
import vm from 'node:vm';
import { afterAll, expect, it, vi } from 'vitest';
import { instrumented } from '../../../../src/testing/instrument/instrument.ts';
import { subjectsIn, syntax } from './subjects.ts';

afterAll(() => syntax.dispose());

const require = createRequire(import.meta.url);

/** What an expression over a module's exports gives. */
function given(code: string, expression: string): string {
  const context = vm.createContext({
    require,
    process: { platform: 'linux', env: {} },
    performance,
    AbortController,
    AbortSignal,
  });
  vm.runInContext(`var module = { exports: {} }; var exports = module.exports;\n${code}`, context);
  return inspect(vm.runInContext(expression, context), { depth: 9 });
}

it.each([
  [
    'ignore/index.js',
    `(() => {
      const rules = module.exports().add(['*.log', '!keep.log', 'dist/', '/a/**/b', '# no', 'x\\\\ ', '[a-c]?.ts', 'b*/**']);
      return ['x.log', 'keep.log', 'dist/a', 'a/c/d/b', 'b1/q', 'az.ts', 'src/a.ts', 'x '].map((one) => rules.test(one));
    })()`,
  ],
  [
    'diff/dist/diff.js',
    `(() => {
      const d = module.exports;
      return [d.diffWords('a b c', 'a c d'), d.createPatch('f', 'a\\nb\\nc\\n', 'a\\nc\\nd'), d.diffChars('abcd', 'acxd'),
        d.applyPatch('a\\nb\\n', d.createPatch('f', 'a\\nb\\n', 'a\\nc\\n')), d.diffJson({ a: 1 }, { b: 2 }), d.diffSentences('A b. C!', 'A b. D!')];
    })()`,
  ],
])(
  'functions of %s mean the same',
  async (file, expression) => {
    const text = await readFile(path.join(import.meta.dirname, '../../../../node_modules', file), 'utf8');
    const expected = given(text, expression);
    await vi.waitFor(async () => expect(await syntax.countErrors('javascript', text)).toBe(0), 10_000); // a cold parser gives up
    const subjects = (await subjectsIn('javascript', text)).filter((_, index) => index % 4 === 0);
    expect(subjects.length).toBeGreaterThan(10);
    let mutants = 0;
    for (const subject of subjects) {
      const copy = await instrumented(text, subject, syntax);
      if (copy === undefined) throw new Error(`${subject.name} was not instrumented`);
      mutants += copy.mutants.length;
      expect(given(copy.text, expression), subject.name).toBe(expected);
    }
    expect(mutants).toBeGreaterThan(subjects.length);
  },
  120_000,
);

const PYTHON = `
import json, sys, types
def run(text, expression):
    module = types.ModuleType("subject")
    sys.modules["subject"] = module
    exec(compile(text, "subject.py", "exec"), module.__dict__)
    return repr(eval(expression, module.__dict__))
print(json.dumps([run(*task) for task in json.load(sys.stdin)]))
`;

it.each([
  [
    'textwrap',
    `[wrap("The quick-brown fox jumped -- over  the\\tlazy dog. Really? Yes.", 11, fix_sentence_endings=True, max_lines=4), dedent("  a\\n   b\\n\\n  c"), shorten("Hello  world!", 11), indent("a\\n\\nb", "+ ")]`,
  ],
  [
    'fractions',
    `[Fraction(3, -6), Fraction("1.25") ** 2, Fraction(7, 3) // 2, Fraction.from_float(0.1).limit_denominator(50), Fraction(1, 3) < 0.5, hash(Fraction(1, 7))]`,
  ],
])(
  'functions of %s mean the same',
  async (name, expression) => {
    const python = (code: string, input = ''): string =>
      execFileSync('python3', ['-I', '-W', 'ignore', '-c', code], {
        input,
        timeout: 100_000,
        maxBuffer: 2 ** 28,
      }).toString();
    const text = await readFile(python(`import ${name}; print(${name}.__file__, end="")`), 'utf8');
    const subjects = await subjectsIn('python', text);
    const tasks = [[text, expression]];
    for (const subject of subjects) {
      const copy = await instrumented(text, subject, syntax);
      if (copy === undefined) throw new Error(`${subject.name} was not instrumented`);
      tasks.push([copy.text, expression]);
    }
    const [expected, ...given] = JSON.parse(python(PYTHON, JSON.stringify(tasks))) as string[];
    expect(given.length).toBeGreaterThan(8);
    expect(given.filter((one) => one !== expected)).toEqual([]);
  },
  120_000,
);
