import fs from 'node:fs';
import path from 'node:path';
import { root } from '../setup.ts';
import type { LanguageId } from '../fix/code.ts';

/** The functions of the evaluation, and further ones of the same packages that are for tuning only. */
export type ListName = 'functions' | 'more-functions';

/** A function as it is committed: where it is, and nothing of its code. */
export interface Listed {
  /** `<package>@<version>/<file>#<name>`, of a method `#<owner>.<name>`; decides the half. */
  readonly id: string;
  /** Package and version. */
  readonly package: string;
  /** Path in the package, with slashes. */
  readonly file: string;
  readonly name: string;
  /** The class or receiver type that it is a method of. */
  readonly owner?: string;
  readonly languageId: LanguageId;
}

export function idOfFunction({ package: source, file, name, owner }: Omit<Listed, 'id' | 'languageId'>): string {
  return `${source}/${file}#${owner === undefined ? '' : `${owner}.`}${name}`;
}

/** A committed list. Throws where an entry is not what its id says. */
export function readList(name: ListName = 'functions'): Listed[] {
  const list = JSON.parse(fs.readFileSync(fileOf(name), 'utf8')) as Listed[];
  const wrong = list.find((listed) => listed.id !== idOfFunction(listed));
  if (wrong) throw new Error(`${wrong.id} is not the id of ${idOfFunction(wrong)}`);
  if (new Set(list.map(({ id }) => id)).size < list.length) throw new Error('a function is in the list twice');
  return list;
}

/** build-set.ts makes the list. */
export function writeList(list: readonly Listed[], name: ListName = 'functions'): void {
  const byId = [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
  fs.writeFileSync(fileOf(name), `${JSON.stringify(byId, null, 2)}\n`);
}

function fileOf(name: ListName): string {
  return path.join(root, 'bench/tests', `${name}.json`);
}
