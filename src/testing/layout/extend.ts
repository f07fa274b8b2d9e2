import { detectLineEnding, withLineEnding } from '../../workspace/line-ending.ts';
import type { Outline } from '../../workspace/syntax/outline.ts';
import type { SyntaxTrees } from '../../workspace/syntax/syntax.ts';
import type { Framework } from '../types.ts';
import { mergeGo } from './imports/go.ts';
import { mergeJava } from './imports/java.ts';
import { mergeJavaScript } from './imports/javascript.ts';
import { mergePython } from './imports/python.ts';
import { missingUses } from './imports/rust.ts';
import type { ImportMerger, WantedImport } from './imports/wanted.ts';
import { spotFor, testModule } from './insertion.ts';
import { indentationOf } from './observed-style.ts';
import { insertion, lineEndAfter, withEdits, type TextEdit } from './text-edit.ts';

export interface Addition {
  readonly imports: readonly WantedImport[];
  /** Lines without indentation, in the style of the file. */
  readonly tests: string;
  /** The `describe` or test class that they belong in, where the file has it. */
  readonly group?: string;
}

type Syntax = Pick<SyntaxTrees, 'outlineOf' | 'tokensOf'>;

const MERGERS: Readonly<Record<string, ImportMerger>> = {
  typescript: mergeJavaScript,
  typescriptreact: mergeJavaScript,
  javascript: mergeJavaScript,
  javascriptreact: mergeJavaScript,
  python: mergePython,
  go: mergeGo,
  java: mergeJava,
};

/** Where a file shows none. */
const INDENTATION: Readonly<Record<string, string>> = {
  go: '\t',
  typescript: '  ',
  typescriptreact: '  ',
  javascript: '  ',
  javascriptreact: '  ',
};

/**
 * A test file with new tests after its last one and the imports that they need; all else stays as it is. Undefined where the file or
 * the result does not parse, has no place for them, or where a name that they import means something else in the file.
 */
export async function extended(
  existing: string,
  addition: Addition,
  languageId: string,
  framework: Framework,
  syntax: Syntax,
): Promise<string | undefined> {
  const outline = await syntax.outlineOf(languageId, existing);
  if (outline === undefined) return undefined;
  const tests = withLineEnding(addition.tests, '\n').replace(/^\n+|\s+$/g, '');
  const edits =
    languageId === 'rust'
      ? await rustEdits(existing, outline, { ...addition, tests }, syntax)
      : await editsFor(existing, outline, { ...addition, tests }, languageId, framework, syntax);
  if (edits === undefined) return undefined;
  const ending = detectLineEnding(existing);
  const result = withEdits(
    existing,
    edits.map((edit) => ({ ...edit, text: withLineEnding(edit.text, ending) })),
  );
  return (await syntax.outlineOf(languageId, result)) === undefined ? undefined : result;
}

async function editsFor(
  text: string,
  outline: readonly Outline[],
  { imports, tests, group }: Addition,
  languageId: string,
  framework: Framework,
  syntax: Syntax,
): Promise<TextEdit[] | undefined> {
  const merged = MERGERS[languageId]?.({ text, outline }, imports);
  const testEdit = await testsEdit(
    text,
    outline,
    { imports, tests, ...(group !== undefined && { group }) },
    languageId,
    framework,
    syntax,
  );
  // Where both are at the same place, the file has imports only.
  return merged && testEdit && [...merged, testEdit];
}

async function testsEdit(
  text: string,
  outline: readonly Outline[],
  { tests, group }: Addition,
  languageId: string,
  framework: Framework,
  syntax: Syntax,
): Promise<TextEdit | undefined> {
  const { indentation = INDENTATION[languageId] ?? '    ' } = indentationOf(text);
  const spot = spotFor({ framework, text, outline, tests, group, indentation });
  if (spot === undefined) return undefined;
  const lines = await indented(tests, spot.indentation, languageId, syntax);
  // A file that ends without a line break stays so; one without anything gets one.
  const isEmpty = text.trim() === '';
  return insertion(
    spot.at,
    '\n'.repeat(isEmpty ? 1 : spot.breaks) + spot.opening + lines + (isEmpty ? '\n' : '') + spot.closing,
  );
}

/** Lines inside of a string that runs over several are left as they are: they are part of its value. */
async function indented(code: string, by: string, languageId: string, syntax: Syntax): Promise<string> {
  if (by === '') return code;
  const within = ((await syntax.tokensOf(languageId, code)) ?? []).filter(({ text }) => text.includes('\n'));
  let at = 0;
  return code
    .split('\n')
    .map((line) => {
      const start = at;
      at += line.length + 1;
      const isInString = within.some((token) => token.start < start && start <= token.end);
      return line === '' || isInString ? line : by + line;
    })
    .join('\n');
}

/** Into the test module, made at the end of the file where there is none; its `use` lines stand in it. */
async function rustEdits(
  text: string,
  outline: readonly Outline[],
  addition: Addition,
  syntax: Syntax,
): Promise<TextEdit[] | undefined> {
  const module = testModule(text, outline);
  const { indentation = '    ' } = indentationOf(text);
  const isTestFile =
    text.trim() === '' ||
    outline.some(({ type, start, end }) => type === 'attribute_item' && /\btest\b/.test(text.slice(start, end)));
  if (module?.body === undefined && !isTestFile) {
    const uses = missingUses('', [], addition.imports).map((line) => indentation + line);
    const tests = await indented(addition.tests, indentation, 'rust', syntax);
    const code = `#[cfg(test)]\nmod tests {\n${uses.join('\n')}${uses.length > 0 ? '\n\n' : ''}${tests}\n}\n`;
    const end = text.trimEnd().length;
    return [{ start: end, end: text.length, text: `\n\n${code}` }];
  }
  const statements = module?.body?.statements ?? outline;
  const uses = missingUses(text, statements, addition.imports);
  const added = await testsEdit(text, outline, addition, 'rust', 'cargo test', syntax);
  if (added === undefined || uses.length === 0) return added && [added];
  const by = module === undefined ? '' : indentation;
  const last = statements.filter(({ type }) => type === 'use_declaration').at(-1);
  const lines = uses.map((line) => `\n${by}${line}`).join('');
  if (last !== undefined) return [insertion(lineEndAfter(text, last.end), lines), added];
  if (module?.body !== undefined) return [insertion(module.body.start + 1, `${lines}\n`), added];
  return [insertion(0, `${uses.join('\n')}\n\n`), added];
}
