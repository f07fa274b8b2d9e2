import type { Diagnostic } from '../../workspace/diagnostic.ts';
import { changesBetween, type Change, type CheckedEdit } from '../edit/changes.ts';
import { fix, type FixerOptions } from './fixer.ts';
import type { Problem } from './types.ts';

/** Problems looked at; with more the file is not nearly right. */
const MOST_PROBLEMS = 20;

export type FixAllOutcome =
  | ({ readonly kind: 'fix'; readonly title: string } & CheckedEdit)
  | { readonly kind: 'nothing'; readonly reason: string };

/** Fixes one problem after the other, each on the text that the fixes before it left. Those that have no fix that holds stay. */
export async function fixAll(
  { diagnostics, ...about }: Omit<Problem, 'diagnostic'> & { readonly diagnostics: readonly Diagnostic[] },
  options: FixerOptions,
  signal: AbortSignal,
): Promise<FixAllOutcome> {
  const order = { error: 0, warning: 1, information: 2, hint: 3 };
  let open = [...diagnostics]
    .sort((a, b) => order[a.severity] - order[b.severity] || a.start - b.start)
    .slice(0, MOST_PROBLEMS);
  let text = about.text;
  let fixed = 0;
  const passed = new Set<string>();
  const unchecked = new Set<string>();
  let reason = '';
  for (let at = 1; open.length > 0 && !signal.aborted; at++) {
    const [diagnostic, ...rest] = open;
    if (diagnostic === undefined) break;
    options.onStage?.(`Problem ${at} of ${at + rest.length}`);
    const outcome = await fix({ ...about, text, diagnostic }, options, signal);
    open = rest;
    if (outcome.kind === 'nothing') {
      reason ||= outcome.reason;
      continue;
    }
    fixed++;
    for (const check of outcome.passed) passed.add(check);
    for (const check of outcome.unchecked) unchecked.add(check);
    // One fix often solves several problems: those inside of what was changed are asked for no more.
    open = rest.flatMap((other) => moved(other, outcome.changes) ?? []);
    text = outcome.text;
  }
  if (signal.aborted) return { kind: 'nothing', reason: 'Cancelled.' };
  if (fixed === 0) return { kind: 'nothing', reason: reason || 'There is nothing to fix.' };
  const total = Math.min(diagnostics.length, MOST_PROBLEMS);
  return {
    kind: 'fix',
    title: `Fix ${fixed} of ${total} problems`,
    changes: changesBetween(about.text, text),
    text,
    passed: [...passed],
    unchecked: [...unchecked],
  };
}

/** A diagnostic where it is after changes; undefined where they touch it. */
export function moved(diagnostic: Diagnostic, changes: readonly Change[]): Diagnostic | undefined {
  let shift = 0;
  for (const { start, end, newText } of changes) {
    if (end <= diagnostic.start && start < diagnostic.start) shift += newText.length - (end - start);
    else if (start < diagnostic.end || start === diagnostic.start) return undefined;
  }
  return { ...diagnostic, start: diagnostic.start + shift, end: diagnostic.end + shift };
}
