import type { Node } from 'web-tree-sitter';

/** Bodies of functions, classes, conditions and loops, by the grammars' names. */
const BODY = /(?:block|body|compound_statement|declaration_list|accessor_list|do_group)$/;
/** Words that end what has no node of its own while it is empty, in Ruby and shell scripts. */
const END_WORDS = new Set(['end', 'fi', 'done', 'esac', ';;']);
/** What stands before such a body, by the grammars' names of fields, or of nodes where they have none. */
const HEAD_FIELDS = new Set([
  'name',
  'parameters',
  'condition',
  'superclass',
  'value',
  'variable',
  'pattern',
  'result',
]);
const HEAD_NODES = new Set(['function_name', 'function_parameter_declaration']);

/**
 * Whether a cursor at `offset` is where the first statement of a body would be: the innermost body around it says nothing
 * but comments, or a Python docstring.
 */
export function isInEmptyBody(root: Node, text: string, offset: number): boolean {
  if (text.slice(0, offset).trim() === '') return false;
  const around = enclosing(root, offset - 1, (node) => node.startIndex < offset && offset < node.endIndex);
  if (around?.firstChild?.isNamed === false)
    return around.namedChildren.every((child) => isComment(child) || child.type === 'block_parameters');
  const linePrefix = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  if (linePrefix.trim() !== '') return false;
  return (
    isBelowColon(root, text, offset, linePrefix.length) ||
    isBelowDocstring(root, text, offset, linePrefix.length) ||
    isBeforeEnd(root, text, offset)
  );
}

/** A body of indentation without a statement is an empty node behind the colon; comments are outside of it. */
function isBelowColon(root: Node, text: string, offset: number, column: number): boolean {
  const colon = tokenBefore(root, text, offset);
  if (colon?.type !== ':') return false;
  // `nextSibling` passes over what has no characters.
  const siblings = colon.parent?.children ?? [];
  const body = siblings[siblings.findIndex(({ id }) => id === colon.id) + 1];
  if (body?.type !== 'block' || body.namedChildCount > 0) return false;
  const lineStart = text.lastIndexOf('\n', colon.startIndex) + 1;
  return column > text.slice(lineStart).search(/\S/);
}

/** A body of indentation ends with its last statement: the cursor's line belongs to it where it is as deep. */
function isBelowDocstring(root: Node, text: string, offset: number, column: number): boolean {
  const said = text.slice(0, offset).trimEnd().length;
  const above = enclosing(root, said - 1, (node) => node.startPosition.column === column);
  return above?.type === 'block' && above.namedChildren.every((child) => isComment(child) || isDocstring(child));
}

/** Between the head and the last word of what has no body while there is no statement in it. */
function isBeforeEnd(root: Node, text: string, offset: number): boolean {
  const end = tokenAfter(root, text, offset);
  const whole = end?.parent;
  if (!end || !whole || end.isNamed) return false;
  if (!END_WORDS.has(end.type) && !(end.type === '}' && whole.type === 'function_statement')) return false;
  return whole.namedChildren.every(
    (child, index) =>
      isComment(child) ||
      (child.endIndex < offset &&
        (HEAD_NODES.has(child.type) || HEAD_FIELDS.has(whole.fieldNameForNamedChild(index) ?? ''))),
  );
}

/** The innermost body around the character at `index` that `fits`. */
function enclosing(root: Node, index: number, fits: (node: Node) => boolean): Node | undefined {
  let node = root.descendantForIndex(index, index + 1);
  while (node !== null && !(node.isNamed && BODY.test(node.type) && fits(node))) node = node.parent;
  return node ?? undefined;
}

/** The last token before `offset` that is no comment's. */
function tokenBefore(root: Node, text: string, offset: number): Node | undefined {
  for (let end = offset; ;) {
    end = text.slice(0, end).trimEnd().length;
    const node = end === 0 ? null : root.descendantForIndex(end - 1, end);
    if (node === null || !isComment(node)) return node ?? undefined;
    end = node.startIndex;
  }
}

/** The first token from `offset` on that is no comment's. */
function tokenAfter(root: Node, text: string, offset: number): Node | undefined {
  for (let start = offset; ;) {
    const blanks = text.slice(start).search(/\S/);
    const node = blanks < 0 ? null : root.descendantForIndex(start + blanks, start + blanks + 1);
    if (node === null || !isComment(node)) return node ?? undefined;
    start = node.endIndex;
  }
}

function isComment(node: Node): boolean {
  return node.type.includes('comment');
}

function isDocstring(node: Node): boolean {
  const [only, ...others] = node.namedChildren;
  return node.type === 'expression_statement' && only?.type === 'string' && others.length === 0;
}
