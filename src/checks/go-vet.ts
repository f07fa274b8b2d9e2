import fs from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '../workspace/diagnostic.ts';
import { CheckFailed, type Checker } from './checker.ts';
import { isObject, objectAt, objectsAt, textAt, type Json } from './reports/json.ts';
import { goProblem, goText, goVetJson, jsonObjects, position } from './reports/go.ts';
import { atFileStart, diagnosticsIn, type ReportedProblem } from './reports/problem.ts';
import { runProgram, type Outcome, type Program } from './run.ts';
import { inScratch, temporaryIn } from './scratch.ts';

/** Compiling all that a package imports for the first time. */
const TIMEOUT_MS = 120_000;
const FILE_LISTS = ['GoFiles', 'CgoFiles', 'TestGoFiles', 'XTestGoFiles'];
const FIELDS = ['ImportPath', 'Error', 'DepsErrors', ...FILE_LISTS].join(',');

/**
 * The compiler's and vet's word on a file, by their own way of replacing a file without touching it (`-overlay`). Nothing is
 * downloaded, `go.mod` stays as it is, and no program is linked or run.
 */
export class GoVetChecker implements Checker {
  public readonly name = 'go vet';
  public readonly covers = 'build';
  private readonly go: Program;
  private readonly file: string;
  private readonly folders: readonly string[];

  public constructor(go: Program, file: string, folders: readonly string[]) {
    this.go = go;
    this.file = file;
    this.folders = folders;
  }

  public async check(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly Diagnostic[])[]> {
    return inScratch(async (folder) => {
      const found = [];
      for (const text of texts) found.push(diagnosticsIn(text, await this.problems(folder, text, signal)));
      return found;
    });
  }

  public dispose(): Promise<void> {
    return Promise.resolve();
  }

  private async problems(folder: string, text: string, signal: AbortSignal): Promise<ReportedProblem[]> {
    // Without links on the way: go compares with where it finds itself, and a path that it does not know would replace nothing.
    const cwd = await fs.realpath(path.dirname(this.file));
    const name = path.basename(this.file);
    const candidate = path.join(folder, name);
    const overlay = path.join(folder, 'overlay.json');
    await fs.writeFile(candidate, text);
    await fs.writeFile(overlay, JSON.stringify({ Replace: { [path.join(cwd, name)]: candidate } }));
    // `list -export` compiles the package and its tests without linking them, and `-e` of the compiler lifts its limit of ten errors.
    const listed = await this.run(
      folder,
      ['list', '-e', '-test', '-export', '-gcflags=-e', `-json=${FIELDS}`, `-overlay=${overlay}`, '.'],
      signal,
    );
    const packages = packagesOf(listed);
    const problems = compilerProblems(packages, cwd, candidate);
    const own = problems.filter((problem) => isOwn(problem.file, cwd, candidate));
    const others = problems.filter((problem) => !own.includes(problem));
    const stopper = own.length > 0 ? undefined : others.find(({ message }) => keepsFromTypes(message));
    if (stopper !== undefined) {
      const where = path.basename(stopper.file);
      throw new CheckFailed(`go does not come to check the file because of ${where}: ${stopper.message}.`);
    }
    // Vet gives up at the first error, and says less about it.
    if (problems.length > 0) return [...own, ...atFileStart(others, candidate)];
    if (!packages.some((one) => isCompiledIn(one, name))) {
      throw new CheckFailed('go leaves the file out on this machine: a build constraint says so.');
    }
    const vetted = await this.run(folder, ['vet', '-json', `-overlay=${overlay}`, '.'], signal);
    return unique(
      goVetJson(`${vetted.stdout}\n${vetted.stderr}`).filter((problem) => isOwn(problem.file, cwd, candidate)),
    );
  }

  private run(temporary: string, args: readonly string[], signal: AbortSignal): Promise<Outcome> {
    return runProgram(this.go, args, {
      cwd: path.dirname(this.file),
      folders: this.folders,
      signal,
      timeoutMs: TIMEOUT_MS,
      env: {
        GOPROXY: 'off',
        GOTOOLCHAIN: 'local',
        GOFLAGS: harmlessFlags(process.env['GOFLAGS']),
        ...temporaryIn(temporary),
      },
    });
  }
}

/** The errors of the package and of what it imports; such as have no place stand at the file's start. */
function compilerProblems(packages: readonly Json[], cwd: string, candidate: string): ReportedProblem[] {
  const errors = packages.flatMap((one) => [...objectsAt(one, 'DepsErrors'), ...ownError(one)]);
  const problems = errors.flatMap((error) => problemsOf(error, candidate));
  return unique(problems.map((problem) => ({ ...problem, file: path.resolve(cwd, problem.file) })));
}

/** Whether nothing but syntax and imports was looked at, so that types may be wrong without a word about it. */
function keepsFromTypes(message: string): boolean {
  return /^syntax error|^expected |^package .* is not in std|^no required module|^cannot find |^missing go.sum|^import cycle|^found packages/.test(
    message,
  );
}

/** Go tells of a replaced file by its own path or by that of what came instead. */
function isOwn(file: string, cwd: string, candidate: string): boolean {
  const place = path.resolve(cwd, file);
  return place === candidate || place === path.join(cwd, path.basename(candidate));
}

function packagesOf({ code, stdout, stderr }: Outcome): Json[] {
  const packages = jsonObjects(stdout);
  if (packages.length > 0) return packages;
  const reason = stderr.trim().split('\n')[0] ?? '';
  throw new CheckFailed(`go could not read the package (${reason === '' ? `exit code ${String(code)}` : reason}).`);
}

function isCompiledIn(listed: Json, name: string): boolean {
  return FILE_LISTS.some((key) => {
    const names = listed[key];
    return Array.isArray(names) && names.includes(name);
  });
}

function ownError(listed: Json): Json[] {
  return isObject(listed['Error']) ? [objectAt(listed, 'Error')] : [];
}

/** An error of `go list` is either one with a position, or what the compiler printed, or a sentence about the package. */
function problemsOf(error: Json, candidate: string): ReportedProblem[] {
  const message = textAt(error, 'Err') ?? '';
  const at = position(textAt(error, 'Pos'));
  if (at !== undefined) return [goProblem(at.file, at.line, at.column, firstLine(message), 'compiler')];
  const printed = goText(message);
  return printed.length > 0 || message.startsWith('# ')
    ? printed
    : [goProblem(candidate, 1, 1, firstLine(message), 'compiler')];
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? '';
}

/** The package is compiled alone and with its tests: both say the same. */
function unique(problems: readonly ReportedProblem[]): ReportedProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/**
 * The user's flags (build tags, for example) without those that change `go.mod`, run other programs or replace files. Never
 * empty, since an empty variable makes go read the flags from its configuration. Version control is of no use here.
 */
export function harmlessFlags(flags: string | undefined): string {
  const kept = (flags ?? '')
    .split(/\s+/)
    .filter((flag) => flag !== '' && !/^--?(mod|modfile|toolexec|overlay|exec|vettool|C)(=|$)/.test(flag));
  return ['-buildvcs=false', ...kept].join(' ');
}
