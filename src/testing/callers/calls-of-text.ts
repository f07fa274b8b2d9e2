import type { Trial } from '../observe/trial.ts';
import { callsIn, unique } from '../trials/calls.ts';
import type { Subject } from '../types.ts';
import { isSelfContained } from './self-contained.ts';

/** Calls that somebody has written. */
export interface Calls {
  /** Those that a test can make as they are. */
  readonly trials: readonly Trial[];
  /** The lines that they and others stand in. */
  readonly lines: readonly string[];
}

export interface CallsRequest {
  readonly subject: Subject;
  /** Names that a test can use. */
  readonly usable: ReadonlySet<string>;
  /** What the subject's module is called there: `text` in `text.pad(1)`. */
  readonly qualifiers: readonly string[];
  /** The module has to be named: it is another package of Go. */
  readonly isQualified?: boolean;
  /** Where the subject itself stands in the text. */
  readonly own?: { readonly start: number; readonly end: number };
}

/** A call that is longer is no example. */
const MOST_CHARACTERS = 400;
const MOST_LINE = 160;
const MOST_CALLS = 40;

/** The calls of the subject in the text of a file. */
export function callsOfText(text: string, { subject, usable, qualifiers, isQualified, own }: CallsRequest): Calls {
  const trials: Trial[] = [];
  const lines: string[] = [];
  const { languageId, name, owner } = subject;
  const isConstructor = name === 'constructor' || name === '__init__';
  const called = isConstructor ? (owner ?? name) : name;
  let count = 0;
  for (let at = text.indexOf(called); at >= 0 && count < MOST_CALLS; at = text.indexOf(called, at + called.length)) {
    if (own !== undefined && at >= own.start && at < own.end) continue;
    const lineStart = text.lastIndexOf('\n', at - 1) + 1;
    const before = text.slice(lineStart, at);
    if (/^\s*(?:\/\/|#|\*|\/\*|import\b|from\b)/.test(before)) continue;
    const piece = text.slice(lineStart, at + MOST_CHARACTERS);
    const call = callsIn(piece, subject).find((one) => lineStart + one.at === at);
    if (call === undefined || isDefinition(piece, call, languageId)) continue;
    const written = piece.slice(call.start, call.end);
    const way = wayOf(written, text.slice(0, lineStart), { subject, qualifiers, isQualified: isQualified === true });
    if (way === undefined) continue;
    count++;
    const line = (piece.slice(0, call.end) + (/^.*/.exec(piece.slice(call.end))?.[0] ?? '')).replaceAll(/\s+/g, ' ');
    if (line.trim().length <= MOST_LINE) lines.push(line.trim());
    const plain = [...way.setup, way.call].join('\n');
    if (
      !isSelfContained(
        plain,
        new Set([...usable, called, ...(owner === undefined ? [] : [owner]), ...way.names]),
        languageId,
      )
    )
      continue;
    trials.push({ setup: way.setup, call: way.call, from: 'caller' });
  }
  return { trials: unique(trials), lines: [...new Set(lines)] };
}

/** `push(x) {` in a class, and `Push(x int)` behind a receiver or in an interface. */
function isDefinition(piece: string, { start, end }: { start: number; end: number }, languageId: string): boolean {
  const after = piece.slice(end);
  if (languageId === 'go') return /^\s*func\b[^{]*$/.test(piece.slice(0, start));
  if (languageId === 'python') return false;
  return piece.slice(0, start).trim() === '' && /^\s*(?::[^;=]*)?\{/.test(after);
}

interface Way {
  readonly setup: readonly string[];
  readonly call: string;
  /** Variables of the setup. */
  readonly names: readonly string[];
}

/** The call as the subject's own file would write it. Undefined where it may be a call of something else that has the name. */
function wayOf(
  written: string,
  above: string,
  {
    subject: { name, owner, languageId },
    qualifiers,
    isQualified,
  }: { subject: Subject; qualifiers: readonly string[]; isQualified: boolean },
): Way | undefined {
  const short = (code: string) =>
    qualifiers.reduce((left, one) => left.replaceAll(new RegExp(`(?<![\\w$.])${one}\\.(?=[A-Za-z_$])`, 'g'), ''), code);
  const call = short(written);
  if (isQualified && call === written) return undefined;
  const isConstructor = name === 'constructor' || name === '__init__';
  if (owner === undefined || isConstructor) {
    const head = isConstructor ? (languageId === 'python' ? (owner ?? '') : `new ${owner ?? ''}`) : name;
    return call.startsWith(head) ? { setup: [], call, names: [] } : undefined;
  }
  // Of a method only what is known to be called on its class.
  const receiver = /^([A-Za-z_$][\w$]*)\.[\w$]+\s*[(<]/.exec(call)?.[1];
  if (receiver === owner || new RegExp(`^(?:new\\s+)?${owner}(?:\\(|::)`).test(call))
    return { setup: [], call, names: [] };
  if (receiver === undefined || languageId === 'rust') return undefined;
  const given = new RegExp(
    `(?<![\\w$.])${receiver.replaceAll('$', '\\$')}(?:\\s*:\\s*[\\w$.]+)?\\s*:?=(?!=)\\s*(.*\\b(?:New)?${owner}\\b.*)$`,
    'gm',
  );
  const value = short([...above.matchAll(given)].at(-1)?.[1] ?? '').replace(/;\s*$/, '');
  if (value === '' || !new RegExp(`^(?:new\\s+|&)?(?:New)?${owner}\\s*[({]`).test(value)) return undefined;
  const statement =
    languageId === 'go'
      ? `${receiver} := ${value}`
      : `${languageId === 'python' ? '' : 'const '}${receiver} = ${value}`;
  return { setup: [statement], call, names: [receiver] };
}
