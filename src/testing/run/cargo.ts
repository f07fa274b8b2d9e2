import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Invocation, Request } from './runner.ts';

/** Compiles the tests of the file's target, and says of each error where it is, a line each. */
export function cargoBuild(root: string, { files: [file = ''] }: Request): Invocation {
  return { cwd: crateOf(root, file), args: [...common(root, file), '--no-run', '--message-format=short'] };
}

/** Runs the tests that stand in the file, or the one that is asked for. */
export function cargoRun(root: string, { files: [file = ''], only, seed }: Request): Invocation {
  const known = testsIn(textOf(file));
  const names = only === undefined ? known : [only];
  // A filter is a part of a name, and may be one of others, too.
  const others =
    only !== undefined && known.includes(only) ? known.filter((one) => one !== only && one.includes(only)) : [];
  // One after the other, as their names say; the first time as cargo does it by itself.
  const threads = seed === undefined || seed === 1 ? [] : ['--test-threads=1'];
  return {
    cwd: crateOf(root, file),
    args: [
      ...common(root, file),
      '--quiet',
      '--',
      '--format=pretty',
      ...threads,
      ...others.flatMap((one) => ['--skip', one]),
      ...names,
    ],
  };
}

function common(root: string, file: string): string[] {
  // Warnings of instrumented code are nobody's; the list is added to what the project's own configuration has there.
  return [
    'test',
    '--offline',
    '--config',
    'build.rustflags=["--cap-lints=warn"]',
    ...targetOf(crateOf(root, file), file),
  ];
}

/** Where Cargo keeps crates: https://doc.rust-lang.org/cargo/guide/cargo-home.html */
export function cargoHome({ CARGO_HOME }: NodeJS.ProcessEnv): string {
  return CARGO_HOME !== undefined && path.isAbsolute(CARGO_HOME) ? CARGO_HOME : path.join(os.homedir(), '.cargo');
}

/** The folder of the nearest Cargo.toml. */
export function crateOf(root: string, file: string): string {
  for (let folder = path.dirname(file); folder.length > root.length; folder = path.dirname(folder))
    if (fs.existsSync(path.join(folder, 'Cargo.toml'))) return folder;
  return root;
}

/** The target that a file is compiled in: https://doc.rust-lang.org/cargo/guide/project-layout.html */
export function targetOf(crate: string, file: string): string[] {
  const [first = '', second = '', ...rest] = path.relative(crate, file).split(path.sep);
  if (first === 'tests') return ['--test', path.parse(second).name];
  if (first === 'src' && second === 'bin') return ['--bin', path.parse(rest[0] ?? '').name];
  const hasLibrary =
    fs.existsSync(path.join(crate, 'src', 'lib.rs')) || /^\[lib\]/m.test(textOf(path.join(crate, 'Cargo.toml')));
  const program = textOf(path.join(crate, 'src', 'main.rs'));
  const module = path.parse(second).name;
  const isOfProgram =
    second === 'main.rs' ||
    (second !== 'lib.rs' &&
      new RegExp(`\\bmod\\s+${module}\\s*;`).test(program) &&
      !new RegExp(`\\bmod\\s+${module}\\s*;`).test(textOf(path.join(crate, 'src', 'lib.rs'))));
  return hasLibrary && !isOfProgram ? ['--lib'] : ['--bins'];
}

/** Names of the test functions in a text. */
export function testsIn(text: string): string[] {
  const found = text.matchAll(
    /#\[(?:\w+::)*test\b[^\]]*\](?:\s*(?:#\[[^\]]*\]|\/\/[^\n]*))*\s*(?:pub\s+)?(?:async\s+)?fn\s+(\w+)/g,
  );
  return [...found].map(([, name = '']) => name);
}

function textOf(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
