import { itemsOf } from './statements.ts';

/**
 * A value that a body uses, as the type of its parameter has it: an object gets what the type needs, and loses what it does not know or has
 * as something else. `typed` are examples of the type, of which the first has what is needed only.
 */
export function completed(used: string, typed: readonly string[]): string {
  const known = typed.filter((one) => one.startsWith('{')).map(fieldsOf);
  const own = used.startsWith('{') ? fieldsOf(used) : undefined;
  const [needed] = known;
  if (own === undefined || needed === undefined || typed[0]?.startsWith('{') !== true) return used;
  const fields = new Map(needed);
  for (const [key, value] of own) {
    const values = known.flatMap((fields) => fields.get(key) ?? []);
    if (values.some((one) => kindOf(one) === kindOf(value))) fields.set(key, value);
  }
  return fields.size === 0 ? '{}' : `{ ${[...fields].map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
}

/** Whether a value may be of the type, by what it is: a class says nothing of objects that are written down. */
export function isLike(value: string, typed: readonly string[]): boolean {
  return typed.some((one) => kindOf(one) === kindOf(value));
}

function fieldsOf(literal: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const item of itemsOf(literal.slice(1, -1))) {
    const [, key = '', value = ''] = /^([\w$]+|'[^']*')\s*:\s*([\s\S]+)$/.exec(item) ?? [];
    if (key !== '') found.set(key, value);
  }
  return found;
}

/** What a value is, by how it begins. */
function kindOf(value: string): string {
  if (/^['"`]/.test(value)) return 'string';
  if (/^-?[\d.]|^(?:NaN|-?Infinity)$/.test(value)) return 'number';
  if (/^(?:true|false)$/.test(value)) return 'boolean';
  if (/^(?:async\s*)?\(|=>/.test(value)) return 'function';
  if (/^new\s+(\w+)/.test(value)) return /^new\s+\w+/.exec(value)?.[0] ?? '';
  return /^[[{]/.exec(value)?.[0] ?? value;
}
