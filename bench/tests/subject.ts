import type { CodeUnit } from '../../src/workspace/syntax/code-units.ts';
import type { Subject } from '../../src/testing/types.ts';
import type { Listed } from './list.ts';

/** The function of that name in the text whose declarations are given; undefined where there is none or more than one. */
export function subjectIn(
  text: string,
  declared: readonly CodeUnit[],
  { languageId, name, owner }: Pick<Listed, 'languageId' | 'name' | 'owner'>,
): Subject | undefined {
  const functions = declared.filter((unit) => unit.kind === 'function' && unit.bodyStart !== undefined);
  const isIn = (inner: CodeUnit, outer: CodeUnit) =>
    inner !== outer && inner.start >= outer.start && inner.end <= outer.end;
  const classes = declared.filter((unit) => unit.kind === 'class' && unit.bodyStart !== undefined);
  const fits = functions.filter((unit) => {
    if (unit.name !== name || functions.some((other) => isIn(unit, other))) return false;
    if (languageId === 'go') return receiverOf(text.slice(unit.start, unit.bodyStart)) === owner;
    return classes.find((other) => isIn(unit, other))?.name === owner;
  });
  const [unit] = fits;
  if (unit?.bodyStart === undefined || fits.length > 1) return undefined;
  return {
    languageId,
    name,
    ...(owner !== undefined && { owner }),
    start: withWhatBelongs(text, declared, unit),
    end: unit.end,
    bodyStart: unit.bodyStart,
  };
}

const receiverOf = (head: string): string | undefined => /^func\s*\(\s*(?:\w+\s+)?\*?\s*(\w+)/.exec(head)?.[1];

/** Where the function starts with its comment, decorators and overloads. */
function withWhatBelongs(text: string, declared: readonly CodeUnit[], { start: own, name }: CodeUnit): number {
  let start = own;
  for (;;) {
    const before = startOfLinesAbove(text, start);
    const end = text.slice(0, before).trimEnd().length;
    const overload = declared.find(
      (unit) => unit.name === name && unit.bodyStart === undefined && (unit.end === end || unit.end + 1 === end),
    );
    if (overload && !/\n\s*\n/.test(text.slice(end, before))) start = overload.start;
    else return before;
  }
}

const BELONGS = /^\s*(?:@|\/\/|\*|\/\*)|\*\/\s*$/;

/** The start of the first of the lines of comments and decorators that stand directly above. */
function startOfLinesAbove(text: string, offset: number): number {
  let start = offset;
  let line = text.lastIndexOf('\n', offset - 1) + 1;
  let inBlock = false;
  while (line > 0) {
    const above = text.lastIndexOf('\n', line - 2) + 1;
    const content = text.slice(above, line - 1);
    if (!inBlock && !BELONGS.test(content)) return start;
    if (content.includes('*/')) inBlock = true;
    if (content.includes('/*')) inBlock = false;
    line = above;
    start = above + content.search(/\S|$/);
  }
  return start;
}
