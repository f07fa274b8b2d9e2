import type { Outline } from '../../workspace/syntax/outline.ts';
import type { Framework } from '../types.ts';
import { indentAt, lineEndAfter } from './text-edit.ts';

/** Where new tests go in a file. */
export interface Spot {
  readonly at: number;
  readonly indentation: string;
  /** How many line breaks stand between the tests and what is above them. */
  readonly breaks: number;
  /** A line above the tests: the head of a class that is made for them. */
  readonly opening: string;
  /** Follows the tests: what is below them on the same line, closed brackets for example. */
  readonly closing: string;
}

const JAVASCRIPT_TEST = /^(?:it|test|describe|suite|context|specify|[xf](?:it|describe))(?:\.|$)/;
const JAVASCRIPT_GROUP = /^(?:describe|suite|context|[xf]describe)(?:\.|$)/;
const GO_TEST = /^(?:Test|Benchmark|Fuzz|Example)/;
const IS_TOP = { indentation: '', opening: '', closing: '' };

interface Asked {
  readonly framework: Framework;
  readonly text: string;
  readonly outline: readonly Outline[];
  readonly tests: string;
  readonly group: string | undefined;
  /** One step of it. */
  readonly indentation: string;
}

type Finder = (asked: Asked) => Spot | undefined;

const FINDERS: Readonly<Record<Framework, Finder>> = {
  vitest: javascriptSpot,
  jest: javascriptSpot,
  mocha: javascriptSpot,
  'node:test': javascriptSpot,
  'bun test': javascriptSpot,
  pytest: pythonSpot,
  unittest: pythonSpot,
  'go test': goSpot,
  'cargo test': rustSpot,
  junit: javaSpot,
};

/** After the last test, in the group of that name where there is one; undefined where the file has no place for tests. */
export function spotFor(asked: Asked): Spot | undefined {
  return FINDERS[asked.framework](asked);
}

function javascriptSpot({ text, outline, group, indentation }: Asked): Spot {
  const home =
    group === undefined
      ? undefined
      : everywhere(outline)
          .filter((one) => isGroup(one, group))
          .at(-1);
  if (home?.body !== undefined)
    return insideBraces(text, home.body, (one) => JAVASCRIPT_TEST.test(one.name ?? ''), indentation);
  const last =
    outline.filter(({ name = '', type }) => type === 'call_expression' && JAVASCRIPT_TEST.test(name)).at(-1) ??
    outline.at(-1);
  return atTop(text, last, 1 + 1);
}

function isGroup({ name = '', label, body }: Outline, group: string): boolean {
  return JAVASCRIPT_GROUP.test(name) && body !== undefined && (label === group || label === `${group}.name`);
}

/** Test functions stand at the top; methods (`self`) need the class of the group, or in unittest the last one. */
function pythonSpot(asked: Asked): Spot | undefined {
  const { text, outline, tests, group } = asked;
  const classes = outline.filter(({ type, body }) => type === 'class_definition' && body !== undefined);
  if (/^(?:@.*\n)*(?:async )?def \w+\((?:self|cls)\b/.test(tests)) {
    const cases = classes.filter((one) => /TestCase\b/.test(headOf(text, one)));
    const named = group === undefined ? [] : classes.filter(({ name = '' }) => isClassOf(name, group));
    const home = named.at(-1) ?? cases.at(-1) ?? classes.filter(({ name = '' }) => name.startsWith('Test')).at(-1);
    return home === undefined ? newClass(asked) : insideClass(text, home);
  }
  // Functions by themselves are not run by it.
  if (asked.framework === 'unittest' && !/^(?:@.*\n)*class\b/m.test(tests)) return undefined;
  const isTest = ({ type, name = '' }: Outline) =>
    (type === 'function_definition' && name.startsWith('test')) ||
    (type === 'class_definition' && /^Test|Tests?$/.test(name));
  const last = outline.filter(isTest).at(-1) ?? lastBeforeMain(text, outline);
  return atTop(text, last, 1 + 2);
}

/** A file has no test class yet: methods get one of their own. */
function newClass({ text, outline, group, framework, indentation }: Asked): Spot {
  const name = (group ?? '').replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const opening = `class Test${name}${framework === 'unittest' ? '(unittest.TestCase)' : ''}:\n`;
  return { ...atTop(text, lastBeforeMain(text, outline), 1 + 2), indentation, opening };
}

function isClassOf(name: string, group: string): boolean {
  const plain = (one: string) => one.replace(/^Test|Tests?$|TestCase$|_/g, '').toLowerCase();
  return name === group || plain(name) === plain(group);
}

function headOf(text: string, { start, body }: Outline): string {
  return text.slice(start, body?.start ?? start);
}

function lastBeforeMain(text: string, outline: readonly Outline[]): Outline | undefined {
  return outline
    .filter(({ type, start }) => type !== 'if_statement' || !/^if\s+__name__/.test(text.slice(start)))
    .at(-1);
}

/** A block by indentation ends with its last statement. */
function insideClass(text: string, { body }: Outline): Spot | undefined {
  const statements = body?.statements ?? [];
  const last = statements.filter(({ type }) => type === 'function_definition').at(-1) ?? statements.at(-1);
  if (last === undefined) return undefined;
  return {
    at: lineEndAfter(text, last.end),
    indentation: indentAt(text, last.start),
    breaks: 1 + 1,
    opening: '',
    closing: '',
  };
}

function goSpot({ text, outline }: Asked): Spot {
  const functions = outline.filter(({ type, name = '' }) => type === 'function_declaration' && GO_TEST.test(name));
  return atTop(text, functions.at(-1) ?? outline.at(-1), 1 + 1);
}

/** In the last test module; a file of tests only has them at its top. */
function rustSpot({ text, outline, indentation }: Asked): Spot {
  const module = testModule(text, outline);
  if (module?.body !== undefined)
    return insideBraces(text, module.body, ({ type }) => type === 'function_item', indentation);
  const functions = outline.filter(({ type }) => type === 'function_item');
  return atTop(text, functions.at(-1) ?? outline.at(-1), 1 + 1);
}

/** The last `mod` with `#[cfg(test)]`, or called `tests`. */
export function testModule(text: string, outline: readonly Outline[]): Outline | undefined {
  const isOfTests = ({ start }: Outline, index: number): boolean => {
    const before = outline[index - 1];
    return before?.type === 'attribute_item' && /cfg\(.*\btest\b/.test(text.slice(before.start, start));
  };
  return outline
    .filter(
      (one, index) => one.type === 'mod_item' && one.body && (/^tests?$/.test(one.name ?? '') || isOfTests(one, index)),
    )
    .at(-1);
}

function javaSpot({ text, outline, group, indentation }: Asked): Spot | undefined {
  const classes = everywhere(outline).filter(({ type, body }) => type === 'class_declaration' && body !== undefined);
  const named = group === undefined ? [] : classes.filter(({ name = '' }) => isClassOf(name, group));
  const home = named.at(-1) ?? outline.filter(({ type }) => type === 'class_declaration').at(-1);
  return home?.body && insideBraces(text, home.body, ({ type }) => type === 'method_declaration', indentation);
}

function everywhere(outline: readonly Outline[]): Outline[] {
  return outline.flatMap((one) => [one, ...everywhere(one.body?.statements ?? [])]);
}

/** After the last test of a block in brackets, else after its last statement, else where it opens. */
function insideBraces(
  text: string,
  body: NonNullable<Outline['body']>,
  isTest: (one: Outline) => boolean,
  step: string,
): Spot {
  const outer = indentAt(text, body.start);
  const last = body.statements.filter(isTest).at(-1) ?? body.statements.at(-1);
  const isOneLine = !text.slice(last?.end ?? body.start, body.end).includes('\n');
  const closing = isOneLine ? `\n${outer}` : '';
  if (last === undefined) return { at: body.start + 1, indentation: outer + step, breaks: 1, opening: '', closing };
  const isOnOpeningLine = !text.slice(body.start, last.start).includes('\n');
  return {
    at: lineEndAfter(text, last.end),
    indentation: isOnOpeningLine ? outer + step : indentAt(text, last.start),
    breaks: 1 + blankLinesBetween(text, body.statements.filter(isTest)),
    opening: '',
    closing,
  };
}

/** One, unless the last two tests stand directly below each other. */
function blankLinesBetween(text: string, tests: readonly Outline[]): number {
  const [one, other] = tests.slice(-2);
  if (one === undefined || other === undefined) return 1;
  return /\n[ \t]*\r?\n/.test(text.slice(one.end, other.start)) ? 1 : 0;
}

function atTop(text: string, last: Outline | undefined, breaks: number): Spot {
  const at = last === undefined ? text.length : lineEndAfter(text, last.end);
  return { ...IS_TOP, at, breaks: last === undefined ? 0 : breaks };
}
