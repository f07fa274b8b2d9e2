import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import files from '../../../../src/workspace/syntax/grammars.json' with { type: 'json' };
import { SyntaxTrees } from '../../../../src/workspace/syntax/syntax.ts';

const require = createRequire(import.meta.url);
const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const problems: string[] = [];
const syntax = new SyntaxTrees({ grammars, runtime, onProblem: (languageId) => problems.push(languageId) });

afterAll(() => syntax.dispose());

describe('countErrors', () => {
  const good: Readonly<Record<keyof typeof files, string>> = {
    typescript: 'const a: number = 1;\n',
    typescriptreact: 'const a = <b c="d">{e as string}</b>;\n',
    javascript: 'const a = `x${b}`;\n',
    javascriptreact: 'const a = <b>c</b>;\n',
    python: 'def f(a):\n    return a\n',
    go: 'package a\n\nfunc f() int { return 1 }\n',
    rust: 'fn f() -> u8 { 1 }\n',
    java: 'class A { int f() { return 1; } }\n',
    csharp: 'class A { int F() => 1; }\n',
    c: 'int main(void) { return 0; }\n',
    cpp: 'template <class T> T f(T a) { return a; }\n',
    ruby: 'def f(a)\n  a\nend\n',
    php: '<?php function f($a) { return $a; }\n',
    shellscript: 'if true; then echo a; fi\n',
    powershell: 'function F {\n  param($a)\n  Write-Output $a\n}\n',
    css: 'a { color: red; }\n',
    ini: '[a]\nb=c\n',
  };

  it.each(Object.entries(good))('%s: none in good code', async (languageId, text) => {
    expect(await syntax.countErrors(languageId, text)).toBe(0);
    expect(problems).toEqual([]);
  });

  it.each([
    ['typescript', 'const a = (1 + ;\n'],
    ['python', 'def f(:\n    pass\n'],
    ['go', 'package a\nfunc f( {}\n'],
    ['rust', 'fn f( { }\n'],
    ['java', 'class A {\n'],
    ['c', 'int main(void) { return 0 }\n'],
  ])('%s: some in broken code', async (languageId, text) => {
    expect(await syntax.countErrors(languageId, text)).toBeGreaterThan(0);
  });

  it('grows with the errors', async () => {
    const one = 'const a = (1;\n';
    const few = (await syntax.countErrors('typescript', one)) ?? 0;
    expect(await syntax.countErrors('typescript', one + 'const ok = 2;\n'.repeat(3) + one)).toBeGreaterThan(few);
  });

  it('stops at 100', async () => {
    expect(await syntax.countErrors('typescript', 'let a = ;\nfunction ( {}\n'.repeat(300))).toBe(100);
  });

  it('knows nothing of a language without a grammar, and of a text that is too long', async () => {
    expect(await syntax.countErrors('cobol', 'x')).toBeUndefined();
    expect(await syntax.countErrors('typescript', ' '.repeat(512 * 1024 + 1))).toBeUndefined();
  });

  it('gives up on a text that takes too long, and reads the next one as if nothing had been', async () => {
    const started = performance.now();
    expect(await syntax.countErrors('typescript', '}('.repeat(200_000))).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(await syntax.countErrors('typescript', 'const a = 1;')).toBe(0);
  });

  it('answers many at a time', async () => {
    const texts = ['const a = 1;', 'const = 1;', 'let b = 2;'];
    const counts = await Promise.all(texts.map((text) => syntax.countErrors('typescript', text)));
    expect(counts.map((count) => count === 0)).toEqual([true, false, true]);
  });

  it('works on after dispose', async () => {
    await syntax.dispose();
    expect(await syntax.countErrors('python', 'a = 1\n')).toBe(0);
  });
});

describe('where nobody waits at a key', () => {
  const text = 'function f(a: number) {\n  return a + 1;\n}\n'.repeat(200);
  afterEach(() => vi.restoreAllMocks());

  /** Asks with a clock that stands at `ms` as soon as a parse has begun. */
  async function afterMs<T>(ms: number, ask: () => Promise<T>): Promise<T> {
    let asked = 0;
    const now = vi.spyOn(performance, 'now').mockImplementation(() => (asked++ === 0 ? 0 : ms));
    try {
      return await ask();
    } finally {
      now.mockRestore();
    }
  }

  it('a parse that had no turn for a moment is not given up', async () => {
    const { patient } = syntax;
    await syntax.dispose(); // no tree is known
    expect(await syntax.countErrors('typescript', '')).toBe(0);
    expect(await afterMs(1000, () => syntax.countErrors('typescript', text, true))).toBeUndefined();
    expect(await afterMs(1000, () => syntax.declarationsOf('typescript', text))).toBeUndefined();
    expect(await afterMs(1000, () => patient.countErrors('typescript', text, true))).toBe(0);
    expect(await afterMs(1000, () => patient.read('typescript', text, (root) => root.namedChildCount))).toBe(200);
    expect(await afterMs(1000, () => patient.declarationsOf('typescript', text))).toHaveLength(200);
  });

  it('one that never ends is', async () => {
    await syntax.dispose();
    expect(await syntax.countErrors('typescript', '')).toBe(0);
    for (const ask of [syntax, syntax.patient])
      expect(await afterMs(5000, () => ask.countErrors('typescript', text, true))).toBeUndefined();
  });
});

describe('kindAt, at the |', () => {
  it.each([
    ['typescript', 'const a = 1;| // b', 'code'],
    ['typescript', '|// b', 'code'],
    ['typescript', '// b|\nc', 'comment'],
    ['typescript', '// b|', 'comment'],
    ['typescript', '// see */|', 'comment'],
    ['typescript', '// b\n|c', 'code'],
    ['typescript', '/* a |*/', 'comment'],
    ['typescript', '/* a */|', 'code'],
    ['typescript', 'let a: string| = b', 'code'],
    ['typescript', "f('a|b')", 'string'],
    ['typescript', "f('a|')", 'string'],
    ['typescript', "f('|')", 'string'],
    ['typescript', "f(|'a')", 'code'],
    ['typescript', "f('a'|)", 'code'],
    ['typescript', "const a = '😀é|';", 'string'],
    ['typescript', 'f(`a ${b|} c`)', 'code'],
    ['typescript', 'f(`a ${b} c|`)', 'string'],
    ['typescript', 'f(`a ${b}|`)', 'string'],
    ['typescript', "f(`a ${g('x|')}`)", 'string'],
    ['typescript', 'const a = "not closed|', 'string'],
    ['python', 'def f():\n    """Says hello|."""\n', 'string'],
    ['python', 'a = f"x {y|} z"\n', 'code'],
    ['python', 'a = "x" |"y"\n', 'code'],
    ['python', '# a|\n', 'comment'],
    ['go', 'package a\nvar b = `c|`\n', 'string'],
    ['go', "package a\nvar b = 'c|'\n", 'string'],
    ['rust', '/// Adds|\nfn f() {}\n', 'comment'],
    ['rust', '/// Adds\n|fn f() {}\n', 'code'],
    ['java', 'class A { String a = "b|"; }', 'string'],
    ['csharp', 'class A { string a = $"b{c|}"; }', 'code'],
    ['csharp', 'class A { string a = @"b|"; }', 'string'],
    ['cpp', 'auto a = R"(b|)";', 'string'],
    ['ruby', 'a = "b#{c|}"\n', 'code'],
    ['php', '<?php $a = "b|";', 'string'],
    ['shellscript', 'echo "a $(b|)"\n', 'code'],
    ['shellscript', 'echo "a| $b"\n', 'string'],
    ['powershell', '$a = "b|"\n', 'string'],
    ['css', 'a { content: "b|" } /* c */', 'string'],
  ])('%s %j: %s', async (languageId, marked, kind) => {
    expect(await syntax.kindAt(languageId, marked.replace('|', ''), marked.indexOf('|'))).toBe(kind);
  });

  it('knows nothing of a language without a grammar', async () => {
    expect(await syntax.kindAt('cobol', 'x', 0)).toBeUndefined();
  });

  it('takes an offset past the end as the end', async () => {
    expect(await syntax.kindAt('python', '# a', 99)).toBe('comment');
  });
});

describe('placeAt, at the |: in an empty body', () => {
  it.each([
    ['typescript', 'function f() {\n  |\n}\n', true],
    ['typescript', 'function f() {\n  // Adds.\n  |\n}\n', true],
    ['typescript', 'function f() {\n  a();\n  |\n}\n', false],
    ['typescript', 'function f() {\n  |\n  a();\n}\n', false],
    ['typescript', 'class A {\n  |\n}\n', true],
    ['typescript', 'const a = {\n  |\n};\n', false],
    ['typescript', 'const a = 1;\n|\n', false],
    ['python', 'def f(a):\n    """Adds."""\n    |\n\n\ndef g():\n    pass\n', true],
    ['python', 'def f(a):\n    """Adds."""\n    |\n    return a\n', false],
    ['python', 'def f(a):\n    """Adds."""\n|\n', false],
    ['python', 'def f(a):\n    return a\n    |\n', false],
    ['go', 'package a\n\nfunc f() {\n\t// Adds.\n\t|\n}\n', true],
    ['rust', 'fn f() {\n    // Adds.\n    |\n}\n', true],
    ['java', 'class A {\n  int f() {\n    // Adds.\n    |\n  }\n}\n', true],
    ['csharp', 'class A {\n  int F() {\n    // Adds.\n    |\n  }\n}\n', true],
    ['cpp', 'int f() {\n  // Adds.\n  |\n}\n', true],
    ['cpp', 'struct A {\n  // Adds.\n  |\n};\n', true],
    ['cpp', 'int f() {\n  int a = 1;\n  |\n}\n', false],
    ['c', 'int f(void) {\n  /* Adds. */\n  |\n}\n', true],
    ['c', 'int a[] = {\n  // Sums.\n  |\n};\n', false],
    ['php', '<?php\nfunction f() {\n  // Adds.\n  |\n}\n', true],
    ['php', '<?php\nclass A {\n  # Adds.\n  |\n}\n', true],
    ['php', '<?php\nfunction f() {\n  $a = 1;\n  |\n}\n', false],
    ['typescript', 'interface A {\n  // Adds.\n  |\n}\n', true],
    ['typescript', 'const f = () => {\n  // Adds.\n  |\n};\n', true],
    ['typescript', 'switch (a) {\n  // Adds.\n  |\n}\n', true],
    ['typescriptreact', 'const A = () => {\n  // Adds.\n  |\n};\n', true],
    ['javascript', 'class A {\n  f() {\n    // Adds.\n    |\n  }\n}\n', true],
    ['javascript', 'class A {\n  f() {}\n  |\n}\n', false],
    ['javascriptreact', 'function F() {\n  /* Adds. */\n  |\n}\n', true],
    ['python', 'class A:\n    # Adds.\n    |\n\n    def g(self):\n        pass\n', false],
    ['python', 'class A:\n    def f(self):\n        # Adds.\n        |\n\n    def g(self):\n        pass\n', true],
    ['python', 'if a:\n    # Adds.\n    |\nelse:\n    b()\n', true],
    ['python', 'a = 1\n# Adds.\n|\n', false],
    ['go', 'package a\n\ntype A struct {\n\t// Sums.\n\t|\n}\n', true],
    ['go', 'package a\n\nfunc f() {\n\ta()\n\tfor {\n\t\t// Adds.\n\t\t|\n\t}\n}\n', true],
    ['go', 'package a\n\nfunc f() {\n\ta()\n\t// Adds.\n\t|\n}\n', false],
    ['rust', 'impl A {\n    // Adds.\n    |\n}\n', true],
    ['rust', 'fn f() {\n    match a {\n        // Adds.\n        |\n    }\n}\n', true],
    ['rust', 'fn f() {\n    let a = 1;\n    |\n}\n', false],
    ['java', 'class A {\n  A() {\n    // Adds.\n    |\n  }\n}\n', true],
    ['java', 'interface A {\n  // Adds.\n  |\n}\n', true],
    ['java', 'class A {\n  int a;\n  |\n}\n', false],
    ['csharp', 'class A {\n  // Adds.\n  |\n}\n', true],
    ['csharp', 'class A {\n  int P {\n    // Adds.\n    |\n  }\n}\n', true],
    ['csharp', 'class A {\n  void F() {\n    G();\n    |\n  }\n}\n', false],
    ['ruby', 'def f(a)\n  # Adds.\n  |\nend\n', true],
    ['ruby', 'class A\n  # Adds.\n  |\nend\n', true],
    ['ruby', 'a.each do |b|\n  # Adds.\n  ¦\nend\n', true],
    ['ruby', 'if a\n  # Adds.\n  |\nend\n', true],
    ['ruby', 'def f(a)\n  b = a\n  |\nend\n', false],
    ['ruby', 'def f(a)\n  |\n  b = a\nend\n', false],
    ['ruby', 'def f(a,\n  |\n  b)\nend\n', false],
    ['shellscript', 'f() {\n  # Adds.\n  |\n}\n', true],
    ['shellscript', 'if a; then\n  # Adds.\n  |\nfi\n', true],
    ['shellscript', 'for a in b; do\n  # Adds.\n  |\ndone\n', true],
    ['shellscript', 'f() {\n  a\n  |\n}\n', false],
    ['shellscript', 'if a; then\n  b\n  |\nfi\n', false],
    ['powershell', 'function F {\n  # Adds.\n  |\n}\n', true],
    ['powershell', 'if ($a) {\n  # Adds.\n  |\n}\n', true],
    ['powershell', 'function F {\n  Get-A\n  |\n}\n', false],
    ['css', 'a {\n  /* Adds. */\n  |\n}\n', true],
    ['css', 'a {\n  color: red;\n  |\n}\n', false],
    ['ini', '[a]\n; Adds.\n|\n', false],
  ])('%s %j: %s', async (languageId, marked, emptyBody) => {
    // `¦` where the code has a `|` itself.
    const cursor = marked.includes('¦') ? '¦' : '|';
    const place = await syntax.placeAt(languageId, marked.replace(cursor, ''), marked.indexOf(cursor));
    expect(place?.emptyBody).toBe(emptyBody);
  });
});

describe('a grammar that cannot be loaded', () => {
  it('is reported once and then served as none', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'grammars-'));
    writeFileSync(path.join(folder, 'tree-sitter-go.wasm'), 'not WebAssembly');
    const reported: string[] = [];
    const broken = new SyntaxTrees({ grammars: folder, runtime, onProblem: (languageId) => reported.push(languageId) });
    for (const languageId of ['go', 'go', 'rust']) expect(await broken.countErrors(languageId, 'x')).toBeUndefined();
    expect(reported).toEqual(['go', 'rust']);
    rmSync(folder, { recursive: true });
  });
});
