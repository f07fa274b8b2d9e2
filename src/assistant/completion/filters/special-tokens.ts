import type { Filter } from './filter.ts';

/**
 * Texts by which models are told apart prefix, suffix, file, turn and end. Where one is a token of the loaded model the
 * engine stops at it; a model that was not trained for it, or a wrong template, writes it out. `<pre>` and `<filename>`
 * are left out: people write them.
 */
const MARKER = new RegExp(
  [
    String.raw`<\|[a-z][a-z0-9_]*\|>`, // Qwen, Llama 3, Phi, GLM
    String.raw`<｜[^｜\n]{1,40}｜>`, // DeepSeek
    String.raw`<fim[_-](?:prefix|suffix|middle|pad)>`, // StarCoder, Granite, SantaCoder
    String.raw`<(?:file_sep|repo_name|reponame|start_of_turn|end_of_turn|EOT|PRE|SUF|MID)>`,
    String.raw`\[/?INST\]|\[(?:PREFIX|SUFFIX|MIDDLE)\]`, // Mistral, Codestral
  ].join('|'),
  'g',
);

/**
 * Cuts at a marker of the prompt's language that came out as text, with all that follows it: that belongs to another file
 * or to nobody. A document that holds the marker itself is about such markers.
 *
 * The failure: `return a + b;<|fim_suffix|>` and the like (twinny 338 and 276, tabby 3925).
 */
export const withoutSpecialTokens: Filter = (answer, { before, after }) => {
  for (const { 0: marker, index } of answer.matchAll(MARKER)) {
    if (!before.includes(marker) && !after.includes(marker)) return answer.slice(0, index);
  }
  return answer;
};
