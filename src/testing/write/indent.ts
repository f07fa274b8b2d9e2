/** Comments and strings as they are written, those over several lines among them: what looks like one inside of another is none. */
const PIECES = {
  javascript: new RegExp(
    [
      String.raw`\/\/.*`,
      String.raw`\/\*[\s\S]*?\*\/`,
      // A template, in which there may be one more.
      '`(?:\\\\[\\s\\S]|\\$\\{(?:[^{}`]|\\{[^{}]*\\}|`(?:\\\\[\\s\\S]|[^`\\\\])*`)*\\}|[^`\\\\])*`',
      String.raw`'(?:\\[\s\S]|[^'\\\n])*'`,
      String.raw`"(?:\\[\s\S]|[^"\\\n])*"`,
      // A regular expression stands where no operand has just ended.
      String.raw`(?<=[(,=:[!&|?{};]\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[*])+\/`,
    ].join('|'),
    'g',
  ),
  python:
    /#.*|"""(?:\\[\s\S]|[^\\])*?"""|'''(?:\\[\s\S]|[^\\])*?'''|'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"/g,
  go: /\/\/.*|\/\*[\s\S]*?\*\/|`[^`]*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
} as const;

/** Code one step further in. Empty lines stay empty, and lines that begin inside of a string as they are: they are part of its value. */
export function indented(code: string, by: string, language: keyof typeof PIECES): string {
  const strings = [...code.matchAll(PIECES[language])]
    .filter(([piece]) => piece.includes('\n') && !piece.startsWith('/*'))
    .map(({ 0: piece, index }) => ({ start: index, end: index + piece.length }));
  let at = 0;
  return code
    .split('\n')
    .map((line) => {
      const start = at;
      at += line.length + 1;
      const isInString = strings.some((one) => one.start < start && start < one.end);
      return line === '' || isInString ? line : by + line;
    })
    .join('\n');
}
