/** How fences call a language. */
const TAGS: Readonly<Record<string, RegExp>> = {
  python: /^(?:python3?|py|pycon)\b/i,
  go: /^(?:go|golang)\b/i,
  rust: /^(?:rust|rs)\b/i,
};
const JAVASCRIPT = /^(?:javascript|js|jsx|mjs|typescript|ts|tsx)\b/i;

/** The code of a language in the fenced blocks of a Markdown text (https://spec.commonmark.org/0.31.2/#fenced-code-blocks), in one piece. */
export function codeBlocks(markdown: string, languageId: string): string {
  const tag = TAGS[languageId] ?? JAVASCRIPT;
  const blocks: string[] = [];
  for (const [, , info = '', code = ''] of markdown.matchAll(
    /^[ ]{0,3}(`{3,}|~{3,})([^\n`]*)\n([\s\S]*?)^[ ]{0,3}\1/gm,
  ))
    if (tag.test(info.trim())) blocks.push(code.replaceAll(/^\s*(?:>>>|\.\.\.) /gm, ''));
  return blocks.join('\n');
}
