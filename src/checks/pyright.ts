import fs from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '../workspace/diagnostic.ts';
import { CheckFailed, type Checker } from './checker.ts';
import { ReportError, diagnosticsIn, type ReportedProblem } from './reports/problem.ts';
import { pyrightFileCount, pyrightJson } from './reports/pyright.ts';
import { runProgram, type Program } from './run.ts';
import { inScratch, mirrorByLinks, temporaryIn } from './scratch.ts';

const TIMEOUT_MS = 90_000;

export interface PyrightOptions {
  readonly pyright: Program;
  /** The project's interpreter, whose packages are imported; without one pyright asks the `python` on PATH. */
  readonly python?: string | undefined;
  readonly file: string;
  /** Where pyright would be run: the folder of its configuration, or else the workspace folder. */
  readonly root: string;
  readonly folders: readonly string[];
}

/**
 * Pyright reads files only, so candidates are written beside a linked twin of the file, in a mirror of the project outside of it:
 * imports lead where they lead from the file itself, and all candidates are checked in one run. Other modules that import the
 * file see its text on disk.
 */
export class PyrightChecker implements Checker {
  public readonly name = 'pyright';
  public readonly covers = 'types';
  private readonly options: PyrightOptions;

  public constructor(options: PyrightOptions) {
    this.options = options;
  }

  public async check(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly Diagnostic[])[]> {
    if (texts.length === 0) return [];
    return inScratch(async (scratch) => {
      const { file, root } = this.options;
      const mirror = path.join(scratch, 'project');
      const folder = await mirrorByLinks(root, path.dirname(file), mirror);
      const { name, ext } = path.parse(file);
      // A valid module name that nobody has.
      const stems = texts.map((_, number) => `${name}_candidate_${path.basename(scratch).slice(-6)}_${number}`);
      const candidates = stems.map((stem) => path.join(folder, stem + ext));
      await Promise.all(candidates.map((candidate, number) => fs.writeFile(candidate, texts[number] ?? '')));
      const problems = await this.problems(mirror, candidates, signal);
      return texts.map((text, number) => {
        const [candidate = '', stem = ''] = [candidates[number], stems[number]];
        const own = problems.filter((problem) => path.resolve(problem.file) === candidate);
        // Types are sometimes told with their module's name.
        return diagnosticsIn(text, own).map((diagnostic) => ({
          ...diagnostic,
          message: diagnostic.message.replaceAll(stem, name),
        }));
      });
    });
  }

  public dispose(): Promise<void> {
    return Promise.resolve();
  }

  private async problems(cwd: string, files: readonly string[], signal: AbortSignal): Promise<ReportedProblem[]> {
    const { pyright, python, folders } = this.options;
    const args = ['--outputjson', ...(python === undefined ? [] : ['--pythonpath', python]), ...files];
    // The pip package of pyright is a wrapper that may want to fetch another version of it.
    const env = {
      PYRIGHT_PYTHON_IGNORE_WARNINGS: '1',
      NPM_CONFIG_OFFLINE: 'true',
      ...temporaryIn(path.dirname(cwd)),
    };
    const outcome = await runProgram(pyright, args, { cwd, folders, signal, timeoutMs: TIMEOUT_MS, env });
    // 0: clean, 1: problems; above it could not do its work.
    const json = outcome.stdout.slice(Math.max(outcome.stdout.search(/^\{/m), 0));
    try {
      if (outcome.code === 0 || outcome.code === 1) {
        const problems = pyrightJson(json);
        if (pyrightFileCount(json) >= files.length) return problems;
        throw new CheckFailed('pyright is configured to leave the file out.');
      }
    } catch (error) {
      if (!(error instanceof ReportError)) throw error;
    }
    const said = (outcome.stderr.trim() || outcome.stdout.trim()).split('\n').slice(0, 3).join(' ');
    throw new CheckFailed(`pyright failed: ${said}.`);
  }
}
