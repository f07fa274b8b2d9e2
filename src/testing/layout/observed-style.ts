import type { TestStyle } from '../types.ts';

/** What a text shows; a property that it says nothing about is absent. */
export type Observed = Partial<TestStyle>;

/** JavaScript modules that `it` and `expect` are imported from. */
const FRAMEWORK_MODULE = /['"](?:vitest|@jest\/globals|node:test|bun:test|mocha)['"]/;
const MORE_INDENTED = 8;

/** How a JavaScript or TypeScript test is written. */
export function javascriptStyle(text: string): Observed {
  const test = more(count(text, /\bit(?:\.\w+)*\(/g), count(text, /\btest(?:\.\w+)*\(/g));
  const isTest = test !== undefined || /\bdescribe(?:\.\w+)*\(/.test(text);
  return {
    ...codeStyle(text),
    ...(test !== undefined && { test: test === 'first' ? 'it' : 'test' }),
    ...(isTest && {
      grouped: /\b(?:describe|suite|context)(?:\.\w+)*\(/.test(text),
      globals: !FRAMEWORK_MODULE.test(text),
    }),
    ...assertionsOf(text),
  };
}

function assertionsOf(text: string): Observed {
  if (/['"]chai['"]/.test(text)) return { assertions: 'chai' };
  const which = more(count(text, /\bexpect(?:\.\w+)*\(/g), count(text, /\bassert(?:\.\w+)*\(/g));
  return which === undefined ? {} : { assertions: which === 'first' ? 'expect' : 'assert' };
}

/** How a Python test is written. */
export function pythonStyle(text: string): Observed {
  const inClasses = count(text, /^[ \t]+(?:async )?def test_/gm);
  const which = more(inClasses, count(text, /^(?:async )?def test_/gm));
  return { ...quotesAndIndentation(text), ...(which !== undefined && { grouped: which === 'first' }) };
}

export function quotesAndIndentation(text: string): Observed {
  const quotes = more(
    count(text, /(?<!["'\w])'(?:[^'"\n\\]|\\.)*'(?!')/g),
    count(text, /(?<!["'\w])"(?:[^"'\n\\]|\\.)*"(?!")/g),
  );
  return { ...(quotes !== undefined && { quotes: quotes === 'first' ? "'" : '"' }), ...indentationOf(text) };
}

/** What any code shows: modules, quotes, semicolons, indentation. */
export function codeStyle(text: string): Observed {
  const modules = more(count(text, IMPORT), count(text, /\brequire\(\s*['"]|^module\.exports\b|^exports\.\w/gm));
  const ended = count(text, /[\w)\]}'"`];[ \t]*\r?$/gm);
  const open = count(
    text,
    /^[ \t]*(?:(?:const|let|var|import|return|throw)\b.*[\w)\]}'"`]|\}? from ['"].*['"]|['"]use strict['"]|\}\)|[\w.]+\(.*\))[ \t]*\r?$/gm,
  );
  const semicolons = more(ended, open);
  return {
    ...(modules !== undefined && { modules: modules === 'first' ? 'import' : 'require' }),
    ...(modules === 'first' && importExtension(text)),
    ...(semicolons !== undefined && { semicolons: semicolons === 'first' }),
    ...quotesAndIndentation(text),
  };
}

const IMPORT = /^(?:import\b(?!\()|export\b)/gm;

/** How relative imports end. `.tsx` counts for `.ts`, as they ask for the same setting. */
function importExtension(text: string): Observed {
  const ends = { '': 0, '.js': 0, '.ts': 0, '.mjs': 0, '.cjs': 0 };
  for (const [, , name = ''] of text.matchAll(/\b(from|import)\s+['"]\.{1,2}\/(?:[^'"\n]*\/)?([^'"/\n]*)['"]/g)) {
    const end = /\.[cm]?[jt]sx?$/.exec(name)?.[0] ?? '';
    if (/\.(?:json|css|scss|svg|wasm|vue|svelte)$/.test(name)) continue;
    if (end === '.mjs' || end === '.cjs') ends[end]++;
    else if (end === '') ends['']++;
    else ends[end.includes('t') ? '.ts' : '.js']++;
  }
  const [most] = Object.entries(ends).sort(([, one], [, other]) => other - one);
  return most === undefined || most[1] === 0 ? {} : { importExtension: most[0] as keyof typeof ends };
}

/** One step of indentation: a tab, or the steps inward that the text makes most often, in spaces. */
export function indentationOf(text: string): Observed {
  const steps = new Map<string, number>();
  let last = '';
  for (const line of text.split('\n')) {
    const indent = /^[ \t]*(?=\S)/.exec(line)?.[0];
    // A line of a block comment starts with a space that is none of the code.
    if (indent === undefined || /^[ \t]*\*/.test(line)) continue;
    const step = indent.startsWith(last) ? indent.slice(last.length) : '';
    if (step === '\t' || (/^ +$/.test(step) && step.length > 1 && step.length <= MORE_INDENTED))
      steps.set(step, (steps.get(step) ?? 0) + 1);
    last = indent;
  }
  const [most] = [...steps].sort(([, one], [, other]) => other - one);
  return most === undefined ? {} : { indentation: most[0] };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function more(first: number, second: number): 'first' | 'second' | undefined {
  if (first === 0 && second === 0) return undefined;
  return first >= second ? 'first' : 'second';
}
