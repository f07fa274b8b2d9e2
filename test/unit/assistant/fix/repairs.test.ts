import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { repairs, type RepairOptions } from '../../../../src/assistant/fix/repairs/all.ts';
import { sharesWords } from '../../../../src/assistant/fix/repairs/names.ts';
import { CheckFailed, type Checker } from '../../../../src/checks/checker.ts';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';
import { FakeEngine } from '../fake-engine.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const syntax = new SyntaxTrees({ grammars, runtime });
afterAll(() => syntax.dispose());
const { signal } = new AbortController();

/** The texts that are proposed where `at` of a text is reported, or where its nth occurrence is. */
async function proposals(
  languageId: string,
  text: string,
  at: string,
  message: string,
  { checkers = [], reported = [] }: Partial<RepairOptions> = {},
): Promise<string[]> {
  const start = text.lastIndexOf(at);
  const diagnostic = { start, end: start + at.length, severity: 'error', message } as const;
  const problem = { uri: 'a', languageId, text, diagnostic };
  const found = await repairs(
    problem,
    { syntax, engine: new FakeEngine(), maxStepMs: 1 },
    { checkers, reported },
    signal,
  );
  return found.map((one) => one.text);
}

describe('a name of the standard library', () => {
  const first = async (languageId: string, text: string, at: string, message: string) =>
    (await proposals(languageId, text, at, message))[0];

  it.each([
    ['among the others', 'import (\n\t"fmt"\n\t"os"\n)\n', 'import (\n\t"fmt"\n\t"os"\n\t"strconv"\n)\n'],
    ['in its order', 'import (\n\t"os"\n\t"time"\n)\n', 'import (\n\t"os"\n\t"strconv"\n\t"time"\n)\n'],
    [
      'above what others made',
      'import (\n\t"fmt"\n\n\t"github.com/a/b"\n)\n',
      'import (\n\t"fmt"\n\t"strconv"\n\n\t"github.com/a/b"\n)\n',
    ],
    ['beside a single one', 'import "os"\n', 'import "os"\nimport "strconv"\n'],
    ['where there is none', '', '\nimport "strconv"\n'],
  ])('is imported in Go %s', async (_, before, after) => {
    const code = (imports: string) => `package a\n${imports}\nfunc f() string {\n\treturn strconv.Itoa(1)\n}\n`;
    expect(await first('go', code(before), 'strconv', 'undefined: strconv')).toBe(code(after));
  });

  it('may be one of several packages of Go', async () => {
    const text = 'package a\n\nfunc f() int {\n\treturn rand.Int()\n}\n';
    const found = await proposals('go', text, 'rand', 'undefined: rand');
    expect(found.slice(0, 2).map((one) => /"(.*)"/.exec(one)?.[1])).toEqual(['math/rand', 'crypto/rand']);
  });

  it.each([
    ['import re\nimport sys\n', 'import os\nimport re\nimport sys\n'],
    ['import json\nfrom a import b\n', 'import json\nimport os\nfrom a import b\n'],
    [
      '"""About."""\n\nfrom __future__ import annotations\n',
      '"""About."""\n\nfrom __future__ import annotations\n\nimport os\n',
    ],
    ['# About.\n', '# About.\n\nimport os\n\n'],
  ])('is imported in Python into %j', async (before, after) => {
    const code = (head: string) => `${head}\ndef f(p):\n    return os.path.basename(p)\n`;
    expect(await first('python', code(before), 'os', '"os" is not defined')).toBe(code(after));
  });

  it.each([
    ['from collections import OrderedDict\n', 'from collections import OrderedDict, deque\n'],
    ['import re\nfrom typing import Any\n', 'import re\nfrom collections import deque\nfrom typing import Any\n'],
    [
      'from collections import (\n    OrderedDict,\n)\n',
      'from collections import (\n    OrderedDict,\n)\nfrom collections import deque\n',
    ],
  ])('is imported out of its module in Python: %j', async (before, after) => {
    const code = (head: string) => `${head}\ndef f(xs):\n    return deque(xs)\n`;
    expect(await first('python', code(before), 'deque', 'Undefined name `deque`')).toBe(code(after));
  });

  it('is imported together with the other names of its module that are not known', async () => {
    const code = (head: string) => `${head}def f(xs: Iterable) -> Iterator:\n    return deque(xs)\n`;
    const text = code('');
    const said = (name: string) => {
      const start = text.indexOf(name);
      return { start, end: start + name.length, severity: 'error', message: `"${name}" is not defined` } as const;
    };
    const reported = [said('Iterable'), said('Iterator'), said('deque')];
    const found = await proposals('python', text, 'Iterable', '"Iterable" is not defined', { reported });
    expect(found).toContain(code('from collections.abc import Iterable, Iterator\n\n\n'));
    expect(found).toContain(code('from collections.abc import Iterable\n\n\n'));
  });

  it('is not imported where the name is something else', async () => {
    expect(await proposals('python', 'def f():\n    return sizes\n', 'sizes', '"sizes" is not defined')).toEqual([]);
    expect(await proposals('go', 'package a\n\nfunc f() { time() }\n', 'time', 'undefined: time')).toEqual([]);
  });
});

describe('a name that is not known', () => {
  it('may be half of a rename: the use follows, or the declaration goes back', async () => {
    const code = (parameter: string, use: string) => `function f(${parameter}: number) {\n  return ${use} + 1;\n}\n`;
    const found = await proposals('typescript', code('width_value', 'width'), 'width', "Cannot find name 'width'.");
    expect(found).toContain(code('width_value', 'width_value'));
    expect(found).toContain(code('width', 'width'));
  });
  it('is wrong wherever it stands', async () => {
    const text = 'def f(args_list):\n    g(args)\n    return args\n';
    expect(await proposals('python', text, 'args', '"args" is not defined')).toContain(
      'def f(args_list):\n    g(args_list)\n    return args_list\n',
    );
  });
  it('may lack its object, also in a function inside of a method', async () => {
    const text = 'class A:\n    def f(self):\n        def g():\n            return size\n        return g\n';
    expect(await proposals('python', text, 'size', '"size" is not defined')).toEqual([
      text.replace('return size', 'return self.size'),
    ]);
    const go = 'func (r *Route) Add() {\n\taddMatcher(1)\n}\n';
    expect(await proposals('go', go, 'addMatcher', 'undefined: addMatcher')).toContain(
      go.replace('addMatcher', 'r.addMatcher'),
    );
  });
  it('is a member like the others there that are not known', async () => {
    const text = 'class A:\n    def f(self):\n        return width * height\n';
    const reported = ['width', 'height'].map((name) => ({
      start: text.indexOf(name),
      end: text.indexOf(name) + name.length,
      severity: 'error' as const,
      message: `"${name}" is not defined`,
    }));
    expect(await proposals('python', text, 'width', '"width" is not defined', { reported })).toContain(
      text.replace('width * height', 'self.width * self.height'),
    );
  });
  it('is declared by the assignment in Go', async () => {
    const go = 'func f() {\n\tv, err = g()\n}\n';
    expect(await proposals('go', go, 'v', 'undefined: v')).toContain('func f() {\n\tv, err := g()\n}\n');
  });
  it('shares its words with another in any style', () => {
    expect(sharesWords('args', 'argsList')).toBe(true);
    expect(sharesWords('Any', 'AnyValue')).toBe(true);
    expect(sharesWords('count', 'discount')).toBe(false);
  });
});

describe('a value of the wrong type', () => {
  it('loses its quotes, where it got its value too', async () => {
    const text = 'start = "0"\nend = start - 1\n';
    const message = 'Operator "-" not supported for types "str" and "Literal[1]"';
    expect(await proposals('python', text, 'start - 1', message)).toEqual(['start = 0\nend = start - 1\n']);
  });
  it('is converted to the type that is wanted', async () => {
    const message = "Argument of type 'bigint' is not assignable to parameter of type 'number'.";
    expect(await proposals('typescript', 'f(a.size)', 'a.size', message)).toEqual(['f(Number(a.size))']);
    const python = 'Type "bytearray" is not assignable to return type "bytes"';
    expect(await proposals('python', 'return self.data\n', 'self.data', python)).toEqual(['return bytes(self.data)\n']);
    const go = 'cannot use t >> 32 (value of type int64) as byte value in assignment';
    expect(await proposals('go', 'u[6] = t >> 32\n', 't >> 32', go)).toEqual(['u[6] = byte(t >> 32)\n']);
  });
  it('is not converted where it is something else than a number or a text', async () => {
    const message = "Type 'boolean' is not assignable to type 'string'.";
    expect(await proposals('typescript', 'text = size;', 'text', message)).toEqual([]);
  });
  it('is what is assigned, where the target is pointed at', async () => {
    const message = "Type 'number' is not assignable to type 'string'.";
    expect(await proposals('typescript', 'text = size;', 'text', message)).toEqual(['text = String(size);']);
  });
});

describe('a call', () => {
  it('gets two arguments the other way round, brackets and quotes inside of them left alone', async () => {
    const message = "Argument of type 'string' is not assignable to parameter of type 'number[]'.";
    expect(await proposals('typescript', 'f("a, (b", [1, 2], c)', '"a, (b"', message)).toEqual([
      'f([1, 2], "a, (b", c)',
      'f("a, (b", c, [1, 2])',
    ]);
  });
  it('gets what its function declares, or other calls are given', async () => {
    const text = 'function f(code: number) {\n  skip(2);\n  skip();\n}\n';
    expect(await proposals('typescript', text, 'skip()', 'Expected 1 arguments, but got 0.')).toEqual(
      ['2', 'code'].map((value) => text.replace('skip()', `skip(${value})`)),
    );
  });
  it('keeps named arguments where they are', async () => {
    const message = 'Argument of type "str" cannot be assigned to parameter "a" of type "A" in function "f"';
    expect(await proposals('python', 'f(b, a=1)', 'b', message)).toEqual([]);
  });
});

describe('a statement', () => {
  it('returns the value that it does nothing with', async () => {
    const said = 'Expression value is unused';
    expect(await proposals('python', 'def f(a):\n    not a\n', 'not a', said)).toEqual([
      'def f(a):\n    return not a\n',
    ]);
    expect(await proposals('python', 'def f(a):\n    g(\n        a\n    )[0]\n\nx = 1\n', 'g(', said)).toEqual([
      'def f(a):\n    return g(\n        a\n    )[0]\n\nx = 1\n',
    ]);
  });
  it('assigns or calls, and returns nothing where more follows', async () => {
    const said = 'Expression value is unused';
    expect(await proposals('python', 'def f(a):\n    a.b == 1\n    g(a)\n', 'a.b', said)).toEqual([
      'def f(a):\n    a.b = 1\n    g(a)\n',
    ]);
    expect(await proposals('python', 'def f(a):\n    a.close  # now\n', 'a.close', said)).toEqual([
      'def f(a):\n    return a.close  # now\n',
      'def f(a):\n    a.close()  # now\n',
    ]);
  });
  it('is put at the end of a function that gives nothing, with what the function used for nothing first', async () => {
    const text = 'function f(a: number): number[] {\n  const b = g(a);\n}\n';
    const message = "A function whose declared type is neither 'undefined', 'void', nor 'any' must return a value.";
    const [first] = await proposals('typescript', text, 'number[]', message);
    expect(first).toBe('function f(a: number): number[] {\n  const b = g(a);\n  return b;\n}\n');
  });
  it('takes all that a Go function gives', async () => {
    const message = 'assignment mismatch: 1 variable but f returns 2 values';
    expect(await proposals('go', '\ta := f()\n', 'a', message)).toContain('\ta, err := f()\n');
    expect(
      await proposals(
        'go',
        '\treturn f(a)\n',
        'f',
        'not enough return values\n\thave (string)\n\twant (string, error)',
      ),
    ).toEqual(['\treturn f(a), nil\n']);
    expect(await proposals('go', '\ta := b\n', 'a', 'declared and not used: a')).toEqual(['\ta = b\n']);
  });
  it('may await in a function that says so', async () => {
    const text = 'def f():\n    await g()\n';
    expect(await proposals('python', text, 'await', '"await" allowed only within async function')).toEqual([
      'async def f():\n    await g()\n',
    ]);
  });
});

it('says words of another language in this one', async () => {
  expect(await proposals('typescript', 'if (a and b) raise c', 'and', "')' expected.")).toEqual([
    'if (a && b) raise c',
    'if (a and b) throw c',
  ]);
  expect(await proposals('python', 'else if a:', 'if', 'Expected ":"')).toEqual(['elif a:']);
  expect(await proposals('go', 'return null', 'null', 'undefined: null')).toEqual(['return nil']);
});

it('takes what a checker proposes, and does without one that fails', async () => {
  const checker: Checker = {
    name: 'tsc',
    covers: 'types',
    check: () => Promise.resolve([]),
    repairs: () => Promise.resolve([{ edits: [{ start: 0, end: 0, newText: 'async ' }], isImport: false }]),
    dispose: () => Promise.resolve(),
  };
  const failing: Checker = { ...checker, repairs: () => Promise.reject(new CheckFailed('gone')) };
  expect(await proposals('typescript', 'x()', 'x', 'odd', { checkers: [failing, checker] })).toEqual(['async x()']);
});
