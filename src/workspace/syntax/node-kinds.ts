import type { Node } from 'web-tree-sitter';

/** What stands at a place in a source text. */
export type TextKind = 'comment' | 'string' | 'code';

/** Code inside of a string: `${…}`, `#{…}`, `$(…)` and the like, by the grammars' names. */
const INTERPOLATION = new Set([
  'template_substitution',
  'interpolation',
  'command_substitution',
  'process_substitution',
  'expansion',
  'simple_expansion',
  'sub_expression',
]);

/** Literals whose grammars' names do not say "string". */
const OTHER_LITERALS = new Set(['char_literal', 'character_literal', 'rune_literal', 'heredoc_body', 'nowdoc_body']);

/** Several literals side by side, with code between them. */
const GROUPS = new Set(['concatenated_string', 'chained_string', 'string_array', 'string_concatenation']);

/**
 * The kind of text that a cursor at `offset` continues. Just after an unfinished comment or string the cursor is still
 * inside of it; before its first and after its last character it is not.
 */
export function kindAtOffset(root: Node, offset: number): TextKind {
  if (offset === 0) return 'code';
  // The node of the character before the cursor: typing continues that one.
  let node = root.descendantForIndex(offset - 1, offset);
  for (; node !== null; node = node.parent) {
    const inside = node.startIndex < offset && offset < node.endIndex;
    if (inside && INTERPOLATION.has(node.type)) return 'code';
    const kind = literalKind(node);
    if (kind === undefined) continue;
    if (inside || (offset === node.endIndex && isOpen(node, kind))) return kind;
  }
  return 'code';
}

function literalKind(node: Node): 'comment' | 'string' | undefined {
  if (!node.isNamed) return undefined; // `string` the type, as a word of the language
  if (node.type.includes('comment')) return 'comment';
  if (OTHER_LITERALS.has(node.type)) return 'string';
  return node.type.includes('string') && !GROUPS.has(node.type) ? 'string' : undefined;
}

/** Whether text after the node's last character would still belong to it. */
function isOpen(node: Node, kind: 'comment' | 'string'): boolean {
  if (kind === 'string') {
    // Content that no closing delimiter follows, or a closing delimiter that the parser made up.
    return /_(?:content|fragment)$/.test(node.type) || node.lastChild?.isMissing === true;
  }
  const text = node.text;
  return isBlockComment(text) ? !/.{2}(?:\*\/|-->|#>|\n=end\s*)$/s.test(text) : !text.endsWith('\n');
}

function isBlockComment(text: string): boolean {
  return /^(?:\/\*|<!--|<#|=begin)/.test(text);
}
