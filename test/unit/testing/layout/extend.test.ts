import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { extended, type Addition } from '../../../../src/testing/layout/extend.ts';
import type { Framework } from '../../../../src/testing/types.ts';
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const syntax = new SyntaxTrees({ grammars, runtime });
afterAll(() => syntax.dispose());

const lines = (...all: string[]) => all.map((line) => `${line}\n`).join('');
type Import = Addition['imports'][number];
const from = (module: string, ...names: string[]): Import => ({ from: module, names });

const LANGUAGE_OF: Partial<Record<Framework, string>> = {
  pytest: 'python',
  unittest: 'python',
  'go test': 'go',
  'cargo test': 'rust',
  junit: 'java',
};

function extend(framework: Framework, existing: string, tests: string, imports: Import[] = [], group?: string) {
  const addition = { imports, tests, ...(group !== undefined && { group }) };
  return extended(existing, addition, LANGUAGE_OF[framework] ?? 'typescript', framework, syntax);
}

describe('JavaScript', () => {
  const TEST = "it('new', () => {\n  expect(a()).toBe(1);\n});\n";
  const FILE = lines(
    '// @licence',
    "import { describe, expect, it } from 'vitest';",
    "import { a } from '../src/a.js';",
    '',
    '/** Helps. */',
    'const help  =  1;',
    '',
    "describe('a', () => {",
    '  let x = 0;',
    "  it('one', () => {",
    '    expect(a(x, help)).toBe(1);',
    '  }); // first',
    '',
    '  afterEach(() => {});',
    '});',
    '',
    "it.each([1, 2])('two %d', (n) => {",
    '  expect(n);',
    '});',
    '',
    'function last() {}',
  );

  it('goes into the group of the name, after its last test', async () => {
    const result = await extend('vitest', FILE, TEST, [], 'a');
    expect(result).toBe(
      FILE.replace('  }); // first\n', "  }); // first\n\n  it('new', () => {\n    expect(a()).toBe(1);\n  });\n"),
    );
  });

  it('goes after the last test at the top where there is no such group', async () => {
    const result = await extend('vitest', FILE, TEST, [], 'other');
    expect(result).toBe(FILE.replace('  expect(n);\n});\n', `  expect(n);\n});\n\n${TEST}`));
  });

  it('goes into the last of two groups of one name, also inside of others', async () => {
    const file = "describe('x', () => {});\ndescribe('outer', () => {\n\tdescribe('x', () => {\n\t});\n});\n";
    expect(await extend('jest', file, "it('n', () => {\n\tf();\n});", [], 'x')).toBe(
      "describe('x', () => {});\ndescribe('outer', () => {\n\tdescribe('x', () => {\n\t\tit('n', () => {\n\t\t\tf();\n\t\t});\n\t});\n});\n",
    );
  });

  it('opens a group that stands on one line', async () => {
    const file = 'describe(a.name, function () {});\n';
    expect(await extend('mocha', file, "it('n');", [], 'a')).toBe("describe(a.name, function () {\n  it('n');\n});\n");
  });

  it('keeps tests close together where the others are', async () => {
    const file = "describe('a', () => {\n  it('1', f);\n  it('2', f);\n});\n";
    expect(await extend('vitest', file, "it('3', f);", [], 'a')).toBe(
      "describe('a', () => {\n  it('1', f);\n  it('2', f);\n  it('3', f);\n});\n",
    );
  });

  it('does not indent inside of a template', async () => {
    const file = "describe('a', () => {\n  it('1', f);\n});\n";
    const result = await extend('vitest', file, 'it("n", () => {\n  f(`a\nb\n  c`);\n});', [], 'a');
    expect(result).toContain('  it("n", () => {\n    f(`a\nb\n  c`);\n  });\n');
  });

  it('adds only imports that are not there', async () => {
    const result = await extend('vitest', FILE, TEST, [
      from('vitest', 'it', 'vi', 'expect'),
      from('../src/a', 'a', 'b as c'),
      from('node:fs', 'default as fs'),
      from('./setup.js'),
    ]);
    expect(result?.split('\n').slice(0, 6)).toEqual([
      '// @licence',
      "import { describe, expect, it, vi } from 'vitest';",
      "import { a, b as c } from '../src/a.js';",
      "import fs from 'node:fs';",
      "import './setup.js';",
      '',
    ]);
  });

  it.each([
    ['import {a} from "./a"\n', 'import {a, b} from "./a"\nimport {c} from "c"\n'],
    ['import {\n  a,\n} from "./a"\n', 'import {\n  a,\n  b,\n} from "./a"\nimport { c } from "c"\n'],
    ['import {\n  a\n} from "./a"\n', 'import {\n  a,\n  b\n} from "./a"\nimport { c } from "c"\n'],
    ['import a from "./a"\n', 'import a, { b } from "./a"\nimport { c } from "c"\n'],
    ['import * as a from "./a"\n', 'import * as a from "./a"\nimport { b } from "./a"\nimport { c } from "c"\n'],
    [
      'import type { A } from "./a"\n',
      'import type { A } from "./a"\nimport { b } from "./a"\nimport { c } from "c"\n',
    ],
    ['const { a } = require("./a")\n', 'const { a, b } = require("./a")\nconst { c } = require("c")\n'],
    [
      'const a = require("./a")\n',
      'const a = require("./a")\nconst { b } = require("./a")\nconst { c } = require("c")\n',
    ],
    ["'use strict'\n", "'use strict'\n\nimport { b } from './a'\nimport { c } from 'c'\n"],
    ['/* licence */\n\nit("x")\n', '/* licence */\n\nimport { b } from "./a"\nimport { c } from "c"\n\nit("x")\n'],
  ])('merges imports into %j', async (head, expected) => {
    const file = head.includes('it(') ? head : `${head}\nit('x', f)\n`;
    const result = await extend('jest', file, "it('y', f)", [from('./a', 'b'), from('c', 'c')]);
    const wanted = expected.includes('it(') ? expected : `${expected}\nit('x', f)\n`;
    expect(result).toBe(`${wanted}\nit('y', f)\n`);
  });

  it('leaves a name of a framework alone that the file has from elsewhere', async () => {
    const file = "import chai from 'chai';\nconst { expect } = chai;\nit('x', f);\n";
    expect(await extend('mocha', file, "it('y', f);", [from('chai', 'expect')])).toBe(`${file}\nit('y', f);\n`);
  });

  it('does not take what the file calls the same for the same', async () => {
    expect(await extend('vitest', FILE, TEST, [from('../src/b.js', 'a')])).toBeUndefined();
    expect(await extend('vitest', FILE, TEST, [from('../src/b.js', 'last')])).toBeUndefined();
    expect(await extend('vitest', FILE, TEST, [from('../src/b.js', 'help')])).toBeUndefined();
  });

  it('is nothing where the file or the tests do not parse', async () => {
    expect(await extend('vitest', "it('x', () => {\n", TEST)).toBeUndefined();
    expect(await extend('vitest', FILE, "it('x', () => {")).toBeUndefined();
  });

  it('keeps CRLF, and a missing line break at the end', async () => {
    const file = "import { it } from 'vitest';\r\n\r\nit('x', () => {\r\n  f();\r\n});";
    const result = await extend('vitest', file, "it('y', () => {\n  g();\n});\n", [from('./g', 'g')]);
    expect(result).toBe(
      "import { it } from 'vitest';\r\nimport { g } from './g';\r\n\r\nit('x', () => {\r\n  f();\r\n});\r\n\r\nit('y', () => {\r\n  g();\r\n});",
    );
  });

  it('fills an empty file', async () => {
    expect(await extend('vitest', '', TEST, [from('vitest', 'it')])).toBe(`import { it } from 'vitest';\n\n${TEST}`);
  });
});

describe('Python', () => {
  const PYTEST = lines(
    '"""Tests."""',
    'import os',
    'from pkg.a import (',
    '    a,  # first',
    '    b,',
    ')',
    '',
    '',
    '@pytest.fixture',
    'def thing():',
    '    return  1',
    '',
    '',
    'def test_a(thing):',
    '    assert a(thing) == """x',
    'y"""',
    '',
    '',
    'class TestB:',
    '    def test_b(self):',
    '        assert b()',
    '',
    '    x = 1',
    '',
    '',
    'def help():',
    '    pass',
    '',
    '',
    'if __name__ == "__main__":',
    '    main()',
  );

  it('puts functions after the last test at the top', async () => {
    const result = await extend('pytest', PYTEST, 'def test_n():\n    assert a()\n', [], 'B');
    expect(result).toBe(PYTEST.replace('    x = 1\n', '    x = 1\n\n\ndef test_n():\n    assert a()\n'));
  });

  it('puts methods into the class of the group', async () => {
    const result = await extend(
      'pytest',
      PYTEST,
      '@pytest.mark.x\ndef test_n(self):\n    assert b("""x\ny""")\n',
      [],
      'b',
    );
    expect(result).toBe(
      PYTEST.replace(
        '        assert b()\n',
        '        assert b()\n\n    @pytest.mark.x\n    def test_n(self):\n        assert b("""x\ny""")\n',
      ),
    );
  });

  it('merges imports', async () => {
    const result = await extend('pytest', PYTEST, 'def test_n():\n    pass', [
      from('pkg.a', 'a', 'c as d'),
      from('os'),
      from('numpy', '* as np'),
      from('pytest'),
      from('pkg.b', 'e', 'f'),
    ]);
    expect(result?.split('\n').slice(0, 11)).toEqual([
      '"""Tests."""',
      'import os',
      'from pkg.a import (',
      '    a,  # first',
      '    b,',
      '    c as d,',
      ')',
      'import numpy as np',
      'import pytest',
      'from pkg.b import e, f',
      '',
    ]);
  });

  it.each([
    ['from p import a\n', 'from p import a, b\n'],
    ['from p import (a)\n', 'from p import (a, b)\n'],
    ['from p import a  # noqa\n', 'from p import a, b  # noqa\n'],
    ['"""Doc."""\n', '"""Doc."""\n\nfrom p import b\n'],
    ['from __future__ import annotations\n', 'from __future__ import annotations\nfrom p import b\n'],
    ['# licence\n', '# licence\n\nfrom p import b\n'],
  ])('merges into %j', async (head, expected) => {
    const rest = '\n\ndef test_a():\n    pass\n';
    expect(await extend('pytest', head + rest, 'def test_b():\n    pass\n', [from('p', 'b')])).toBe(
      `${expected}${rest}\n\ndef test_b():\n    pass\n`,
    );
  });

  it('does not take what the file calls the same for the same', async () => {
    expect(await extend('pytest', PYTEST, 'def test_n():\n    pass', [from('pkg.z', 'a')])).toBeUndefined();
    expect(await extend('pytest', PYTEST, 'def test_n():\n    pass', [from('pkg.z', 'help')])).toBeUndefined();
  });

  const UNITTEST = lines(
    'import unittest',
    'from pkg import a',
    '',
    '',
    'class TestA(unittest.TestCase):',
    '  def setUp(self):',
    '    self.x = 1',
    '',
    '  def test_a(self):',
    '    self.assertEqual(a(), 1)',
    '',
    '',
    'class BTest(unittest.TestCase):',
    '  def test_b(self):',
    '    pass',
    '',
    '',
    "if __name__ == '__main__':",
    '  unittest.main()',
  );

  it('puts methods of unittest into the case of the group, else into the last one', async () => {
    const test = 'def test_n(self):\n  self.assertTrue(a())\n';
    const added = '\n  def test_n(self):\n    self.assertTrue(a())\n';
    expect(await extend('unittest', UNITTEST, test, [from('unittest')], 'a')).toBe(
      UNITTEST.replace('    self.assertEqual(a(), 1)\n', `    self.assertEqual(a(), 1)\n${added}`),
    );
    expect(await extend('unittest', UNITTEST, test, [], 'other')).toBe(
      UNITTEST.replace('    pass\n', `    pass\n${added}`),
    );
  });

  it('puts a whole case before what runs the file', async () => {
    const test = 'class TestC(unittest.TestCase):\n  def test_c(self):\n    pass\n';
    expect(await extend('unittest', UNITTEST, test)).toBe(UNITTEST.replace('\n\nif __', `\n\n${test}\n\nif __`));
  });

  it('does not take functions, which unittest does not run', async () => {
    expect(await extend('unittest', UNITTEST, 'def test_n():\n  pass\n')).toBeUndefined();
  });

  it('makes a case where there is none', async () => {
    const file = 'import unittest\n\nX = 1\n\nif __name__ == "__main__":\n    unittest.main()\n';
    expect(await extend('unittest', file, 'def test_n(self):\n    pass\n', [], 'parse_line')).toBe(
      'import unittest\n\nX = 1\n\n\nclass TestParseLine(unittest.TestCase):\n    def test_n(self):\n        pass\n\nif __name__ == "__main__":\n    unittest.main()\n',
    );
  });
});

describe('Go', () => {
  const TEST = 'func TestN(t *testing.T) {\n\tf()\n}\n';
  const rest = '\nfunc TestA(t *testing.T) {\n}\n\nfunc help() {}\n';
  const after = `\nfunc TestA(t *testing.T) {\n}\n\n${TEST}\nfunc help() {}\n`;

  it.each([
    ['import "testing"\n', 'import (\n\t"errors"\n\t"testing"\n\n\tmy "x.org/y/pkg"\n)\n'],
    ['import (\n\t"testing"\n)\n', 'import (\n\t"errors"\n\t"testing"\n\n\tmy "x.org/y/pkg"\n)\n'],
    [
      'import (\n\t"bytes"\n\t"testing" // t\n\n\t"a.org/b"\n\t"z.org/b"\n)\n',
      'import (\n\t"bytes"\n\t"errors"\n\t"testing" // t\n\n\t"a.org/b"\n\tmy "x.org/y/pkg"\n\t"z.org/b"\n)\n',
    ],
    ['import (\n\t"x.org/z"\n)\n', 'import (\n\t"errors"\n\t"testing"\n\n\tmy "x.org/y/pkg"\n\t"x.org/z"\n)\n'],
    ['', 'import (\n\t"errors"\n\t"testing"\n\n\tmy "x.org/y/pkg"\n)\n'],
  ])('puts imports where gofmt wants them: %j', async (imports, expected) => {
    const head = 'package p\n\n';
    const file = imports === '' ? `package p\n${rest}` : `${head}${imports}${rest}`;
    const wanted = [from('testing'), from('x.org/y/pkg', 'my'), from('errors', 'errors')];
    expect(await extend('go test', file, TEST, wanted)).toBe(`${head}${expected}${after}`);
  });

  it('changes nothing about imports that are there', async () => {
    const file = `package p\n\nimport "testing"\n${rest}`;
    expect(await extend('go test', file, TEST, [from('testing')])).toBe(`package p\n\nimport "testing"\n${after}`);
  });

  it('does not import two packages of one name', async () => {
    expect(
      await extend('go test', `package p\n\nimport "text/template"\n${rest}`, TEST, [from('html/template')]),
    ).toBeUndefined();
  });
});

describe('Rust', () => {
  const TEST = '#[test]\nfn n() {\n    assert_eq!(f(), "a\n  b");\n}\n';
  it('goes into the test module', async () => {
    const file = lines(
      'fn f() {}',
      '',
      '#[cfg(test)]',
      'mod tests {',
      '    use super::*;',
      '',
      '    #[test]',
      '    fn a() {}',
      '',
      '    const X: u8 = 1;',
      '}',
    );
    const wanted = [from('super', 'f'), from('std::collections', 'HashMap', 'HashSet')];
    expect(await extend('cargo test', file, TEST, wanted)).toBe(
      file
        .replace('super::*;\n', 'super::*;\n    use std::collections::{HashMap, HashSet};\n')
        .replace('fn a() {}\n', 'fn a() {}\n\n    #[test]\n    fn n() {\n        assert_eq!(f(), "a\n  b");\n    }\n'),
    );
  });

  it('makes the module where there is none', async () => {
    expect(await extend('cargo test', 'fn f() {}\n\n', '#[test]\nfn n() {}\n', [from('super', '*')])).toBe(
      'fn f() {}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn n() {}\n}\n',
    );
  });

  it('stays at the top of a file that has tests only', async () => {
    const file = 'use super::*;\n\n#[test]\nfn a() {}\n';
    expect(await extend('cargo test', file, '#[test]\nfn n() {}\n', [from('super', '*')])).toBe(
      `${file}\n#[test]\nfn n() {}\n`,
    );
  });
});

describe('Java', () => {
  const FILE = lines(
    'package p;',
    '',
    'import static org.junit.jupiter.api.Assertions.assertEquals;',
    '',
    'import org.junit.jupiter.api.Test;',
    '',
    'class ATest {',
    '  @Test',
    '  void a() {}',
    '',
    '  @Nested',
    '  class Parse {',
    '    @Test',
    '    void b() {}',
    '  }',
    '}',
  );
  const TEST = '@Test\nvoid n() {\n  assertEquals(1, 1);\n}\n';

  it('goes after the last test of the class, with its imports', async () => {
    const wanted = [
      from('org.junit.jupiter.api', 'Test', 'Nested'),
      from('static org.junit.jupiter.api.Assertions', 'assertEquals', 'assertThrows'),
    ];
    expect(await extend('junit', FILE, TEST, wanted)).toBe(
      FILE.replace('api.Test;\n', 'api.Test;\nimport org.junit.jupiter.api.Nested;\n')
        .replace('assertEquals;\n', 'assertEquals;\nimport static org.junit.jupiter.api.Assertions.assertThrows;\n')
        .replace('void a() {}\n', 'void a() {}\n\n  @Test\n  void n() {\n    assertEquals(1, 1);\n  }\n'),
    );
  });

  it('goes into the class of the group', async () => {
    expect(await extend('junit', FILE, TEST, [], 'parse')).toBe(
      FILE.replace('void b() {}\n', 'void b() {}\n\n    @Test\n    void n() {\n      assertEquals(1, 1);\n    }\n'),
    );
  });

  it('does not import two classes of one name', async () => {
    expect(await extend('junit', FILE, TEST, [from('org.testng.annotations', 'Test')])).toBeUndefined();
  });
});
