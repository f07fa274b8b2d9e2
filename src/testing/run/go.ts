import path from 'node:path';
import { harmlessFlags } from '../../checks/go-vet.ts';
import { PROBE_PACKAGES } from '../observe/go.ts';
import { STANDARD_PACKAGES } from '../trials/go-standard.ts';
import type { Invocation, Request } from './runner.ts';

/** Compiles the tests of a folder into a program. It has a time limit of its own: on a busy machine that takes longer than all calls. */
export function goBuild(_: string, { files, report }: Request): Invocation {
  return {
    cwd: path.dirname(files[0] ?? '.'),
    // All errors, not the first ten.
    args: ['test', '-c', '-o', programBeside(report), '-vet=off', '-gcflags=-e', '.'],
  };
}

/** Runs that program as `go test -json` has it run: starting go and its converter takes longer than most tests. */
export function goRun(_: string, { files, seed, only, report }: Request): Invocation {
  const program = programBeside(report);
  return {
    cwd: path.dirname(files[0] ?? '.'),
    program: { name: 'go test', command: program, prefix: [], shown: program },
    args: [
      ...['-test.v=test2json', '-test.paniconexit0'],
      ...(seed === undefined ? [] : [`-test.shuffle=${seed}`]),
      ...(only === undefined ? [] : [`-test.run=${only}`]),
    ],
  };
}

/**
 * Has go build the part of its own library that tests may need, for all copies to come: what a copy builds is gone with it. Nothing of a
 * project is built by it, or run.
 */
export function goWarming(scratch: string): Invocation {
  return {
    cwd: scratch,
    args: [
      'list',
      '-e',
      '-export',
      '-deps',
      '-f',
      '',
      ...STANDARD_PACKAGES,
      ...PROBE_PACKAGES,
      'testing/internal/testdeps',
    ],
    env: { GOWORK: 'off', GOFLAGS: harmlessFlags(process.env['GOFLAGS']) },
  };
}

/** Windows runs what ends so; elsewhere it is a name. */
function programBeside(report: string): string {
  return path.join(path.dirname(report), 'go-test.exe');
}
