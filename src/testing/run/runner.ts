import type { Outcome, Program } from '../../checks/run.ts';
import type { TestReport } from '../../checks/reports/tests.ts';

/** What is asked of a test runner. */
export interface Request {
  /** Absolute paths in the copy. */
  readonly files: readonly string[];
  /** Orders the tests by it where the runner can. */
  readonly seed?: number;
  /** A regular expression for the full names of the tests that are to be run; default: all. */
  readonly only?: string;
  /** The same files have just been built. */
  readonly isBuilt?: boolean;
  /** For the runner's report. */
  readonly report: string;
}

/** A program's arguments, and where it is run. */
export interface Invocation {
  readonly args: readonly string[];
  readonly cwd: string;
  /** Instead of the framework's own: a part of it, or what it runs itself. */
  readonly program?: Program;
  readonly env?: Readonly<Record<string, string>>;
}

/** How a framework is asked to run files, and what its answers mean. */
export interface Runner {
  /** What has to be known of the copy first; `read` gives the sentence why its tests cannot be run. */
  readonly preparation?: {
    invocation(root: string): Invocation;
    read(root: string, outcome: Outcome): string | undefined;
  };
  /**
   * Fills the caches with what every copy would else make for itself; done once, outside of all copies, in a folder of ours. It must neither read
   * nor run anything of a project.
   */
  warming?(scratch: string): Invocation;
  /** What compiles the files before they are run, with a time limit of its own; undefined where that is done. */
  build?(root: string, request: Request): Invocation | undefined;
  invocation(root: string, request: Request): Invocation;
  /** Folders in which it keeps what it will need again. */
  caches?(): readonly string[];
  /** Each file is run in a process or a realm of its own, and the report says which have failed. */
  readonly isolatesFiles: boolean;
  /** Another seed is another order of the same tests: they need not be written in another one. */
  readonly ordersBySeed?: true;
  /** `report` is what the runner wrote there. */
  read(outcome: Outcome, report: string): TestReport;
}
