import type { Source } from '../../testing/languages/language.ts';
import { headOf } from '../../testing/subject.ts';
import { firstLines } from '../fix/definitions.ts';
import type { SyntaxTrees } from '../../workspace/syntax/syntax.ts';

const MOST_DEFINITIONS = 4;
const MOST_LINES = 16;
/** Of calling lines, UTF-16 code units: about a tenth of what the subject itself may take. */
const MOST_CALLING = 360;

/**
 * What somebody must know who calls the subject: how its class is made, the types that its head names, and lines in which others call it, as
 * far as there is room for them.
 */
export async function contextOf(
  { text, subject }: Source,
  syntax: Pick<SyntaxTrees, 'declarationsOf'>,
  callers: readonly string[] = [],
): Promise<string | undefined> {
  const declared = (await syntax.declarationsOf(subject.languageId, text)) ?? [];
  const head = headOf(text, subject);
  const named = new Set([
    ...(head.match(/[A-Z][\w$]*/g) ?? []),
    ...(subject.owner === undefined ? [] : [subject.owner]),
  ]);
  const isConstructor = (name: string | undefined) =>
    name === 'constructor' || name === '__init__' || (name !== undefined && name === `New${subject.owner ?? ''}`);
  const wanted = declared.filter(
    ({ name, start, end }) =>
      (start >= subject.end || end <= subject.start || name === subject.owner) &&
      ((name !== undefined && named.has(name)) || (subject.owner !== undefined && isConstructor(name))),
  );
  const shown = wanted.slice(0, MOST_DEFINITIONS).map(({ start, end, name, kind, bodyStart }) => {
    // Of the class that it is in, the head; of others all that is short.
    const whole =
      name === subject.owner && end >= subject.end
        ? text.slice(start, bodyStart ?? end)
        : text.slice(start, kind === 'function' ? (bodyStart ?? end) : end);
    return firstLines(whole, MOST_LINES);
  });
  const parts = [...shown, ...callingLines(callers, subject.languageId)];
  return parts.length === 0 ? undefined : parts.join('\n\n');
}

/** As comments: what they name is not there. */
function callingLines(callers: readonly string[], languageId: string): string[] {
  const mark = languageId === 'python' ? '#' : '//';
  let room = MOST_CALLING;
  const lines = callers.filter((line) => (room -= line.length) >= 0).map((line) => `${mark} ${line}`);
  return lines.length === 0 ? [] : [[`${mark} It is called like this:`, ...lines].join('\n')];
}
