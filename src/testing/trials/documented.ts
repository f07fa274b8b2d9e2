import type { Trial } from '../observe/trial.ts';
import type { Subject } from '../types.ts';
import { callIn } from './calls.ts';
import { rustExamples } from './rust-examples.ts';

/** Calls in the subject's documentation, with what it says that they give. */
export function documentedTrials(text: string, subject: Subject): Trial[] {
  const own = text.slice(subject.start, subject.end);
  if (subject.languageId === 'rust') return rustExamples(own, subject);
  return subject.languageId === 'python'
    ? doctests(own, subject)
    : examples(text.slice(subject.start, subject.bodyStart), subject);
}

/** https://docs.python.org/3/library/doctest.html: what is behind `>>>`, and the line below it. */
function doctests(own: string, subject: Subject): Trial[] {
  const lines = own.split('\n').map((line) => line.trim());
  const trials: Trial[] = [];
  let setup: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const first = /^>>> ?(.*)$/.exec(lines[at] ?? '')?.[1];
    if (first === undefined) {
      if (lines[at] === '' || lines[at] === '"""') setup = [];
      continue;
    }
    let statement = first;
    while (/^\.\.\.(?: |$)/.test(lines[at + 1] ?? '')) statement += '\n' + (lines[++at] ?? '').slice(4);
    const next = lines[at + 1] ?? '';
    const says = next !== '' && !next.startsWith('>>>') && !next.startsWith('"""') ? next : undefined;
    const call = callIn(statement, subject);
    // Only what is the call and nothing else can be compared with what is said.
    if (call === undefined) setup = [...setup, statement];
    else {
      const isWhole = statement.trim() === call.trim();
      const isError = says?.startsWith('Traceback') === true;
      const expected = isWhole && says !== undefined && !isError && !says.includes('...') ? says : undefined;
      trials.push({ setup, call, from: 'documentation', ...(expected !== undefined && { expected }) });
      if (!isWhole) setup = [...setup, statement];
    }
  }
  return trials;
}

/** `f(1) // => 2`, `f(1) // 2` and `f(1) → 2` in a comment. */
function examples(head: string, subject: Subject): Trial[] {
  const trials: Trial[] = [];
  for (const line of head.split('\n')) {
    const said = /^\s*(?:\*|\/\/|\/\*\*)\s?(.*)$/.exec(line)?.[1]?.replace(/\s*\*\/\s*$/, '');
    if (said === undefined) continue;
    const [, code = '', expected] =
      /^(.*?)(?:;?\s*(?:\/\/\s*(?:=>|→|->|returns:?)?|=>|→|->|===)\s*(.+?);?)?$/.exec(said) ?? [];
    const call = callIn(code, subject);
    if (call === undefined || code.trim().replace(/;$/, '') !== call) continue;
    const isExpression = expected !== undefined && /^(?:[-\d"'`[{]|true\b|false\b|null\b|undefined\b)/.test(expected);
    trials.push({
      setup: [],
      call,
      from: 'documentation',
      ...(isExpression && subject.languageId !== 'go' && { expected }),
    });
  }
  return trials;
}
