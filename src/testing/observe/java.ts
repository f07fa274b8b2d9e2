import { javaHelpers } from '../instrument/java-helpers.ts';
import { JAVA_RUNTIME } from './java-runtime.ts';
import type { Trial } from './trial.ts';

/** The class of the probe, in the package of the source. */
export const JAVA_PROBE = 'LocalForgeProbeTest';

export interface JavaProbe {
  /** '' for none. */
  readonly packageName: string;
  /** As they stand behind `import`. */
  readonly imports: readonly string[];
  readonly trials: readonly (Trial & { readonly number: number })[];
  readonly isVoid: boolean;
  /** What tells of an object, which may change: `size()`. */
  readonly views: readonly string[];
  readonly output: string;
  readonly budgetMs: number;
  /** The source file declares the state that is written to here. */
  readonly isInstrumented: boolean;
}

/** Packages whose names calls may use though the source does not. What is imported by its own name goes before. */
const USUAL = [
  ...['java.io.*', 'java.math.*', 'java.nio.charset.StandardCharsets', 'java.nio.file.Path', 'java.nio.file.Paths'],
  ...['java.time.*', 'java.util.*', 'java.util.function.*', 'java.util.regex.Pattern', 'java.util.stream.*'],
];

/** Errors of the compiler name lines: the runtime has the first ones, and each trial so many behind them. */
const RUNTIME_LINES = 1000;
const TRIAL_LINES = 60;

/** A test of the subject's package that makes each trial twice, and once with each mutant that it reaches. */
export function javaProbe(probe: JavaProbe): string {
  const { packageName, imports, trials, output, budgetMs, isInstrumented } = probe;
  const simple = new Set(imports.map((one) => one.split('.').at(-1)));
  const usual = USUAL.filter(
    (one) => !imports.includes(one) && (one.endsWith('*') || !simple.has(one.split('.').at(-1))),
  );
  const runtime = [
    ...(packageName === '' ? [] : [`package ${packageName};`]),
    ...[...imports, ...usual].map((one) => `import ${one};`),
    `@SuppressWarnings("all")`,
    `class ${JAVA_PROBE} {`,
    `static final java.lang.String LF_OUTPUT = ${javaQuoted(output)};`,
    `static final long LF_BUDGET = ${budgetMs}L;`,
    JAVA_RUNTIME,
  ].join('\n');
  const lines = padded(runtime, RUNTIME_LINES);
  const last = Math.max(...trials.map(({ number }) => number));
  for (let number = 0; number <= last; number++) {
    const trial = trials.find((one) => one.number === number);
    lines.push(...padded(trial === undefined ? '' : methodOf(trial, probe), TRIAL_LINES));
  }
  const cases = trials.map(({ number }) => `case ${number}: return lfTrial${number}(lf);`).join(' ');
  const numbers = trials.map(({ number }) => number).join(', ');
  return [
    ...lines,
    `static final int[] LF_TRIALS = {${numbers}};`,
    `static LfMade lfMake(int number, LfCall lf) throws java.lang.Throwable { switch (number) { ${cases} default: return null; } }`,
    '}',
    isInstrumented ? '' : javaHelpers(0, 0),
  ].join('\n');
}

/** Numbers of the trials that the compiler objects to, with what it says. */
export function refusedByJava(said: string): Map<number, string> {
  const refused = new Map<number, string>();
  const errors = new RegExp(`\\b${JAVA_PROBE}\\.java:(\\d+): error: (.*)`, 'g');
  for (const [, line, message = ''] of said.matchAll(errors)) {
    const number = Math.floor((Number(line) - RUNTIME_LINES - 1) / TRIAL_LINES);
    if (number >= 0 && !refused.has(number)) refused.set(number, message.replace(/ \(errors? .*$/, ''));
  }
  return refused;
}

/** Lines of a file that the compiler objects to. */
export function refusedLinesOfJava(said: string, file: string): number[] {
  const name = file.replace(/^.*[/\\]/, '').replaceAll('.', '\\.');
  const errors = said.matchAll(new RegExp(`^(?:.*[/\\\\])?${name}:(\\d+): error\\b`, 'gm'));
  return [...new Set([...errors].map(([, line]) => Number(line)))];
}

function padded(code: string, length: number): string[] {
  const lines = code.split('\n');
  // The compiler says of the line what is wrong with it.
  const fitting = lines.length > length ? ['trial too long;'] : lines;
  return [...fitting, ...Array.from({ length: length - fitting.length }, () => '')];
}

function methodOf(trial: JavaProbe['trials'][number], { isVoid, views }: JavaProbe): string {
  const { number, setup, call, expected } = trial;
  const watched = watchedBy(trial, views);
  const list = (values: readonly string[]) => `new java.lang.Object[] {${values.join(', ')}}`;
  const watch = `new java.lang.String[] {${watched.map((one) => JSON.stringify(one)).join(', ')}}`;
  return [
    `static LfMade lfTrial${number}(LfCall lf) throws java.lang.Throwable {`,
    ...setup.map((statement) => `${statement.replace(/;\s*$/, '')};`),
    `java.lang.String[] lfBefore = lf.literals(${list(watched)});`,
    'lf.begin();',
    isVoid ? `${call};` : `java.lang.Object lfResult = ${call};`,
    'lf.end();',
    `return lf.made(${isVoid ? 'LF_VOID' : 'lfResult'}, ${watch}, lfBefore, ${list(watched)}, ${expected === undefined ? 'null' : `new java.lang.Object[] {${expected}}`});`,
    '}',
  ].join('\n');
}

/** What a call may change and a test can look at: the variables that it is given, and what tells of its object. */
export function watchedBy({ setup, call }: Pick<Trial, 'setup' | 'call'>, views: readonly string[]): string[] {
  const declared = setup.flatMap((statement) => declaredInJava(statement) ?? []);
  const [, receiver] = /^([A-Za-z_$][\w$]*)\s*\./.exec(call) ?? [];
  const given = declared.filter(
    (name) => name !== receiver && new RegExp(`[(,]\\s*${name.replaceAll('$', '\\$')}\\s*[,)]`).test(call),
  );
  const told = receiver !== undefined && declared.includes(receiver) ? views.map((one) => `${receiver}.${one}`) : [];
  return [...given, ...told];
}

/** The variable that a statement declares. */
export function declaredInJava(statement: string): string | undefined {
  return /^(?:final\s+)?(?!return\b|throw\b|new\b)[A-Za-z_][\w.]*(?:<[^=;()]*>)?(?:\s*\[\s*\])*\s+([A-Za-z_$][\w$]*)\s*=(?!=)/.exec(
    statement.trim(),
  )?.[1];
}

/** As a string literal of Java. */
export function javaQuoted(text: string): string {
  const known: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' };
  const escaped = text.replaceAll(/["\\]|[^\P{Cc}]/gu, (found) => {
    return known[found] ?? `\\u${(found.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}
