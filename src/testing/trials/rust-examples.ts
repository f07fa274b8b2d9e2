import type { Trial } from '../observe/trial.ts';
import type { Subject } from '../types.ts';
import { callIn, trialsIn } from './calls.ts';
import { behindBracket, itemsOf, statementsIn } from './statements.ts';

/** Code in a doc comment that is not run, or is not Rust: https://doc.rust-lang.org/rustdoc/write-documentation/documentation-tests.html */
const NOT_RUN = /\b(?:ignore|no_run|compile_fail|should_panic|text|toml|sh|bash|console|json|none)\b/;
/** Of other crates a test in this file knows nothing, and of its own it knows all. */
const NOT_OURS = /^(?:extern\s+crate|use)\s+(?!(?:std|core|alloc)::)/;

/** Calls in the examples of the doc comment, with what `assert_eq!` and `assert!` say that they give. */
export function rustExamples(own: string, subject: Subject): Trial[] {
  return examplesIn(own).flatMap((code) => {
    const lines = code.split('\n').map((line) => line.replace(/^\s*# ?/, ''));
    const body = withoutMain(lines.filter((line) => !NOT_OURS.test(line.trim())).join('\n'));
    const before: string[] = [];
    const trials: Trial[] = [];
    for (const statement of statementsIn(body, '//')) {
      const plain = statement.replace(/;\s*$/, '');
      const said = assertionIn(plain, subject);
      const code = said === undefined ? plain : said.call;
      // With all that stands before it, so that what it names is there.
      const [trial] = trialsIn([...before, code].join('\n'), subject, 'documentation').slice(-1);
      const call = callIn(code, subject);
      if (call !== undefined && trial !== undefined && trial.call === call) {
        const uses = before.filter((one) => one.startsWith('use '));
        const whole = said !== undefined && said.call === code && isWhole(code, call, subject);
        trials.push({ ...trial, setup: [...uses, ...trial.setup], ...(whole && { expected: said.expected }) });
      }
      if (said === undefined && !/^assert/.test(plain)) before.push(plain);
    }
    return trials;
  });
}

/** The fenced code of the comments above a function. */
function examplesIn(own: string): string[] {
  const comment: string[] = [];
  for (const line of own.split('\n')) {
    const said = /^\s*\/\/\/ ?(.*)$/.exec(line)?.[1];
    if (said !== undefined) comment.push(said);
    else if (comment.length > 0 && !/^\s*#\[/.test(line)) break;
  }
  return [...comment.join('\n').matchAll(/^```([^\n]*)\n([\s\S]*?)^```/gm)].flatMap(([, kind = '', code = '']) =>
    NOT_RUN.test(kind) ? [] : [code],
  );
}

function withoutMain(code: string): string {
  const main = /\bfn\s+main\s*\(\s*\)[^{]*\{/.exec(code);
  const end = main ? behindBracket(code, main.index + main[0].length - 1) : undefined;
  if (!main || end === undefined) return code;
  return code.slice(0, main.index) + code.slice(main.index + main[0].length, end - 1);
}

/** `assert_eq!(call, value)`, in either order, and `assert!(call)`. */
function assertionIn(
  statement: string,
  subject: Subject,
): { readonly call: string; readonly expected: string } | undefined {
  const [, macro = '', list = ''] = /^(assert_eq|assert)!\s*[([]([\s\S]*)[)\]]$/.exec(statement) ?? [];
  if (macro === '') return undefined;
  const [first = '', second = ''] = itemsOf(list);
  if (macro === 'assert') {
    const call = first.replace(/^!\s*/, '');
    const isPlain = callIn(call, subject) !== undefined && !/[=<>&|]{1,2}[^=<>&|()]*$/.test(call);
    return isPlain ? { call, expected: first.startsWith('!') ? 'false' : 'true' } : undefined;
  }
  if (callIn(first, subject) !== undefined) return { call: first, expected: second };
  return callIn(second, subject) === undefined ? undefined : { call: second, expected: first };
}

/** The statement is the call, but for the module that it names. */
function isWhole(code: string, call: string, { owner }: Subject): boolean {
  const rest = code.slice(0, code.length - call.length);
  return code.endsWith(call) && (rest === '' || (owner === undefined && /^(?:\w+::)+$/.test(rest)));
}
