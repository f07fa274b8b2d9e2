import fs from 'node:fs/promises';
import path from 'node:path';
import { nearest, textOf } from '../../checks/programs.ts';
import type { Framework, TestStyle } from '../types.ts';
import { ecosystemOf } from './ecosystem.ts';
import { editorIndentation } from './editor-config.ts';
import { mostVotes } from './frameworks/decision.ts';
import {
  codeStyle,
  indentationOf,
  javascriptStyle,
  pythonStyle,
  quotesAndIndentation,
  type Observed,
} from './observed-style.ts';
import { importExtensionOf } from './tsconfig.ts';

export interface StyleQuestion {
  /** The source; absolute, like `testFile`. */
  readonly file: string;
  readonly testFile: string;
  readonly languageId: string;
  readonly framework: Framework;
  readonly folders: readonly string[];
  /** Texts of tests, the nearest first. */
  readonly tests: readonly string[];
}

/** So many sources beside the file show how it is written where there are no tests. */
const MOST_SOURCES = 5;

/** How new tests are to look: as the tests do; what those leave open, as the sources do; then by configuration. */
export async function observedStyle(question: StyleQuestion): Promise<TestStyle> {
  const { file, languageId, folders, tests } = question;
  const ecosystem = ecosystemOf(languageId);
  const sources = await sourcesBeside(file);
  const ofTests = tests.map((text) =>
    ecosystem === 'javascript'
      ? javascriptStyle(text)
      : ecosystem === 'python'
        ? pythonStyle(text)
        : indentationOf(text),
  );
  const source = ecosystem === 'javascript' ? codeStyle : ecosystem === 'python' ? quotesAndIndentation : indentationOf;
  const ofSources = sources.map(source);
  const seen = { ...majority(ofSources), ...majority(ofTests) };
  const custom = await customOf(question, seen);
  const indentation = seen.indentation ?? (await editorIndentation(question.testFile, folders)) ?? custom.indentation;
  return { ...custom, ...seen, indentation };
}

/** For each property what most texts say, the nearer one where as many say something else. */
function majority(observed: readonly Observed[]): Observed {
  const keys = new Set(observed.flatMap((one) => Object.keys(one) as (keyof TestStyle)[]));
  const entries = [...keys].map((key) => [key, mostVotes(observed.flatMap((one) => one[key] ?? []))]);
  return Object.fromEntries(entries) as Observed;
}

/** The file's own text, then others of its folder with the same extension. */
async function sourcesBeside(file: string): Promise<string[]> {
  const { dir, ext, base } = path.parse(file);
  const names = await fs.readdir(dir).catch(() => []);
  const others = names.filter((name) => name.endsWith(ext) && name !== base && !/\.d\.[cm]?ts$/.test(name)).sort();
  const texts = await Promise.all(
    [base, ...others.slice(0, MOST_SOURCES - 1)].map((name) => textOf(path.join(dir, name))),
  );
  return texts.filter((text) => text !== undefined);
}

/** What holds where neither tests nor sources show it. */
async function customOf(question: StyleQuestion, seen: Observed): Promise<TestStyle> {
  const { framework, file, folders, languageId } = question;
  const isJavaScript = ecosystemOf(languageId) === 'javascript';
  const modules = seen.modules ?? (isJavaScript ? await modulesOf(question) : 'import');
  const brings = framework === 'jest' || framework === 'mocha';
  return {
    test: ['node:test', 'bun test', 'vitest'].includes(framework) ? 'test' : 'it',
    grouped: framework === 'mocha',
    globals: brings || (framework === 'vitest' && (await vitestHasGlobals(file, folders))),
    modules,
    importExtension:
      isJavaScript && modules === 'import'
        ? await importExtensionOf(file, question.testFile, languageId, framework, folders)
        : '',
    assertions: framework === 'node:test' || framework === 'mocha' ? 'assert' : 'expect',
    quotes: isJavaScript ? "'" : '"',
    semicolons: true,
    indentation: framework === 'go test' ? '\t' : isJavaScript ? '  ' : '    ',
  };
}

async function vitestHasGlobals(file: string, folders: readonly string[]): Promise<boolean> {
  const ends = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'];
  const names = ['vitest.config', 'vite.config'].flatMap((name) => ends.map((end) => `${name}.${end}`));
  const config = await nearest(names, file, folders);
  return config !== undefined && /\bglobals\s*:\s*true\b/.test((await textOf(config)) ?? '');
}

/** By the file's name, else by `"type"` of the nearest package.json; TypeScript imports. */
async function modulesOf({ file, languageId, folders }: StyleQuestion): Promise<'import' | 'require'> {
  const { ext } = path.parse(file);
  if (ext === '.cjs') return 'require';
  if (ext === '.mjs' || languageId.startsWith('typescript')) return 'import';
  const manifest = await nearest(['package.json'], file, folders);
  const text = manifest === undefined ? undefined : await textOf(manifest);
  return text !== undefined && !/"type"\s*:\s*"module"/.test(text) ? 'require' : 'import';
}
