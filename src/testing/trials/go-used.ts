const MOST_TYPES = 6;
const MOST_ERRORS = 3;

/** Types that code asks a value of this name to be: `v.(*Mux)`, and cases of `switch v := v.(type)`. `nil` is among them where a case says so. */
export function assertedTypes(name: string, code: string): string[] {
  if (!/^\w+$/.test(name)) return [];
  const type = String.raw`(?:\*|\[\])*(?:map\[\w+\])?[A-Za-z_][\w.]*(?:\{\})?`;
  const single = [...code.matchAll(new RegExp(`(?<![\\w.])${name}\\.\\((${type})\\)`, 'g'))];
  const switches = [...code.matchAll(new RegExp(`\\bswitch\\s+(?:\\w+\\s*:=\\s*)?${name}\\.\\(type\\)\\s*\\{`, 'g'))];
  const cases = switches.flatMap(({ index }) => [
    ...code
      .slice(index, endOfBlock(code, index))
      .matchAll(new RegExp(`\\bcase\\s+(${type}(?:,\\s*${type})*)\\s*:`, 'g')),
  ]);
  const found = [...single.map(([, one = '']) => one), ...cases.flatMap(([, list = '']) => list.split(/,\s*/))];
  return [...new Set(found)].filter((one) => one !== 'type').slice(0, MOST_TYPES);
}

/** Whether code asks if a value of this name is there at all. */
export function isComparedWithNil(name: string, code: string): boolean {
  return /^\w+$/.test(name) && new RegExp(`(?<![\\w.])${name}\\s*[=!]=\\s*nil\\b`).test(code);
}

/** What code that recovers may have to recover from: any panic, and those with the values that it tells apart. */
export function panicsFor(code: string): string[] {
  const variable = /(?<![\w.])(\w+)\s*:?=\s*recover\(\)/.exec(code)?.[1];
  if (variable === undefined) return [];
  return ['"a"', ...errorsFor(variable, code)];
}

/** Errors by their names that code compares one with. */
export function errorsFor(name: string, code: string): string[] {
  if (!/^\w+$/.test(name)) return [];
  const named = String.raw`((?:\w+\.)?[A-Za-z_]\w*)`;
  const found = [
    ...code.matchAll(new RegExp(`(?<![\\w.])${name}\\s*[=!]=\\s*${named}(?![\\w(.[])`, 'g')),
    ...code.matchAll(new RegExp(`\\berrors\\.Is\\(\\s*${name}(?:\\.\\(error\\))?\\s*,\\s*${named}\\s*\\)`, 'g')),
  ].map(([, one = '']) => one);
  // Variables of the function itself have short names.
  const errors = found.filter((one) => /^(?:\w+\.)?(?:[eE]rr[A-Z]\w*|EOF|\w+Error)$/.test(one));
  return [...new Set(errors)].slice(0, MOST_ERRORS);
}

/** Headers of a request or an answer that code reads, with what it compares them with. */
export function headersRead(code: string): { readonly header: string; readonly values: readonly string[] }[] {
  const values = new Map<string, string[]>();
  const text = String.raw`("(?:\\.|[^"\\\n])*")`;
  const read = new RegExp(
    `Header(?:\\(\\))?(?:\\.Get\\(\\s*${text}\\s*\\)|\\[${text}\\])(?:\\s*[=!]=\\s*${text})?`,
    'g',
  );
  for (const [, got, listed, compared] of code.matchAll(read)) {
    const header = got ?? listed ?? '""';
    if (header === '""') continue;
    const known = values.get(header) ?? [];
    values.set(header, compared === undefined || compared === '""' ? known : [...new Set([...known, compared])]);
  }
  return [...values].map(([header, of]) => ({ header, values: of }));
}

function endOfBlock(code: string, from: number): number {
  let depth = 0;
  for (let at = code.indexOf('{', from); at >= 0 && at < code.length; at++) {
    if (code[at] === '{') depth++;
    else if (code[at] === '}' && --depth === 0) return at;
  }
  return code.length;
}
