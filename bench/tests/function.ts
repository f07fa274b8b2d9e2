import fs from 'node:fs';
import path from 'node:path';
import { SyntaxTrees } from '../../src/workspace/syntax/syntax.ts';
import type { Subject } from '../../src/testing/types.ts';
import { halfOf, type Half } from '../eval/order.ts';
import { idOf } from '../eval/sources.ts';
import type { LanguageId } from '../fix/code.ts';
import { GRAMMARS } from '../fix/parse.ts';
import { projectOf } from '../fix/project.ts';
import { readList, type Listed, type ListName } from './list.ts';
import { PACKAGES } from './packages.ts';
import { subjectIn } from './subject.ts';

/** How tests get at the file, in a copy that `copyForTests` made. */
export type Importable =
  /** Vitest: a path in the package, which a test names relative to itself. */
  | { readonly by: 'path'; readonly path: string }
  /** Pytest: the module's full name; the package's folder is on the path. */
  | { readonly by: 'module'; readonly module: string }
  /** Go: the test is in the same folder and of the same package. */
  | { readonly by: 'package'; readonly folder: string; readonly package: string };

/** A function of real code that tests are asked for. */
export interface SubjectProblem {
  /** See list.ts; decides the half. */
  readonly id: string;
  readonly half: Half;
  readonly languageId: LanguageId;
  /** Folder of the package in the user's cache; nothing is to be written there. */
  readonly project: string;
  /** Package and version. */
  readonly package: string;
  /** Absolute path in `project`. */
  readonly file: string;
  readonly text: string;
  readonly subject: Subject;
  readonly importable: Importable;
}

/** A whole list, in its order. Fetches the packages on the first use. */
export async function loadFunctions(name: ListName = 'functions'): Promise<SubjectProblem[]> {
  const syntax = new SyntaxTrees(GRAMMARS);
  try {
    const problems: SubjectProblem[] = [];
    for (const listed of readList(name)) problems.push(await problemOf(listed, syntax));
    return problems;
  } finally {
    await syntax.dispose();
  }
}

/** Throws where the package has no such function. */
export async function problemOf(listed: Listed, syntax: Pick<SyntaxTrees, 'patient'>): Promise<SubjectProblem> {
  const source = PACKAGES.find((known) => idOf(known) === listed.package);
  if (!source) throw new Error(`${listed.id} is of no known package`);
  const { id, languageId } = listed;
  const project = projectOf(source);
  const file = path.join(project, listed.file);
  const text = fs.readFileSync(file, 'utf8');
  const declared = await syntax.patient.declarationsOf(languageId, text);
  const subject = subjectIn(text, declared ?? [], listed);
  if (!subject) throw new Error(`${id} is not in its file`);
  const importable = IMPORTABLE[languageId](listed.file, text);
  return { id, half: halfOf(id), languageId, project, package: listed.package, file, text, subject, importable };
}

const IMPORTABLE: Record<LanguageId, (name: string, text: string) => Importable> = {
  typescript: (name) => ({ by: 'path', path: name }),
  python: (name) => ({ by: 'module', module: name.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.') }),
  go: (name, text) => ({
    by: 'package',
    folder: path.posix.dirname(name),
    package: /^package (\w+)/m.exec(text)?.[1] ?? '',
  }),
};
