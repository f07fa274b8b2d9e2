import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testSetup } from '../../../../src/testing/layout/setup.ts';
import type { TestSetup } from '../../../../src/testing/types.ts';
import { languageOf } from '../../../../src/workspace/languages.ts';

let outside: string;
let workspace: string;
beforeEach(() => {
  outside = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'layout-')));
  workspace = path.join(outside, 'workspace');
  fs.mkdirSync(workspace);
});
afterEach(() => {
  fs.rmSync(outside, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string>>;

function write(files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    const place = path.join(workspace, name);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, text);
  }
}

async function setup(file: string, files: Files): Promise<TestSetup> {
  write({ [file]: '', ...files });
  const found = await testSetup(path.join(workspace, file), languageOf(file).id, [workspace]);
  if (!('framework' in found)) throw new Error(found.reason);
  return found;
}

async function refusal(file: string, files: Files): Promise<string> {
  write({ [file]: '', ...files });
  const found = await testSetup(path.join(workspace, file), languageOf(file).id, [workspace]);
  if ('framework' in found) throw new Error(`found ${found.framework}`);
  return found.reason;
}

/** Where the tests of `file` belong among these files, relative to the workspace. */
async function placed(file: string, ...names: string[]): Promise<string> {
  const files = Object.fromEntries(names.map((name) => [name, name.endsWith('package.json') ? '{"name":"x"}' : '']));
  const { testFile } = await setup(file, files);
  return path.relative(workspace, testFile).replaceAll(path.sep, '/');
}

const manifest = (value: object): Files => ({ 'package.json': JSON.stringify({ name: 'x', ...value }) });

describe('framework', () => {
  it.each<[string, Files, string, string]>([
    [
      'src/a.ts',
      { ...manifest({}), 'src/b.test.ts': "import { it } from 'vitest';" },
      'vitest',
      'the tests next to it use it',
    ],
    [
      'src/a.ts',
      { ...manifest({}), 'src/b.test.ts': "import { it } from '@jest/globals';" },
      'jest',
      'the tests next to it use it',
    ],
    ['a.js', { ...manifest({}), 'b.test.js': 'const f = jest.fn();' }, 'jest', 'the tests next to it use it'],
    [
      'a.js',
      { ...manifest({}), 'b.test.js': "const test = require('node:test');" },
      'node:test',
      'the tests next to it use it',
    ],
    [
      'a.ts',
      { ...manifest({}), 'b.test.ts': "import { test } from 'bun:test';" },
      'bun test',
      'the tests next to it use it',
    ],
    [
      'lib/a.js',
      { ...manifest({}), 'test/b.js': "const { expect } = require('chai');\ndescribe('b', function () {});" },
      'mocha',
      'the tests next to it look like it',
    ],
    [
      'a.ts',
      {
        ...manifest({}),
        'a.test.ts': "import { expect } from 'chai';\ndescribe('', () => {})",
        'vitest.config.ts': '',
      },
      'vitest',
      'there is vitest.config.ts',
    ],
    [
      'a.ts',
      { ...manifest({}), 'vite.config.ts': 'export default { test: { globals: true } }' },
      'vitest',
      'vite.config.ts configures it',
    ],
    ['a.ts', { ...manifest({}), 'jest.config.cjs': '' }, 'jest', 'there is jest.config.cjs'],
    ['a.ts', manifest({ jest: { preset: 'ts-jest' } }), 'jest', 'package.json configures it'],
    ['a.js', { ...manifest({}), '.mocharc.json': '{}' }, 'mocha', 'there is .mocharc.json'],
    ['a.ts', { ...manifest({}), 'bunfig.toml': '' }, 'bun test', 'there is bunfig.toml'],
    ['a.ts', { ...manifest({}), 'bun.lock': '' }, 'bun test', 'there is bun.lock'],
    [
      'a.ts',
      { ...manifest({ devDependencies: { vitest: '4' } }), 'bun.lock': '' },
      'vitest',
      'package.json depends on it',
    ],
    ['a.js', manifest({ scripts: { test: 'nyc mocha' } }), 'mocha', 'the script "test" of package.json runs it'],
    [
      'a.js',
      manifest({
        scripts: { test: 'npm run test:unit', 'test:unit': 'node --test test/' },
        devDependencies: { mocha: '1' },
      }),
      'node:test',
      'the script "test:unit" of package.json runs it',
    ],
    ['a.ts', manifest({ scripts: { test: 'bun test' } }), 'bun test', 'the script "test" of package.json runs it'],
    ['a.js', manifest({ dependencies: { 'react-scripts': '5' } }), 'jest', 'package.json depends on it'],
    [
      'p/a.py',
      { 'pyproject.toml': '', 'tests/test_b.py': 'def test_x():\n    pass\n' },
      'pytest',
      'the tests next to it use it',
    ],
    [
      'p/a.py',
      {
        'pyproject.toml': '[tool.pytest.ini_options]\n',
        'tests/test_b.py': 'class TestB(unittest.TestCase):\n    pass\n',
      },
      'unittest',
      'the tests next to it use it',
    ],
    ['a.py', { 'pyproject.toml': '[tool.pytest.ini_options]\n' }, 'pytest', 'pyproject.toml configures it'],
    ['a.py', { 'setup.cfg': '[tool:pytest]\n' }, 'pytest', 'setup.cfg configures it'],
    ['a.py', { 'tox.ini': '[testenv]\ncommands = pytest {posargs}\n' }, 'pytest', 'tox.ini configures it'],
    ['a.py', { 'requirements-dev.txt': 'pytest>=8\n' }, 'pytest', 'requirements-dev.txt depends on it'],
    [
      'a.py',
      { 'pyproject.toml': '[project.optional-dependencies]\ntest = ["pytest"]\n' },
      'pytest',
      'pyproject.toml depends on it',
    ],
    [
      'src/main/java/p/A.java',
      { 'pom.xml': '<artifactId>junit-jupiter</artifactId>' },
      'junit',
      'pom.xml depends on it',
    ],
    [
      'src/main/java/p/A.java',
      { 'build.gradle.kts': 'tasks.test { useJUnitPlatform() }' },
      'junit',
      'build.gradle.kts depends on it',
    ],
  ])('%s with %j is tested with %s', async (file, files, framework, because) => {
    const found = await setup(file, files);
    expect(found).toMatchObject({ framework, reason: `${framework}, because ${because}`, isDefault: false });
  });

  it('follows what most of the tests nearby use', async () => {
    const node = "import test from 'node:test';";
    const files = {
      'a.test.js': node,
      'b.test.js': node,
      'c.test.js': "import { it } from 'vitest';",
      'vitest.config.ts': '',
    };
    expect((await setup('x.js', { ...manifest({}), ...files })).framework).toBe('node:test');
  });

  it('asks those first that lie in the same folder of a mirrored tree', async () => {
    const other = "import { it } from '@jest/globals';";
    const far = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`test/unit/b/${n}.test.ts`, other]));
    const near = Object.fromEntries([1, 2, 3].map((n) => [`test/unit/a/${n}.test.ts`, "import { it } from 'vitest';"]));
    expect((await setup('src/a/x.ts', { ...manifest({}), ...far, ...near })).framework).toBe('vitest');
  });

  it.each([
    ['a.go', 'go.mod', 'go test'],
    ['src/a.rs', 'Cargo.toml', 'cargo test'],
  ])('tests %s by what comes with the language', async (file, name, framework) => {
    expect(await setup(file, { [name]: '' })).toMatchObject({ framework, isDefault: false });
  });

  it.each([
    ['a.js', { 'package.json': '{}' }, 'node:test'],
    ['a.ts', { 'package.json': '{}' }, 'vitest'],
    ['a.ts', {}, 'vitest'],
    ['a.py', { 'requirements.txt': 'pytest-cov-not-pytest\nrequests\n' }, 'unittest'],
    ['A.java', { 'pom.xml': '<project/>' }, 'junit'],
  ])('says that nothing was found for %s with %j', async (file, files, framework) => {
    const found = await setup(file, files);
    expect(found).toMatchObject({ framework, isDefault: true });
    expect(found.reason).toContain('no test framework was found');
  });

  it.each<[string, Files, RegExp]>([
    ['a.rb', {}, /ruby/],
    ['a.js', manifest({ devDependencies: { ava: '6' } }), /ava, which is not supported/],
    ['a.js', { ...manifest({}), 'b.test.js': "import test from 'ava';" }, /ava/],
    ['src/main/java/A.java', { 'src/test/java/BTest.java': 'import org.junit.Test;', 'pom.xml': '' }, /JUnit 4/],
    ['a.test.ts', manifest({ devDependencies: { vitest: '1' } }), /itself a test/],
  ])('refuses %s with %j', async (file, files, reason) => {
    expect(await refusal(file, files)).toMatch(reason);
  });
});

describe('package', () => {
  it('is the one that owns the file', async () => {
    const found = await setup('packages/one/src/a.ts', {
      'package.json': '{"name":"all","devDependencies":{"vitest":"4"}}',
      'packages/one/package.json': '{"name":"one","devDependencies":{"jest":"30"}}',
      'packages/two/package.json': '{"name":"two"}',
      'packages/two/src/a.test.ts': "import { it } from 'vitest';",
    });
    expect(found).toMatchObject({ framework: 'jest', root: path.join(workspace, 'packages/one') });
    expect(found.testFile).toBe(path.join(workspace, 'packages/one/src/a.test.ts'));
  });

  it('may have its framework declared further up', async () => {
    const found = await setup('packages/one/src/a.ts', {
      'package.json': '{"name":"all","devDependencies":{"vitest":"4"}}',
      'packages/one/package.json': '{"name":"one"}',
    });
    expect(found).toMatchObject({ framework: 'vitest', isDefault: false, root: path.join(workspace, 'packages/one') });
  });

  it('does not count the tests of the packages inside of it', async () => {
    const found = await setup('src/a.ts', {
      'package.json': '{"name":"all"}',
      'inner/package.json': '{"name":"inner"}',
      'inner/test/a.spec.ts': "import { it } from '@jest/globals';",
      'test/package.json': '{"type":"commonjs"}',
      'test/b.test.ts': "import { it } from 'vitest';",
      'src/b.ts': '',
    });
    expect(found).toMatchObject({ framework: 'vitest', testFile: path.join(workspace, 'test/a.test.ts') });
  });

  it('is not looked for above the workspace', async () => {
    fs.writeFileSync(path.join(outside, 'package.json'), '{"devDependencies":{"jest":"30"}}');
    fs.writeFileSync(path.join(outside, 'jest.config.js'), '');
    expect(await setup('src/a.ts', {})).toMatchObject({ framework: 'vitest', isDefault: true, root: workspace });
  });
});

describe('place', () => {
  const js = 'package.json';
  it.each([
    ['beside, as custom has it', 'src/a.ts', [js], 'src/a.test.ts'],
    ['beside', 'src/x/a.ts', [js, 'src/b.ts', 'src/b.spec.ts'], 'src/x/a.spec.ts'],
    ['beside, with the extension of the source', 'src/A.tsx', [js, 'src/b.ts', 'src/b.test.ts'], 'src/A.test.tsx'],
    ['__tests__', 'src/x/a.ts', [js, 'src/b.ts', 'src/__tests__/b.test.ts'], 'src/x/__tests__/a.test.ts'],
    ['__tests__ without an ending', 'src/x/a.js', [js, 'src/b.js', 'src/__tests__/b.js'], 'src/x/__tests__/a.js'],
    ['mirrored without src', 'src/x/a.ts', [js, 'src/b.ts', 'test/b.test.ts'], 'test/x/a.test.ts'],
    ['mirrored with src', 'src/x/a.ts', [js, 'src/b.ts', 'test/src/b.test.ts'], 'test/src/x/a.test.ts'],
    ['mirrored with lib', 'lib/x/a.js', [js, 'lib/y/b.js', 'test/lib/y/b.js'], 'test/lib/x/a.js'],
    ['mirrored in unit', 'src/y/a.ts', [js, 'src/x/b.ts', 'test/unit/x/b.test.ts'], 'test/unit/y/a.test.ts'],
    [
      'all in one folder',
      'src/y/a.ts',
      [js, 'src/x/b.ts', 'src/x/y/c.ts', 'test/b.test.ts', 'test/c.test.ts'],
      'test/a.test.ts',
    ],
    ['Nodes names', 'lib/a.js', [js, 'lib/b.js', 'test/test-b.js'], 'test/test-a.js'],
    ['TypeScript tested by JavaScript', 'src/a.ts', [js, 'src/b.ts', 'test/b.test.js'], 'test/a.test.js'],
    [
      'the majority',
      'src/a.ts',
      [js, ...['b', 'c', 'd'].flatMap((n) => [`src/${n}.ts`]), 'test/b.test.ts', 'test/c.test.ts', 'src/d.test.ts'],
      'test/a.test.ts',
    ],
    [
      'the nearest of as many',
      'src/x/a.ts',
      [js, 'src/x/b.ts', 'src/x/b.test.ts', 'src/y/z/c.ts', 'test/y/z/c.test.ts'],
      'src/x/a.test.ts',
    ],
    ['a test folder without pairs', 'src/x/a.ts', [js, 'tests/whole.spec.ts'], 'tests/x/a.spec.ts'],
    ['Python by custom', 'pkg/a.py', ['pyproject.toml'], 'tests/test_a.py'],
    ['Python by custom with src', 'src/pkg/sub/a.py', ['pyproject.toml'], 'tests/sub/test_a.py'],
    ['a script by custom', 'a.py', [], 'test_a.py'],
    ['Python flat', 'src/pkg/a.py', ['pyproject.toml', 'src/pkg/b.py', 'tests/test_b.py'], 'tests/test_a.py'],
    [
      'Python mirrored',
      'src/pkg/sub/a.py',
      ['setup.py', 'src/pkg/b.py', 'tests/pkg/test_b.py'],
      'tests/pkg/sub/test_a.py',
    ],
    [
      'Python mirrored in unit',
      'pkg/sub/a.py',
      ['setup.py', 'pkg/b.py', 'tests/unit/test_b.py'],
      'tests/unit/sub/test_a.py',
    ],
    ['Python beside', 'pkg/a.py', ['setup.py', 'pkg/b.py', 'pkg/b_test.py'], 'pkg/a_test.py'],
    [
      'Python in the package',
      'pkg/a.py',
      ['setup.py', 'pkg/b.py', 'pkg/tests/__init__.py', 'pkg/tests/test_b.py'],
      'pkg/tests/test_a.py',
    ],
    [
      'Python with the folder in the name',
      'pkg/io/a.py',
      ['setup.py', 'pkg/core/b.py', 'tests/test_core_b.py'],
      'tests/test_io_a.py',
    ],
    ['Go', 'pkg/a.go', ['go.mod', 'pkg/b.go'], 'pkg/a_test.go'],
    ['Rust', 'src/a.rs', ['Cargo.toml', 'tests/whole.rs'], 'src/a.rs'],
    ['Maven', 'src/main/java/p/q/A.java', ['pom.xml'], 'src/test/java/p/q/ATest.java'],
    [
      'Maven with other names',
      'app/src/main/java/p/A.java',
      ['app/pom.xml', 'pom.xml', 'app/src/main/java/p/B.java', 'app/src/test/java/p/BTests.java'],
      'app/src/test/java/p/ATests.java',
    ],
    [
      'Java elsewhere',
      'source/p/A.java',
      ['build.gradle', 'source/q/B.java', 'test/q/BTest.java'],
      'test/p/ATest.java',
    ],
  ])('%s: the tests of %s', async (_, file, names, expected) => {
    expect(await placed(file, ...names)).toBe(expected);
  });

  it.each([
    ['src/a.ts', ['src/b.ts', 'src/b.test.ts', 'test/a.spec.ts'], 'test/a.spec.ts'],
    ['src/x/utils.ts', ['src/y/utils.ts', 'test/y/utils.test.ts', 'test/x/utils.test.ts'], 'test/x/utils.test.ts'],
    ['src/x/utils.ts', ['src/y/utils.ts', 'src/y/utils.test.ts'], 'src/x/utils.test.ts'],
    ['src/x/index.ts', ['test/x.test.ts'], 'test/x.test.ts'],
    ['src/UserCard.ts', ['src/__tests__/userCard.test.ts'], 'src/__tests__/userCard.test.ts'],
    ['pkg/__init__.py', ['tests/test_pkg.py'], 'tests/test_pkg.py'],
    ['pkg/core.py', ['tests/core_test.py'], 'tests/core_test.py'],
    ['pkg/a.go', ['pkg/a_test.go'], 'pkg/a_test.go'],
  ])('finds the test that %s has among %j', async (file, names, expected) => {
    const files = Object.fromEntries(names.map((name) => [name, `// ${name}`]));
    const found = await setup(file, { ...manifest({}), 'setup.py': '', 'go.mod': '', ...files });
    expect(path.relative(workspace, found.testFile)).toBe(path.normalize(expected));
    expect(found.existing).toBe(files[expected]);
  });

  it('does not take the test of another file of that name', async () => {
    const python = await setup('pkg/one/util.py', {
      'setup.py': '',
      'pkg/one/b.py': '',
      'tests/test_b.py': '',
      'tests/test_util.py': 'from pkg.two.util import f\n',
    });
    expect(python).toMatchObject({ testFile: path.join(workspace, 'tests/test_one_util.py'), existing: undefined });
    const same = { 'src/util.ts': '', 'test/util.test.ts': "import { f } from '../other/util.js';" };
    const javascript = await setup('src/a/util.ts', {
      ...manifest({}),
      ...same,
      'src/a/b.ts': '',
      'test/a/b.test.ts': '',
    });
    expect(javascript).toMatchObject({ testFile: path.join(workspace, 'test/a/util.test.ts'), existing: undefined });
    const taken = await setup('lib/x.ts', { 'lib/x.test.ts': "import { x } from './x.js';" });
    expect(taken.existing).toContain('./x.js');
  });

  it('is the nearest folder of tests above', async () => {
    const names = [
      'src/q/core/b.ts',
      'src/q/tests/b.test.ts',
      'src/q/c.ts',
      'src/q/tests/c.test.ts',
      'src/d.ts',
      'src/tests/d.test.ts',
    ];
    expect(await placed('src/q/core/deep/a.ts', 'package.json', ...names)).toBe('src/q/tests/a.test.ts');
    expect(await placed('src/a.ts')).toBe('src/tests/a.test.ts');
  });

  it('looks for the tests of Go in its folder only', async () => {
    const found = await setup('one/a.go', { 'go.mod': '', 'two/a_test.go': '', 'two/b.go': '' });
    expect(found).toMatchObject({ testFile: path.join(workspace, 'one/a_test.go'), existing: undefined });
  });

  it.each([
    ['a.go', 'a_test.go', 'package one\n', 'a_test.go'],
    ['a.go', 'a_test.go', '// About.\npackage one_test\n', 'a_internal_test.go'],
    ['a_linux.go', 'a_linux_test.go', 'package one_test\n', 'a_internal_linux_test.go'],
  ])('of Go is inside of the package: %s beside %s', async (file, test, text, expected) => {
    const found = await setup(`one/${file}`, { 'go.mod': '', [`one/${test}`]: text });
    expect(path.relative(workspace, found.testFile)).toBe(path.normalize(`one/${expected}`));
    expect(found.existing).toBe(expected === test ? text : undefined);
  });

  it('knows tests by their names where they have names, and helpers among them not for sources', async () => {
    const files = ['package.json', 'src/b.ts', 'test/unit/b.test.ts', 'test/unit/a.ts', 'scripts/test-a.ts'];
    expect(await placed('src/a.ts', ...files)).toBe('test/unit/a.test.ts');
  });

  it("is Rust's own file, or that of its test module", async () => {
    const inside = await setup('src/a.rs', { 'Cargo.toml': '', 'src/a.rs': 'fn f() {}\n' });
    expect(inside).toMatchObject({ testFile: path.join(workspace, 'src/a.rs'), existing: 'fn f() {}\n' });
    const apart = await setup('src/b.rs', { 'src/b.rs': '#[cfg(test)]\nmod tests;\n', 'src/b/tests.rs': '// t' });
    expect(apart).toMatchObject({ testFile: path.join(workspace, 'src/b/tests.rs'), existing: '// t' });
    const root = await setup('src/lib.rs', { 'src/lib.rs': '#[cfg(test)]\nmod tests;\n' });
    expect(root).toMatchObject({ testFile: path.join(workspace, 'src/tests.rs'), existing: undefined });
  });

  it('builds a crate of Rust in the workspace that it may belong to', async () => {
    const manifests = { 'Cargo.toml': '[workspace]\nmembers = ["a"]\n', 'a/Cargo.toml': '[package]\n' };
    const member = await setup('a/src/lib.rs', { ...manifests, 'a/src/lib.rs': '' });
    expect(member).toMatchObject({ root: workspace });
    const alone = await setup('b/src/lib.rs', { 'Cargo.toml': '', 'b/Cargo.toml': '[package]\n', 'b/src/lib.rs': '' });
    expect(alone).toMatchObject({ root: path.join(workspace, 'b') });
  });
});

describe('style', () => {
  const vitest = manifest({ devDependencies: { vitest: '4' } });
  it('is that of the tests nearby', async () => {
    const test = [
      'import { describe, expect, it } from "vitest"',
      'import { b } from "./b.js"',
      'describe("b", () => {',
      '    it("works", () => {',
      '        expect(b()).toBe("x")',
      '    })',
      '})',
      '',
    ].join('\n');
    const { style } = await setup('src/a.ts', { ...vitest, 'src/b.ts': '', 'src/b.test.ts': test });
    expect(style).toEqual({
      test: 'it',
      grouped: true,
      globals: false,
      modules: 'import',
      importExtension: '.js',
      assertions: 'expect',
      quotes: '"',
      semicolons: false,
      indentation: '    ',
    });
  });

  it('is that of the test which is there already', async () => {
    const other = "import { it } from 'vitest';\nit('x', () => {\n  f();\n});\n";
    const own = 'import { test } from "vitest";\ntest("x", () => {\n\tf("y");\n});\n';
    const { style } = await setup('src/a.ts', {
      ...vitest,
      'src/a.test.ts': own,
      'src/b.test.ts': other,
      'src/c.test.ts': other,
    });
    expect(style).toMatchObject({ test: 'test', quotes: '"', indentation: '\t' });
  });

  it.each<[string, string, object]>([
    [
      'globals and require',
      "const b = require('./b');\ndescribe('b', () => {\n  it('x', () => {});\n});\n",
      { globals: true, modules: 'require', grouped: true },
    ],
    [
      'assert',
      "import test from 'node:test';\nimport assert from 'node:assert';\ntest('x', () => assert.equal(1, 1));\n",
      { assertions: 'assert', test: 'test', grouped: false },
    ],
    [
      'chai',
      "import { expect } from 'chai';\nimport { b } from '../lib/b.mjs';\nit('x', () => { expect(b).to.be.ok; });\n",
      { assertions: 'chai', importExtension: '.mjs' },
    ],
    [
      'extensions of TypeScript',
      "import { b } from '../src/b.ts';\nimport c from './c.tsx';\ntest('x', () => {});\n",
      { importExtension: '.ts' },
    ],
  ])('knows %s', async (_, text, style) => {
    expect(
      (await setup('lib/a.js', { ...manifest({}), 'test/z.test.js': text, '.mocharc.yml': '' })).style,
    ).toMatchObject(style);
  });

  it('is that of the sources where there are no tests', async () => {
    const source = 'import { b } from "./b.js"\nexport function a() {\n\treturn b("x")\n}\n';
    const { style } = await setup('src/a.ts', { ...vitest, 'src/a.ts': source });
    expect(style).toMatchObject({
      importExtension: '.js',
      quotes: '"',
      semicolons: false,
      indentation: '\t',
      modules: 'import',
    });
  });

  it.each<[string, Files, string]>([
    ['nodenext', { 'tsconfig.json': '{ // x\n "compilerOptions": {"module": "NodeNext"} }' }, '.js'],
    ['a base of Node', { 'tsconfig.json': '{"extends": "@tsconfig/node22/tsconfig.json"}' }, '.js'],
    ['a bundler', { 'tsconfig.json': '{"compilerOptions": {"module": "ESNext", "moduleResolution": "bundler"}}' }, ''],
    [
      'extended',
      {
        'tsconfig.json': '{"extends": "./base.json"}',
        'base.json': '{"compilerOptions":{"moduleResolution":"node16"}}',
      },
      '.js',
    ],
    ['above the workspace', { 'tsconfig.json': '{"extends": "../base.json"}' }, ''],
    [
      'TypeScript extensions',
      { 'tsconfig.json': '{"compilerOptions": {"module": "nodenext", "allowImportingTsExtensions": true}}' },
      '.ts',
    ],
    ['no configuration', {}, ''],
  ])('ends imports as the compiler wants them: %s', async (_, files, expected) => {
    fs.writeFileSync(path.join(outside, 'base.json'), '{"compilerOptions":{"moduleResolution":"node16"}}');
    expect((await setup('src/a.ts', { ...vitest, ...files })).style.importExtension).toBe(expected);
  });

  it('takes the indentation of .editorconfig where no code shows one', async () => {
    const config =
      'root = true\n[*]\nindent_style = space\nindent_size = 8\n[*.{ts,tsx}]\nindent_size = 4\n[*.go]\nindent_style = tab\n';
    expect((await setup('src/a.ts', { ...vitest, '.editorconfig': config })).style.indentation).toBe('    ');
    expect((await setup('p/a.py', { '.editorconfig': config })).style.indentation).toBe(' '.repeat(8));
  });

  it('imports or requires as package.json says', async () => {
    expect((await setup('a.js', manifest({ type: 'module' }))).style).toMatchObject({
      modules: 'import',
      importExtension: '.js',
      assertions: 'assert',
    });
    expect((await setup('b.js', manifest({}))).style).toMatchObject({ modules: 'require', importExtension: '' });
    expect((await setup('c.mjs', manifest({}))).style).toMatchObject({ modules: 'import', importExtension: '.mjs' });
  });

  it('knows what a framework brings along', async () => {
    expect((await setup('a.ts', manifest({ jest: {} }))).style).toMatchObject({ globals: true, assertions: 'expect' });
    const config = { 'vitest.config.ts': 'export default { test: { globals: true } }' };
    expect((await setup('b.ts', { ...manifest({}), ...config })).style.globals).toBe(true);
    expect((await setup('c.ts', { ...manifest({}), 'vitest.config.ts': '' })).style.globals).toBe(false);
  });

  it("sees Python's classes and Go's tabs", async () => {
    const grouped = "class TestB:\n    def test_b(self):\n        assert b('x')\n";
    expect((await setup('p/a.py', { 'tests/test_b.py': grouped })).style).toMatchObject({
      grouped: true,
      quotes: "'",
      indentation: '    ',
    });
    const plain = 'def test_b():\n  assert b("x")\n';
    expect((await setup('q/a.py', { 'tests/test_b.py': plain })).style).toMatchObject({
      grouped: false,
      quotes: '"',
      indentation: '  ',
    });
    expect((await setup('g/a.go', { 'g/go.mod': '' })).style.indentation).toBe('\t');
  });
});
