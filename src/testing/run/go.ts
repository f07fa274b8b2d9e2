import path from 'node:path';
import type { Invocation, Request } from './runner.ts';

/** Compiles the tests of a folder into a program. It has a time limit of its own: on a busy machine that takes longer than all calls. */
export function goBuild(_: string, { files, report }: Request): Invocation {
  return {
    cwd: path.dirname(files[0] ?? '.'),
    // All errors, not the first ten.
    args: ['test', '-c', '-o', programBeside(report), '-vet=off', '-gcflags=-e', '.'],
  };
}

/** Runs that program as `go test -json` does. */
export function goRun(_: string, { files, seed, only, report }: Request): Invocation {
  return {
    cwd: path.dirname(files[0] ?? '.'),
    args: [
      ...['tool', 'test2json', '-t', programBeside(report), '-test.v=test2json', '-test.paniconexit0'],
      ...(seed === undefined ? [] : [`-test.shuffle=${seed}`]),
      ...(only === undefined ? [] : [`-test.run=${only}`]),
    ],
  };
}

/** Windows runs what ends so; elsewhere it is a name. */
function programBeside(report: string): string {
  return path.join(path.dirname(report), 'go-test.exe');
}
