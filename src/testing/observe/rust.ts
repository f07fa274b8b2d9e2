import path from 'node:path';
import { rustHelpers } from '../instrument/rust-helpers.ts';
import { rustValue, type RustType } from '../trials/rust-types.ts';
import { rustQuoted } from '../write/rust.ts';
import { RUST_PROBE_TEST, RUST_RUNTIME } from './rust-runtime.ts';
import type { Trial } from './trial.ts';

/** The module of the probe, in the folder of the source. */
export const RUST_PROBE = RUST_PROBE_TEST;

export interface RustProbe {
  readonly trials: readonly (Trial & { readonly number: number })[];
  /** Types of the file, whose values can be written down where they have `Debug` and `PartialEq`. */
  readonly types: readonly RustType[];
  /** The subject is a method with `&mut self`. */
  readonly changesSelf: boolean;
  readonly documentsPanics: boolean;
  readonly output: string;
  readonly budgetMs: number;
  /** The source file declares the state that is written to here. */
  readonly isInstrumented: boolean;
}

/** The compiler names lines only: the runtime has the first ones, and each trial so many behind them. */
const RUNTIME_LINES = 1000;
const TRIAL_LINES = 100;
const MOST_TYPES = 60;

/** A module of the subject's file that makes each trial twice, and once with each mutant that it reaches. */
export function rustProbe(probe: RustProbe): string {
  const { trials, types, documentsPanics, output, budgetMs, isInstrumented } = probe;
  const runtime = [
    '#![allow(warnings, clippy::all)]',
    'extern crate std;',
    'use std::prelude::v1::*;',
    'use super::*;',
    ...(isInstrumented ? [] : [rustHelpers(0, 0)]),
    `const LF_OUTPUT: &str = ${rustQuoted(output)};`,
    `const LF_BUDGET: std::time::Duration = std::time::Duration::from_millis(${budgetMs});`,
    `const LF_DOCUMENTS_PANICS: bool = ${documentsPanics};`,
    RUST_RUNTIME,
    ...types.filter(isComparable).slice(0, MOST_TYPES).map(literalOf),
  ].join('\n');
  const lines = padded(runtime, RUNTIME_LINES);
  const last = Math.max(...trials.map(({ number }) => number));
  for (let number = 0; number <= last; number++) {
    const trial = trials.find((one) => one.number === number);
    lines.push(...padded(trial === undefined ? '' : functionOf(trial, probe), TRIAL_LINES));
  }
  const list = trials.map(({ number, expected }) => {
    const wanted = expected === undefined ? 'None' : `Some(${rustQuoted(expected)})`;
    return `LfTrial { number: ${number}, body: lf_trial_${number}, expected: ${wanted} }`;
  });
  return `${lines.join('\n')}\nfn lf_trials() -> Vec<LfTrial> { vec![${list.join(', ')}] }\n`;
}

/** Numbers of the trials that the compiler objects to, with what it says. */
export function refusedByRust(said: string): Map<number, string> {
  const refused = new Map<number, string>();
  const errors = new RegExp(`\\b${RUST_PROBE}\\.rs:(\\d+):\\d+: error(?:\\[\\w+\\])?: (.*)`, 'g');
  for (const [, line, message = ''] of said.matchAll(errors)) {
    const number = Math.floor((Number(line) - RUNTIME_LINES - 1) / TRIAL_LINES);
    if (number >= 0 && !refused.has(number)) refused.set(number, message);
  }
  return refused;
}

/** Lines of a file that the compiler objects to. */
export function refusedLinesOfRust(said: string, file: string): number[] {
  const name = path.basename(file).replaceAll('.', '\\.');
  const errors = said.matchAll(new RegExp(`^(?:.*[/\\\\])?${name}:(\\d+):\\d+: error\\b`, 'gm'));
  return [...new Set([...errors].map(([, line]) => Number(line)))];
}

function padded(code: string, length: number): string[] {
  const lines = code.split('\n');
  const fitting = lines.length > length ? ['compile_error!("too long");'] : lines;
  return [...fitting, ...Array.from({ length: length - fitting.length }, () => '')];
}

function functionOf(trial: RustProbe['trials'][number], { changesSelf }: RustProbe): string {
  const { number, setup, call, expected } = trial;
  const watched = changedBy(trial, changesSelf);
  const seen = (name: string) => `(&&&LfSeen(&${name})).lf_seen()`;
  return [
    `fn lf_trial_${number}(lf_begin: &dyn Fn()) -> LfMade {`,
    ...setup.map((statement) => `${statement.replace(/;\s*$/, '')};`),
    ...watched.map((name, index) => `let lf_before_${index} = ${seen(name)};`),
    'lf_begin();',
    // What a call borrows lives as long as the arms of a match.
    `let (lf_value, lf_is) = match (${call}) {`,
    `lf_result => (${seen('lf_result')}, ${expected === undefined ? 'None' : `Some(lf_result == (${expected}))`}),`,
    '};',
    `let lf_after = vec![${watched.map((name, index) => `("${name}", lf_before_${index}, ${seen(name)})`).join(', ')}];`,
    'LfMade { value: lf_value, is_expected: lf_is, after: lf_after }',
    '}',
  ].join('\n');
}

/** Variables that a call may change: those that it borrows for that, and what a method with `&mut self` is called on. */
export function changedBy({ setup, call }: Pick<Trial, 'setup' | 'call'>, changesSelf: boolean): string[] {
  const declared = new Set(
    setup.flatMap((statement) => /^let\s+mut\s+([A-Za-z_]\w*)/.exec(statement.trim())?.[1] ?? []),
  );
  const receiver = /^([A-Za-z_]\w*)\s*\./.exec(call)?.[1];
  const borrowed = [...call.matchAll(/&\s*mut\s+([A-Za-z_]\w*)\s*(?=[,)])/g)].map(([, name = '']) => name);
  const names = [...(changesSelf && receiver !== undefined ? [receiver] : []), ...borrowed];
  return [...new Set(names)].filter((name) => declared.has(name));
}

/** A test can compare its values, and say what they are where they differ. */
function isComparable({ traits, shapes }: RustType): boolean {
  return shapes.length > 0 && traits.has('Debug') && traits.has('PartialEq');
}

/** How its values are written down, on one line; fields of types that cannot be make it none. */
function literalOf({ name, shapes }: RustType): string {
  const arms = shapes.map((shape) => {
    const bound = shape.fields.map((_, index) => `lf_${index}`);
    const text = rustValue(
      shape,
      bound.map(() => '\0'),
    ).replaceAll(/[{}]/g, (brace) => brace + brace);
    const values = bound.map((field) => `, (&&&LfSeen(${field})).lf_text()?`).join('');
    return `${rustValue(shape, bound)} => format!("${text.replaceAll('\0', '{}')}"${values})`;
  });
  return `impl LfLiteral for ${name} { fn lf_literal(&self) -> Option<String> { Some(match self { ${arms.join(', ')} }) } fn lf_type() -> String { "${name}".to_string() } }`;
}
