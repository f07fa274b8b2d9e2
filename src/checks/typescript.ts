import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Diagnostic } from '../workspace/diagnostic.ts';
import type { CallExamples } from './call-examples.ts';
import { CheckFailed, type Checker, type Covers, type ToolRepair } from './checker.ts';
import { containedEnvironment } from './environment.ts';
import type { FunctionPlace, Surroundings, TypeScriptAnswer, TypeScriptRequest } from './typescript/ipc.ts';

/** As much as VS Code gives its own TypeScript by default (`typescript.tsserver.maxTsServerMemory`), half of it. */
const MAX_HEAP_MIB = 1_536;
/** A project that takes longer to read is not checked. */
const HANG_MS = 60_000;
/** The process of a library is given back when nothing was asked for so long. */
const IDLE_MS = 120_000;

export interface TypeScriptOptions {
  /** Absolute path of `typescript.js`. */
  readonly library: string;
  /** Folders of the workspace. */
  readonly folders: readonly string[];
  /** Path of the bundled child program; default: beside this bundle. */
  readonly program?: string;
  readonly hangMs?: number;
  readonly idleMs?: number;
  readonly log?: (text: string) => void;
}

interface Waiting {
  readonly resolve: (answer: TypeScriptAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** Runs one TypeScript library in a process of its own: started by the first check, ended when idle. */
export class TypeScriptProcess {
  private readonly options: TypeScriptOptions;
  private child: ChildProcess | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private idleTimer: NodeJS.Timeout | undefined;
  private hangTimer: NodeJS.Timeout | undefined;
  private isDisposed = false;

  public constructor(options: TypeScriptOptions) {
    this.options = options;
  }

  /** Process id while it runs. */
  public get pid(): number | undefined {
    return this.child?.pid;
  }

  /**
   * Types and syntax of `file` with `text` as its content. An abort rejects at once; the process finishes what it has begun,
   * which makes it ready for the next check.
   */
  public async diagnostics(
    file: string,
    text: string,
    signal: AbortSignal,
    surroundings: Surroundings = {},
  ): Promise<readonly Diagnostic[]> {
    const answer = await this.ask({ file, text, ...surroundings }, signal);
    return 'diagnostics' in answer ? answer.diagnostics : [];
  }

  /** What TypeScript itself proposes against a problem of `text`, the likeliest first. */
  public async repairs(
    file: string,
    text: string,
    problem: Diagnostic,
    signal: AbortSignal,
  ): Promise<readonly ToolRepair[]> {
    const answer = await this.ask({ file, text, problem }, signal);
    return 'repairs' in answer ? answer.repairs : [];
  }

  /** What code in `file` may call a function with. */
  public async examples(
    file: string,
    called: FunctionPlace,
    signal: AbortSignal,
    surroundings: Surroundings = {},
  ): Promise<CallExamples | undefined> {
    const answer = await this.ask({ file, text: '', called, ...surroundings }, signal);
    return 'examples' in answer ? answer.examples : undefined;
  }

  private ask(question: Omit<TypeScriptRequest, 'id'>, signal: AbortSignal): Promise<TypeScriptAnswer> {
    signal.throwIfAborted();
    if (this.isDisposed) throw new CheckFailed('The TypeScript process was closed.');
    const id = this.nextId++;
    const request: TypeScriptRequest = { id, ...question };
    return new Promise((resolve, reject) => {
      const abort = () => reject(signal.reason as Error);
      const end = () => signal.removeEventListener('abort', abort);
      signal.addEventListener('abort', abort, { once: true });
      this.waiting.set(id, {
        resolve: (answer) => {
          end();
          resolve(answer);
        },
        reject: (error) => {
          end();
          reject(error);
        },
      });
      this.child ??= this.start();
      this.child.send(request, () => undefined); // a lost process reports through 'exit'
      this.touch();
    });
  }

  /** Ends the process for good. */
  public dispose(): void {
    this.isDisposed = true;
    this.discard(new CheckFailed('The TypeScript process was closed.'));
  }

  private start(): ChildProcess {
    const { library, folders, program = besideThisBundle() } = this.options;
    const child = fork(program, [library], {
      cwd: path.dirname(library),
      // In an editor our own executable is Electron, which is Node only when told so.
      env: { ...containedEnvironment(process.env, folders), ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [`--max-old-space-size=${MAX_HEAP_MIB}`],
      serialization: 'advanced',
    });
    child.stdout?.on('data', (data: Buffer) => this.options.log?.(data.toString().trimEnd()));
    child.stderr?.on('data', (data: Buffer) => this.options.log?.(data.toString().trimEnd()));
    child.on('message', (answer: TypeScriptAnswer) => this.receive(answer));
    child.on('error', (error) => this.ended(child, error.message));
    child.on('exit', (code, signal) => this.ended(child, signal ?? `exit code ${String(code)}`));
    return child;
  }

  private receive(answer: TypeScriptAnswer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    this.touch();
    if ('error' in answer) waiting?.reject(new CheckFailed(`TypeScript could not check the file: ${answer.error}.`));
    else waiting?.resolve(answer);
  }

  private ended(child: ChildProcess, how: string): void {
    if (child === this.child) this.discard(new CheckFailed(`The TypeScript process ended unexpectedly (${how}).`));
  }

  private discard(error: CheckFailed): void {
    const { child } = this;
    this.child = undefined;
    child?.kill('SIGKILL');
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    this.touch();
    for (const { reject } of waiting) reject(error);
  }

  /** Every sign of life or work starts the idle and the hang timer anew. */
  private touch(): void {
    clearTimeout(this.idleTimer);
    clearTimeout(this.hangTimer);
    if (this.child === undefined) return;
    const { hangMs = HANG_MS, idleMs = IDLE_MS } = this.options;
    if (this.waiting.size > 0) {
      const seconds = Math.round(hangMs / 1000);
      this.hangTimer = setTimeout(
        () => this.discard(new CheckFailed(`TypeScript did not finish within ${seconds} s.`)),
        hangMs,
      );
    } else {
      this.idleTimer = setTimeout(() => this.discard(new CheckFailed('The TypeScript process was idle.')), idleMs);
      this.idleTimer.unref();
    }
  }
}

/** The types of one file, asked from a process that may be shared with other files. */
export class TypeScriptChecker implements Checker {
  public readonly name = 'tsc';
  public readonly covers: Covers;
  private readonly process: TypeScriptProcess;
  private readonly file: string;
  private readonly owned: boolean;
  private readonly surroundings: Surroundings | undefined;

  /** `owned`: the process ends with the checker. `covers`: `syntax` for JavaScript whose types nobody asks for. */
  public constructor(
    typescript: TypeScriptProcess,
    file: string,
    {
      owned,
      covers,
      surroundings,
    }: {
      readonly owned: boolean;
      readonly covers: 'types' | 'syntax';
      readonly surroundings?: Surroundings | undefined;
    },
  ) {
    this.process = typescript;
    this.file = file;
    this.owned = owned;
    this.covers = covers;
    this.surroundings = surroundings;
  }

  public async check(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly Diagnostic[])[]> {
    const found = [];
    // One by one: an abort then stops before the next, and the process works on one at a time anyway.
    for (const text of texts) found.push(await this.process.diagnostics(this.file, text, signal, this.surroundings));
    return found;
  }

  public repairs(text: string, problem: Diagnostic, signal: AbortSignal): Promise<readonly ToolRepair[]> {
    return this.process.repairs(this.file, text, problem, signal);
  }

  public examples(called: FunctionPlace, signal: AbortSignal): Promise<CallExamples | undefined> {
    return this.process.examples(this.file, called, signal, this.surroundings);
  }

  public dispose(): Promise<void> {
    if (this.owned) this.process.dispose();
    return Promise.resolve();
  }
}

/** Processes by library, so that one that has read a project stays for the next question. */
export class TypeScriptProcesses {
  private readonly processes = new Map<string, TypeScriptProcess>();
  private readonly defaults: Omit<TypeScriptOptions, 'library' | 'folders'>;

  public constructor(defaults: Omit<TypeScriptOptions, 'library' | 'folders'> = {}) {
    this.defaults = defaults;
  }

  /** The process for a library, shared by all who ask for it. */
  public of(library: string, folders: readonly string[]): TypeScriptProcess {
    let found = this.processes.get(library);
    if (found === undefined) {
      found = new TypeScriptProcess({ ...this.defaults, library, folders });
      this.processes.set(library, found);
    }
    return found;
  }

  public dispose(): void {
    for (const one of this.processes.values()) one.dispose();
    this.processes.clear();
  }
}

function besideThisBundle(): string {
  return fileURLToPath(new URL('./typescript-checker.js', import.meta.url));
}
