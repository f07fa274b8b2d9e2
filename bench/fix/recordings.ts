import fs from 'node:fs';
import path from 'node:path';
import { root } from '../setup.ts';
import { RECORDED_TEST, type FixPackage } from './packages.ts';
import type { Scratch } from './scratch.ts';

const FOLDER = path.join(root, 'bench/fix/recorded');

/** Whose cases are run, and the module of the package that they import. */
export interface Recording {
  readonly name: string;
  readonly entry: string;
}

export const recordingOf = ({ name, entry }: FixPackage): Recording | undefined =>
  entry === undefined ? undefined : { name, entry };

/** What a package did in its cases when it was whole, as committed. */
export const answersFile = ({ name }: Recording): string => path.join(FOLDER, `${name}.json`);

/** Puts a package's cases beside its copy, and their answers where there are any; gives what the cases' import stands for. */
export function putRecording(scratch: Scratch, recording: Recording): Record<string, string> {
  const read = (file: string) => fs.readFileSync(file, 'utf8');
  scratch.write(RECORDED_TEST, read(path.join(FOLDER, RECORDED_TEST)));
  scratch.write('cases.mjs', read(path.join(FOLDER, `${recording.name}.mjs`)));
  const answers = answersFile(recording);
  if (fs.existsSync(answers)) scratch.write('recorded.json', read(answers));
  return { 'package-under-test': path.join(scratch.folder, recording.entry) };
}
