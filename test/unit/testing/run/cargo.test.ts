import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cargoReport } from '../../../../src/checks/reports/tests.ts';
import { cargoBuild, cargoHome, cargoRun, crateOf, targetOf, testsIn } from '../../../../src/testing/run/cargo.ts';

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-cargo-'));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
}

describe('the target of a file', () => {
  it.each<[string, Record<string, string>, string, string[]]>([
    ['of a library', { 'src/lib.rs': '' }, 'src/lib.rs', ['--lib']],
    ['of a module of it', { 'src/lib.rs': 'mod a;' }, 'src/a/b.rs', ['--lib']],
    ['of a program', { 'src/main.rs': '' }, 'src/main.rs', ['--bins']],
    ['of a module of a program', { 'src/main.rs': 'mod a;' }, 'src/a.rs', ['--bins']],
    ['of the program beside a library', { 'src/lib.rs': 'mod b;', 'src/main.rs': 'mod a;' }, 'src/a.rs', ['--bins']],
    ['of the library beside a program', { 'src/lib.rs': 'mod a;', 'src/main.rs': '' }, 'src/a.rs', ['--lib']],
    ['of one more program', { 'src/lib.rs': '' }, 'src/bin/tool.rs', ['--bin', 'tool']],
    ['of a library elsewhere', { 'Cargo.toml': '[lib]\npath = "src/x.rs"' }, 'src/x.rs', ['--lib']],
    ['of a test', { 'src/lib.rs': '' }, 'tests/it.rs', ['--test', 'it']],
  ])('%s', (_, files, file, target) => {
    write(files);
    expect(targetOf(root, path.join(root, file))).toEqual(target);
  });
});

it('runs in the crate of the file, the tests that stand in it', () => {
  write({
    'Cargo.toml': '[workspace]',
    'a/Cargo.toml': '[package]',
    'a/src/lib.rs':
      '#[cfg(test)]\nmod tests {\n    #[test]\n    fn one() {}\n\n    #[tokio::test(flavor = "x")]\n    #[should_panic]\n    // why\n    async fn two() {}\n\n    fn three() {}\n}\n',
  });
  const file = path.join(root, 'a/src/lib.rs');
  expect(crateOf(root, file)).toBe(path.join(root, 'a'));
  const request = { files: [file], report: '' };
  expect(cargoRun(root, request)).toMatchObject({ cwd: path.join(root, 'a') });
  expect(cargoRun(root, request).args.slice(-3)).toEqual(['--format=pretty', 'one', 'two']);
  expect(cargoRun(root, { ...request, seed: 1, only: 'one' }).args.slice(-2)).toEqual(['--format=pretty', 'one']);
  expect(cargoRun(root, { ...request, seed: 2, only: 'one' }).args.slice(-2)).toEqual(['--test-threads=1', 'one']);
  write({ 'a/src/lib.rs': '#[test]\nfn one() {}\n#[test]\nfn one_2() {}\n#[test]\nfn o1_one() {}\n' });
  expect(cargoRun(root, { ...request, only: 'one' }).args.slice(-5)).toEqual([
    '--skip',
    'one_2',
    '--skip',
    'o1_one',
    'one',
  ]);
  expect(cargoRun(root, { ...request, only: 'one_' }).args.slice(-2)).toEqual(['--format=pretty', 'one_']);
  expect(cargoBuild(root, request).args).toEqual(expect.arrayContaining(['--offline', '--no-run', '--lib']));
});

it.each([
  ['#[test]\nfn a() {}', ['a']],
  ['#[test]\n#[ignore = "slow"]\npub fn a() {}', ['a']],
  ['#[cfg(test)]\nfn a() {}', []],
])('tests in %j', (text, names) => expect(testsIn(text)).toEqual(names));

it('knows where Cargo keeps crates', () => {
  expect(cargoHome({ CARGO_HOME: root })).toBe(root);
  expect(cargoHome({ CARGO_HOME: 'here' })).toBe(path.join(os.homedir(), '.cargo'));
});

describe('what libtest says', () => {
  it.each([
    ['\nrunning 2 tests\ntest tests::a ... ok\ntest tests::b - should panic ... ok\n', 0, { ran: 2, failed: [] }],
    ['test tests::a ... FAILED\ntest b ... ignored, slow\n', 101, { ran: 1, failed: ['tests::a'] }],
    ['test tests::b - should panic ... FAILED\n', 101, { ran: 1, failed: ['tests::b'] }],
    ['running 1 test\ntest tests::a ... ', 134, { ran: 1, failed: ['tests::a'] }],
    ['running 2 tests\ntest tests::a ... ok\n', 134, { ran: 1, failed: ['?'] }],
    ['running 0 tests\n\ntest result: ok. 0 passed; 0 failed\n', 0, { ran: 0, failed: [] }],
  ])('%j', (stdout, code, found) => expect(cargoReport(stdout, code)).toEqual(found));
});
