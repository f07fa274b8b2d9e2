import type { Outcome } from '../observe/trial.ts';
import { shortened } from '../write/names.ts';
import { shownError } from './reported-error.ts';

/** Who says what a call should give. */
export type Authority = 'report' | 'documentation' | 'model';

const MOST_SHOWN = 90;
const NOTHING = 'nothing';

/** A call, or what it gives, as a sentence can hold it. */
export function shown(code: string): string {
  return shortened(code, MOST_SHOWN);
}

/** What came of a call: `f(1) gives 3`, `f(1) throws TypeError: x`. */
export function seen(call: string, outcome: Outcome): string {
  if (outcome.kind === 'unusable') return `${call} cannot be tried: ${outcome.reason}`;
  if (outcome.kind === 'throws') {
    const { type, message } = outcome;
    const error = shown(type === 'panic' ? message : shownError({ type, message }));
    return type === 'panic' ? `${call} panics: ${error}` : `${call} throws ${error}`;
  }
  if (outcome.kind === 'value' && outcome.literal === undefined) return `${call} gives what cannot be written down`;
  const value = given(outcome);
  return value === NOTHING ? `${call} gives nothing` : `${call} gives ${value}`;
}

/** What a call gives. */
export function given(outcome: Outcome | undefined): string {
  if (outcome?.kind === 'value') return shown(outcome.literal ?? '…');
  if (outcome?.kind !== 'values' || outcome.values.length === 0) return NOTHING;
  return shown(outcome.values.map(({ literal = '…' }) => (literal === '_' ? '…' : literal)).join(', '));
}

/** What was seen, and should be another value. */
export function shouldGive(clause: string, value: string, by: Authority): string {
  switch (by) {
    case 'report':
      return `${clause}, and should give ${value}.`;
    case 'documentation':
      return `${clause}, and should give ${value}, as its documentation says.`;
    case 'model':
      return `${clause}, and should give ${value}, as the model understands the report.`;
  }
}

/** What was seen, and should be an error; of which type need not be known. */
export function shouldThrow(clause: string, type: string | undefined): string {
  if (type === 'panic') return `${clause}, and should panic.`;
  return type === undefined ? `${clause}, and should throw an error.` : `${clause}, and should throw ${type}.`;
}
