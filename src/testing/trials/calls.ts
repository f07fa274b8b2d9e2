import type { Trial, TrialOrigin } from '../observe/trial.ts';
import type { Subject } from '../types.ts';
import { argumentsOf } from './parameters.ts';
import { behindBracket, statementsIn } from './statements.ts';

/** Statements that stand before a call, at most. */
const MOST_SETUP = 6;

/** The calls of the subject in code, each with the statements before it that it needs. */
export function trialsIn(code: string, subject: Subject, from: TrialOrigin): Trial[] {
  const comment = subject.languageId === 'python' ? '#' : '//';
  const before: { statement: string; names: readonly string[] }[] = [];
  const trials: Trial[] = [];
  for (const statement of statementsIn(code, comment)) {
    const plain = statement.replace(/^>>>\s*/, '').replace(/;\s*$/, '');
    const call = callIn(plain, subject);
    if (call !== undefined) trials.push({ setup: neededBy(call, before), call: tidy(call), from });
    const names = declaredBy(plain, subject.languageId);
    if (names.length > 0) before.push({ statement: plain, names });
    else if (call === undefined && /^[A-Za-z_$][\w$]*(?:\.[\w$]+)+\(.*\)$/s.test(plain))
      before.push({ statement: plain, names: [/^[\w$]+/.exec(plain)?.[0] ?? ''] });
  }
  return unique(trials);
}

/** Small models put blanks inside of brackets: `f( [], 0 )`. */
function tidy(call: string): string {
  const given = /[\n#]|\/[/*]/.test(call) ? undefined : argumentsOf(call);
  return given === undefined ? call : `${given.before.trimEnd()}(${given.list.join(', ')})`;
}

/** The first call of the subject in a statement, with what it is called on. */
export function callIn(statement: string, subject: Subject): string | undefined {
  const [first] = callsIn(statement, subject);
  return first && statement.slice(first.start, first.end);
}

/** Where the subject is called in code: its name (`at`), and the call with what it is called on. */
export function callsIn(
  code: string,
  { name, owner, languageId }: Subject,
): { readonly at: number; readonly start: number; readonly end: number }[] {
  const isConstructor = name === 'constructor' || name === '__init__';
  const called = isConstructor ? (owner ?? name) : name;
  const pattern = new RegExp(`(?<![\\w$])${escaped(called)}\\s*(?:(?:::)?<[^()]*>)?\\(`, 'g');
  const found: { at: number; start: number; end: number }[] = [];
  for (const match of code.matchAll(pattern)) {
    const open = match.index + match[0].length - 1;
    const end = behindBracket(code, open);
    if (end === undefined) continue;
    if (/\b(?:function|def|func|class|fn)\s+$/.test(code.slice(0, match.index))) continue;
    let start = match.index;
    const isMethod = owner !== undefined && !isConstructor;
    // Rust: `Owner::name(…)`; what stands before a function's name is its module, which tests import from.
    const path = languageId === 'rust' && /(?:[A-Za-z_]\w*(?:::<[^()]*>)?::)+$/.exec(code.slice(0, start))?.[0];
    if (path) {
      if (isMethod && /(?:^|::)(\w+)(?:::<[^()]*>)?::$/.exec(path)?.[1] !== owner) continue;
      found.push({ at: match.index, start: isMethod ? start - path.length + path.lastIndexOf(owner) : start, end });
      continue;
    }
    if (code[start - 1] === '.') start = receiverStart(code, start - 1);
    else if (isMethod) continue;
    if (languageId === 'rust' && isMethod)
      start += new RegExp(`^(?:[A-Za-z_]\\w*::)+(?=${owner}\\b)`).exec(code.slice(start, match.index))?.[0].length ?? 0;
    if (/(?:^|[^\w$])new\s+$/.test(code.slice(0, start))) start = code.slice(0, start).search(/new\s+$/);
    if (isConstructor && languageId !== 'python' && !code.slice(start).startsWith('new')) continue;
    found.push({ at: match.index, start, end });
  }
  return found;
}

/** Where the expression before a dot begins: names, calls and brackets, joined by dots. */
function receiverStart(code: string, dot: number): number {
  let at = dot;
  for (;;) {
    const before = code.slice(0, at);
    const closing = /[)\]}]\s*$/.exec(before);
    if (closing) {
      const open = openingOf(code, closing.index);
      if (open === undefined) return at;
      at = open;
    } else {
      const word = /[\w$"'`]+\??$/.exec(before)?.[0];
      if (word === undefined) break;
      at -= word.length;
      if (code[at - 1] === '.') at--;
      else if (code.slice(0, at).endsWith('::')) at -= 2;
      else break;
    }
  }
  return /(?:^|[^\w$])new\s+$/.test(code.slice(0, at)) ? code.slice(0, at).search(/new\s+$/) : at;
}

function openingOf(code: string, closing: number): number | undefined {
  for (let at = closing - 1; at >= 0; at--) {
    if ('([{'.includes(code[at] ?? '') && behindBracket(code, at) === closing + 1) return at;
  }
  return undefined;
}

/** Names that a statement gives a value to. */
function declaredBy(statement: string, languageId: string): string[] {
  const pattern =
    languageId === 'python'
      ? /^([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s*(?::[^=]+)?=(?!=)/
      : languageId === 'go'
        ? /^(?:var\s+([A-Za-z_]\w*)\b|([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s*:=)/
        : languageId === 'rust'
          ? /^let\s+(?:mut\s+)?([A-Za-z_]\w*)/
          : languageId === 'java'
            ? /^(?:final\s+)?(?!return\b|throw\b)[A-Za-z_][\w.]*(?:<[^=;()]*>)?(?:\s*\[\s*\])*\s+([A-Za-z_$][\w$]*)\s*=(?!=)/
            : /^(?:const|let|var)\s+([A-Za-z_$][\w$]*)/;
  const match = pattern.exec(statement);
  return (match?.[1] ?? match?.[2] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** The statements that give what a call names, and in turn what those name, in their order. */
function neededBy(call: string, before: readonly { statement: string; names: readonly string[] }[]): string[] {
  const wanted = new Set(wordsIn(call));
  const needed: string[] = [];
  for (const { statement, names } of [...before].reverse()) {
    if (!names.some((name) => wanted.has(name)) || needed.length >= MOST_SETUP) continue;
    needed.unshift(statement);
    for (const word of wordsIn(statement)) wanted.add(word);
  }
  return needed;
}

function wordsIn(code: string): string[] {
  return code.match(/[A-Za-z_$][\w$]*/g) ?? [];
}

export function unique(trials: readonly Trial[]): Trial[] {
  const seen = new Set<string>();
  return trials.filter(({ setup, call }) => {
    const key = [...setup, call].join('\n').replaceAll(/\s+/g, ' ');
    return seen.size < seen.add(key).size;
  });
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
