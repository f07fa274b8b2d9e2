import type { CodeUnit } from '../workspace/syntax/code-units.ts';
import type { SyntaxTrees } from '../workspace/syntax/syntax.ts';
import { implementedAt } from './trials/rust-text.ts';
import type { Subject } from './types.ts';

type Syntax = Pick<SyntaxTrees, 'unitsAround' | 'declarationsOf'>;

const PYTHON = 'python';
const GO = 'go';
const RUST = 'rust';
const JAVA = 'java';

/** The function that holds `start` to `end` (UTF-16 indices) and can be called from outside: no function inside another one. */
export async function subjectAt(
  languageId: string,
  text: string,
  start: number,
  end: number,
  syntax: Syntax,
): Promise<Subject | undefined> {
  const at = start + (/^\s*/.exec(text.slice(start, Math.max(end, start)))?.[0].length ?? 0);
  const units = (await syntax.unitsAround(languageId, text, at, Math.max(at + 1, Math.min(end, text.length)))) ?? [];
  const unit = units.filter(({ kind, name }) => kind === 'function' && name !== undefined).at(-1);
  return unit && subjectOf(languageId, text, unit, units);
}

/** The function of a name, or `Owner.name` for a method. */
export async function subjectNamed(
  languageId: string,
  text: string,
  name: string,
  syntax: Syntax,
): Promise<Subject | undefined> {
  const subjects = await subjectsOf(languageId, text, syntax);
  return (
    subjects.find((one) => qualifiedName(one) === name) ??
    subjects.find((one) => one.name === name && one.owner === undefined) ??
    subjects.find((one) => one.name === name)
  );
}

/** All functions and methods of a text that can be called from outside, in its order. */
export async function subjectsOf(languageId: string, text: string, syntax: Syntax): Promise<Subject[]> {
  const declared = (await syntax.declarationsOf(languageId, text)) ?? [];
  const holds = (outer: CodeUnit, inner: CodeUnit) =>
    outer !== inner && outer.start <= inner.start && outer.end >= inner.end;
  return declared
    .filter((unit) => unit.kind === 'function')
    .filter((unit) => !declared.some((outer) => outer.kind === 'function' && holds(outer, unit)))
    .flatMap((unit) => {
      const around = declared.filter((outer) => holds(outer, unit)).reverse();
      return subjectOf(languageId, text, unit, around) ?? [];
    });
}

/** `Owner.name`, or the name. */
export function qualifiedName({ name, owner }: Subject): string {
  return owner === undefined ? name : `${owner}.${name}`;
}

/** What declares the subject, up to its body: without the comments before it, which may name it, too. */
export function headOf(text: string, { start, bodyStart, languageId }: Subject): string {
  const head = text.slice(start, bodyStart);
  const comments = languageId === PYTHON ? /^(?:\s*#.*\n)+/ : /^(?:\s*(?:\/\/.*\n|\/\*[\s\S]*?\*\/))+/;
  return head.replace(comments, '');
}

function subjectOf(
  languageId: string,
  text: string,
  { name, start, end, bodyStart }: CodeUnit,
  around: readonly CodeUnit[],
): Subject | undefined {
  if (name === undefined || bodyStart === undefined) return undefined;
  const owner =
    languageId === GO
      ? receiverOf(text.slice(start, bodyStart))
      : languageId === RUST
        ? implementedAt(text, start)
        : around.find(isClass)?.name;
  return {
    languageId,
    name,
    ...(owner !== undefined && { owner }),
    ...(languageId === JAVA && isStatic(text.slice(start, bodyStart), name) && { isStatic: true as const }),
    start: start - commentAbove(text, start, languageId).length,
    end,
    bodyStart,
  };
}

function isClass({ kind }: CodeUnit): boolean {
  return kind === 'class';
}

/** Among the words before the name, in no comment and no argument of an annotation. */
function isStatic(head: string, name: string): boolean {
  const before = head.slice(0, head.search(new RegExp(`\\b${name.replaceAll('$', '\\$')}\\s*\\(`)));
  return /\bstatic\b/.test(before.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*|\([^)]*\)/g, ''));
}

/** `func (r *Ring[T]) Push(…)` is a method of `Ring`. */
function receiverOf(head: string): string | undefined {
  return /^func\s*\(\s*(?:\w+\s+)?\*?\s*(\w+)/.exec(head)?.[1];
}

/** The comment that ends right before a declaration, to the end of the line before it; '' for none. */
function commentAbove(text: string, start: number, languageId: string): string {
  const line = languageId === PYTHON ? /^\s*#/ : languageId === RUST ? /^\s*(?:\/\/|#\[.*\]\s*$)/ : /^\s*\/\//;
  const lines = text.slice(0, start).split('\n');
  const own = lines.pop() ?? '';
  if (own.trim() !== '') return '';
  let first = lines.length;
  while (first > 0 && line.test(lines[first - 1] ?? '')) first--;
  if (first === lines.length && languageId !== PYTHON && /\*\/\s*$/.test(lines.at(-1) ?? '')) {
    const opening = lines.findLastIndex((above) => above.includes('/*'));
    if (/^\s*\/\*/.test(lines[opening] ?? '')) first = opening;
  }
  if (first === lines.length) return '';
  const comment = [...lines.slice(first), own].join('\n');
  return comment.slice(comment.search(/\S/));
}

/** What an object of a class is called where nobody has named it: not as the class. */
export function objectName(owner: string): string {
  const name = owner.slice(0, 1).toLowerCase() + owner.slice(1);
  return name === owner ? 'instance' : name;
}
