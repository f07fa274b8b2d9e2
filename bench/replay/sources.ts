/**
 * The files that the replay types in. Nothing foreign is copied into this repository: packages are pinned and fetched
 * through their own ordinary clients, and never executed.
 *
 * | file                          | from                                      | licence           |
 * | ----------------------------- | ----------------------------------------- | ----------------- |
 * | examples/*                    | this repository, written for it           | Apache-2.0        |
 * | @huggingface/jinja/parser.ts  | npm, locked dependency of this package    | MIT               |
 * | click/formatting.py           | PyPI, click 8.1.7                         | BSD-3-Clause      |
 * | pflag/flag.go                 | Go module github.com/spf13/pflag v1.0.5   | BSD-3-Clause      |
 * | semver/parse.rs               | crates.io, semver 1.0.23                  | MIT OR Apache-2.0 |
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface SourceFile {
  readonly name: string;
  readonly languageId: string;
  readonly text: string;
}

interface Source {
  readonly name: string;
  readonly languageId: string;
  /** Path of the file, fetched if need be. */
  readonly locate: () => string;
}

const root = path.resolve(import.meta.dirname, '..');
const example = (name: string) => () => path.join(root, 'examples', name);

/** Example and package of a language in turn, so that an even sample has all languages. */
const SOURCES: readonly Source[] = [
  { name: 'inventory.ts', languageId: 'typescript', locate: example('inventory.ts') },
  {
    name: 'jinja/parser.ts',
    languageId: 'typescript',
    locate: () => path.join(root, 'node_modules/@huggingface/jinja/src/parser.ts'),
  },
  { name: 'word_count.py', languageId: 'python', locate: example('word_count.py') },
  { name: 'click/formatting.py', languageId: 'python', locate: fromPip },
  { name: 'rate_limiter.go', languageId: 'go', locate: example('rate_limiter.go') },
  { name: 'pflag/flag.go', languageId: 'go', locate: fromGo },
  { name: 'matrix.rs', languageId: 'rust', locate: example('matrix.rs') },
  { name: 'semver/parse.rs', languageId: 'rust', locate: fromCargo },
];

/** All files that can be had here; says in a sentence which cannot. */
export function sources(): SourceFile[] {
  return SOURCES.flatMap(({ name, languageId, locate }) => {
    try {
      return [{ name, languageId, text: fs.readFileSync(locate(), 'utf8').replaceAll('\r\n', '\n') }];
    } catch (error) {
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
      console.log(`${name} is left out of the replay, as it cannot be had here: ${String(reason)}`);
      return [];
    }
  });
}

/** A folder that is kept between runs. */
function kept(name: string): string {
  const folder = path.join(os.tmpdir(), `local-forge-replay-${name}`);
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000 });
}

function fromPip(): string {
  const folder = kept('click-8.1.7');
  const file = path.join(folder, 'click', 'formatting.py');
  if (!fs.existsSync(file)) {
    const quiet = ['-q', '--no-deps', '--only-binary=:all:', '--disable-pip-version-check'];
    run('python3', ['-m', 'pip', 'download', ...quiet, '-d', folder, 'click==8.1.7'], folder);
    const wheel = fs.readdirSync(folder).find((name) => name.endsWith('.whl')) ?? '';
    run('python3', ['-m', 'zipfile', '-e', path.join(folder, wheel), folder], folder);
  }
  return file;
}

function fromGo(): string {
  const answer = run('go', ['mod', 'download', '-json', 'github.com/spf13/pflag@v1.0.5'], kept('go'));
  return path.join((JSON.parse(answer) as { Dir: string }).Dir, 'flag.go');
}

/** Cargo fetches for packages only: an empty one asks for the crate, and tells where it lies. */
function fromCargo(): string {
  const folder = kept('cargo');
  const manifest =
    '[package]\nname = "replay"\nversion = "0.0.0"\nedition = "2021"\n\n[dependencies]\nsemver = "=1.0.23"\n';
  fs.writeFileSync(path.join(folder, 'Cargo.toml'), manifest);
  fs.mkdirSync(path.join(folder, 'src'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'src', 'lib.rs'), '');
  const answer = JSON.parse(run('cargo', ['metadata', '--format-version', '1', '-q'], folder)) as CargoMetadata;
  const crate = answer.packages.find(({ name }) => name === 'semver');
  return path.join(path.dirname(crate?.manifest_path ?? ''), 'src', 'parse.rs');
}

interface CargoMetadata {
  readonly packages: readonly { readonly name: string; readonly manifest_path: string }[];
}
