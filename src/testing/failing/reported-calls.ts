import type { Trial } from '../observe/trial.ts';
import { callIn, trialsIn } from '../trials/calls.ts';
import { parametersOf } from '../trials/parameters.ts';
import { behindBracket } from '../trials/statements.ts';
import type { Subject } from '../types.ts';

/** A call of the subject in a report. UTF-16 indices. */
export interface ReportedCall {
  readonly at: number;
  readonly end: number;
  readonly trial: Trial;
}

/** Calls of the subject in a report, in backquotes or not; those in code have the statements before them that they need. */
export function callsIn(report: string, text: string, subject: Subject): ReportedCall[] {
  const inCode = codeIn(report).flatMap((code) => trialsIn(code, subject, 'report'));
  const isConstructor = subject.name === 'constructor' || subject.name === '__init__';
  const name = isConstructor ? (subject.owner ?? subject.name) : subject.name;
  const hasParameters = parametersOf(
    text.slice(subject.start, subject.bodyStart),
    subject.name,
    subject.languageId,
  ).some(({ isOptional }) => !isOptional);
  const found: ReportedCall[] = [];
  for (const match of report.matchAll(new RegExp(`(?<![\\w$])${name.replaceAll('$', String.raw`\$`)}\\(`, 'g'))) {
    const end = behindBracket(report, match.index + match[0].length - 1);
    if (end === undefined || match.index < (found.at(-1)?.end ?? 0)) continue;
    const inner = report.slice(match.index + match[0].length, end - 1);
    // `clamp()` is how people name a function, `clamp(…)` too.
    if ((hasParameters && inner.trim() === '') || /^(?:\.\.\.|…)/.test(inner.trim()) || inner.includes('\n\n'))
      continue;
    const before =
      /(?:new )?(?:[A-Za-z_$][\w$]*(?:\([^()\n]*\))?\.)*(?:new )?$/.exec(report.slice(0, match.index))?.[0] ?? '';
    const written = report.slice(match.index - before.length, end);
    const call = callIn(written, subject);
    if (call === undefined) continue;
    const setup = inCode.find((one) => plain(one.call) === plain(call))?.setup ?? [];
    // Of a function the module before it is not there in a test.
    const own = subject.owner === undefined && setup.length === 0 ? call.slice(call.search(lastName(name))) : call;
    found.push({ at: match.index - before.length, end, trial: { setup, call: own, from: 'report' } });
  }
  return found;
}

/** What stands in fenced blocks and in backquotes, statements in lines. */
function codeIn(report: string): string[] {
  const blocks = [...report.matchAll(/^```.*\n([\s\S]*?)^```/gm)].map(([, code = '']) => code);
  const spans = [...report.replaceAll(/^```.*\n[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(
    ([, code = '']) => code,
  );
  return [...blocks, ...spans.map((code) => code.replaceAll(/;\s+/g, '\n'))];
}

function lastName(name: string): RegExp {
  return new RegExp(`(?<![\\w$])${name.replaceAll('$', String.raw`\$`)}\\(`);
}

function plain(code: string): string {
  return code.replaceAll(/\s+/g, '');
}
