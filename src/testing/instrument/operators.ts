/** What becomes of an operator: boundary first, then negation. The same in all our languages. */
export const RELATIONAL: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
};

export const EQUALITY: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
};

/** Python's. */
export const MEMBERSHIP: Readonly<Record<string, string>> = {
  in: 'not in',
  'not in': 'in',
  is: 'is not',
  'is not': 'is',
};

export const LOGICAL: Readonly<Record<string, string>> = { '&&': '||', '||': '&&', and: 'or', or: 'and' };

export const ARITHMETIC: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '//': '*',
  '%': '*',
};

/** The next number, in the notation it is written in; 1 becomes 0. Undefined where a notation is not ours to change. */
export function nextNumber(literal: string): string | undefined {
  const [, digits = '', suffix = ''] = /^((?:0[xX][\da-fA-F]+|\d+(?:_\d+)*))(n?)$/.exec(literal) ?? [];
  if (digits !== '' && !/^0\d/.test(digits)) {
    const value = BigInt(digits.replaceAll('_', ''));
    return `${value === 1n ? 0n : value + 1n}${suffix}`;
  }
  const [, whole, fraction] = /^(\d*)(\.\d*)$/.exec(literal) ?? [];
  if (whole === undefined || fraction === undefined || literal === '.') return undefined;
  const isOne = whole === '1' && /^\.0*$/.test(fraction);
  return `${isOne ? 0n : BigInt(whole) + 1n}${fraction === '.' ? '.0' : fraction}`;
}
