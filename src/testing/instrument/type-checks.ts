const NO_CHECK = '// @ts-nocheck';

/**
 * Tells TypeScript not to check a copy, in which types are narrowed less. It must stand in a line comment above all code: it
 * goes onto an empty line, before a line comment or behind a block comment, so that no line moves; else onto a line of its own.
 */
export function withoutTypeChecks(text: string): string {
  const above = /^(?:#!.*\n)?(?:\s*\/\*[\s\S]*?\*\/|\s*\/\/.*(?:\n|$)|\s+)*/.exec(text)?.[0] ?? '';
  const place = /(?:^|\n)[^\S\n]*(?=\r?\n|\/\/(?!\/|\s*@ts-))|\*\/[^\S\n]*(?=\r?\n)/.exec(above);
  if (place === null) return `${text.slice(0, above.length)}${NO_CHECK}\n${text.slice(above.length)}`;
  const at = place.index + place[0].length;
  return `${text.slice(0, at)}${place[0].endsWith('/') ? ' ' : ''}${NO_CHECK} ${text.slice(at)}`;
}
