/**
 * The cases in whose tests the compiler objects to a line; `names` are those of their tests, in the order of the cases. None where a line
 * does not say which test it belongs to, as where several are in one function.
 */
export function refusedCases<T>(
  cases: readonly T[],
  names: readonly string[],
  text: string,
  refusedLines: readonly number[],
): ReadonlySet<T> {
  const lines = text.split('\n');
  const starts = names.map((name) => lines.findIndex((line) => isDeclaredIn(line, name)) + 1);
  const inOrder = starts.every((start, index) => start > (starts[index - 1] ?? 0));
  if (!inOrder || starts.length !== cases.length) return new Set();
  const refused = refusedLines.flatMap((line) => cases[starts.findLastIndex((start) => start <= line)] ?? []);
  return new Set(refused);
}

/** `void NAME()`, `fn NAME()`. */
function isDeclaredIn(line: string, name: string): boolean {
  return /^[\w$]+$/.test(name) && new RegExp(`\\b(?:void|fn) ${name.replaceAll('$', '\\$')}\\(`).test(line);
}
