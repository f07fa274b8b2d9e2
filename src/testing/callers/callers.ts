import fs from 'node:fs/promises';
import path from 'node:path';
import { ecosystemOf } from '../layout/ecosystem.ts';
import { filesOfPackage } from '../layout/listing.ts';
import { packageOf } from '../languages/go.ts';
import type { Source } from '../languages/language.ts';
import { unique } from '../trials/calls.ts';
import { callsOfText, type Calls } from './calls-of-text.ts';
import { codeBlocks } from './code-blocks.ts';
import { usableNames } from './self-contained.ts';

/** What of a package is searched. */
const MOST_FILES = 300;
const MOST_BYTES = 3 * 1024 * 1024;
const MOST_FILE_BYTES = 256 * 1024;
const MOST_MS = 1500;
const MOST_TRIALS = 12;
const MOST_LINES = 3;
const READMES = ['README.md', 'readme.md', 'Readme.md'];

/**
 * Who calls the subject in its package, nearest files first: its own, other sources, tests, the code in the README. Files for which `mayRead` is
 * false are not opened. Only text is searched: what calls something else of the same name in a file that names the module is taken for one.
 */
export async function callersOf(
  { file, text, subject, setup }: Source,
  mayRead: (file: string) => Promise<boolean>,
  signal: AbortSignal,
): Promise<Calls> {
  const { languageId } = subject;
  const usable = usableNames(text, languageId);
  const module = moduleOf(file, text, languageId);
  const own = callsOfText(text, { subject, usable, qualifiers: [], own: subject });
  const found: Calls[] = [own];
  const until = performance.now() + MOST_MS;
  let [files, bytes] = [0, 0];
  for (const { place, isDocument } of await placesOf(file, languageId, setup.root, setup.testFile)) {
    const enough = found.flatMap(({ trials }) => trials).length >= MOST_TRIALS * 2;
    if (enough || files >= MOST_FILES || bytes >= MOST_BYTES || performance.now() > until) break;
    signal.throwIfAborted();
    if (!(await mayRead(place))) continue;
    const isTest = place === setup.testFile;
    const content = isTest && setup.existing !== undefined ? setup.existing : await readSmall(place);
    files++;
    if (content === undefined) continue;
    bytes += content.length;
    if (isDocument) {
      const blocks = codeBlocks(content, languageId);
      found.push(callsOfText(blocks, { subject, usable, qualifiers: module.qualifiers }));
      continue;
    }
    const isSameFolder = path.dirname(place) === path.dirname(file);
    const isQualified = languageId === 'go' && !isSameFolder;
    if (!module.mark.test(content) && !(languageId === 'go' && isSameFolder)) continue;
    found.push(
      callsOfText(content, { subject, usable, qualifiers: aliasesIn(content, module, languageId), isQualified }),
    );
  }
  return {
    trials: unique(found.flatMap(({ trials }) => trials)).slice(0, MOST_TRIALS),
    lines: [...new Set(found.flatMap(({ lines }) => lines))].slice(0, MOST_LINES),
  };
}

interface Module {
  readonly name: string;
  /** What a file that uses the module holds. */
  readonly mark: RegExp;
  readonly qualifiers: readonly string[];
}

function moduleOf(file: string, text: string, languageId: string): Module {
  const { name: stem, dir } = path.parse(file);
  const isFolder = stem === 'index' || stem === '__init__' || (languageId === 'rust' && stem === 'mod');
  const name = languageId === 'go' || isFolder ? path.basename(dir) : stem;
  const word = escaped(name);
  if (languageId === 'go') return { name, mark: new RegExp(`/${word}"`), qualifiers: [packageOf(text)] };
  if (languageId === 'python')
    return { name, mark: new RegExp(`^\\s*(?:from|import)\\b.*\\b${word}\\b`, 'm'), qualifiers: [name] };
  if (languageId === 'rust') return { name, mark: new RegExp(`\\b(?:crate|${word})\\b`), qualifiers: [] };
  const own = isFolder ? '|\\.{1,2}(?:/index(?:\\.\\w+)?)?' : '';
  return { name, mark: new RegExp(`['"](?:[^'"\\n]*/${word}(?:/index)?(?:\\.\\w+)?${own})['"]`), qualifiers: [] };
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** Names that a file gives the module: `import * as text from './text'`, `import pkg.text as t`. */
function aliasesIn(content: string, { name, qualifiers }: Module, languageId: string): string[] {
  if (languageId === 'go') return [...qualifiers];
  const word = escaped(name);
  const pattern =
    languageId === 'python'
      ? new RegExp(`^\\s*(?:from\\s+\\S+\\s+)?import\\s+(?:[\\w.]+\\.)?${word}\\s+as\\s+(\\w+)`, 'gm')
      : new RegExp(
          `(?:import\\s+\\*\\s+as\\s+([\\w$]+)\\s+from|(?:const|let|var)\\s+([\\w$]+)\\s*=\\s*require\\()\\s*['"][^'"]*${word}`,
          'g',
        );
  return [...qualifiers, ...[...content.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? '')].filter(
    (alias) => alias !== '',
  );
}

/** The files that are searched, without the subject's own. */
async function placesOf(
  file: string,
  languageId: string,
  root: string,
  testFile: string,
): Promise<{ readonly place: string; readonly isDocument: boolean }[]> {
  const ecosystem = ecosystemOf(languageId);
  if (ecosystem === undefined) return [];
  const all = (await filesOfPackage(root, ecosystem)).map((name) => path.join(root, name));
  const isTest = (place: string) =>
    place === testFile || /(?:^|[._/-])(?:tests?|spec|__tests__)[._/-]/i.test(place.slice(root.length));
  const rank = (place: string) =>
    (isTest(place) ? 2 : 0) + (path.dirname(place) === path.dirname(file) ? 0 : 1) + (place === testFile ? -1 : 0);
  const sources = all
    .filter((place) => place !== file)
    .map((place, index) => ({ place, index, rank: rank(place) }))
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .map(({ place }) => ({ place, isDocument: false }));
  const names = await fs.readdir(root).catch((): string[] => []);
  const documents = READMES.filter((name) => names.includes(name)).map((name) => path.join(root, name));
  // Documentation shows best how something is meant to be called, and is one file.
  return [...documents.map((place) => ({ place, isDocument: true })), ...sources];
}

async function readSmall(place: string): Promise<string | undefined> {
  const stat = await fs.stat(place).catch(() => undefined);
  if (stat?.isFile() !== true || stat.size > MOST_FILE_BYTES) return undefined;
  return fs.readFile(place, 'utf8').catch(() => undefined);
}
