import fs from 'node:fs';
import path from 'node:path';
import { idOf, type Source } from '../eval/sources.ts';
import type { LanguageId } from '../fix/code.ts';
import { projectOf } from '../fix/project.ts';

/** A file of a package whose functions tests could be written for. */
export interface CodeFile {
  /** Package and version. */
  readonly source: string;
  readonly languageId: LanguageId;
  /** Path in the package, with slashes. */
  readonly name: string;
  readonly text: string;
}

const TESTS: Record<LanguageId, RegExp> = {
  typescript:
    /(?:^|\/)(?:tests?|__\w+__|benchmarks?)(?:\/|$)|\.(?:test|spec|bench|test-d|spec-d)\.[cm]?[jt]sx?$|(?:^|\/)(?:vitest|jest)\.[^/]*$/,
  python:
    /(?:^|\/)tests?(?:\/|$)|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$|(?:^|\/)(?:tox\.ini|pytest\.ini|setup\.cfg)$/,
  go: /_test\.go$|(?:^|\/)(?:testdata|[^/]*-test|\w*fuzz)(?:\/|$)/,
};
const NOT_SOURCE =
  /(?:^|\/)(?:\.[^/]+|node_modules|dist|__pycache__|[^/]+\.(?:dist-info|data))(?:\/|$)|\.(?:[cm]?js|map|d\.[cm]?ts|pyc|whl)$/;

/** Whether a file or folder of a package is its source: neither one of its tests nor made from others. */
export const isSource = (name: string, languageId: LanguageId): boolean =>
  !NOT_SOURCE.test(name) && !TESTS[languageId].test(name);

const ENDINGS: Record<LanguageId, string> = { typescript: '.ts', python: '.py', go: '.go' };
/** Not built on every machine, by the name's ending; the list is that of `go tool dist list`. */
const GO_PLATFORM =
  /_(?:aix|android|darwin|dragonfly|freebsd|illumos|ios|js|linux|netbsd|openbsd|plan9|solaris|wasip1|windows|386|amd64|arm|arm64|wasm)\.go$/;

/** The files of a package that can be imported by themselves, as far as their names and first lines tell. */
export function codeFiles(source: Source): CodeFile[] {
  const folder = projectOf(source);
  const { languageId } = source;
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => name.endsWith(ENDINGS[languageId]) && isSource(name, languageId))
    .filter((name) => languageId !== 'python' || isModule(folder, name))
    .sort()
    .map((name) => ({
      source: idOf(source),
      languageId,
      name,
      text: fs.readFileSync(path.join(folder, name), 'utf8'),
    }))
    .filter(({ text }) => !text.includes('\r')) // line ends are all the same, so that an index means one thing
    .filter(({ name, text }) => languageId !== 'go' || isBuilt(name, text));
}

function isModule(folder: string, name: string): boolean {
  const parts = name.split('/').slice(0, -1);
  if (parts.length === 0) return name !== 'setup.py';
  return parts.every((_, index) => fs.existsSync(path.join(folder, ...parts.slice(0, index + 1), '__init__.py')));
}

const isBuilt = (name: string, text: string): boolean =>
  !GO_PLATFORM.test(name) &&
  !/(?:^|\/)(?:vendor|_\w+)\//.test(name) &&
  !/^\/\/(?:go:build| \+build)/m.test(text) &&
  !/^package main$/m.test(text) &&
  !/^import "C"$/m.test(text);
