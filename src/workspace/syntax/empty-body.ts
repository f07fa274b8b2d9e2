import type { Node } from 'web-tree-sitter';

/** Bodies of functions, classes, conditions and loops, by the grammars' names. */
const BODY = /(?:block|body|compound_statement|declaration_list|do_group)$/;

/**
 * Whether a cursor at `offset` is where the first statement of a body would be: the innermost body around it says nothing
 * but comments, or a Python docstring.
 */
export function isInEmptyBody(root: Node, text: string, offset: number): boolean {
  const before = text.slice(0, offset);
  const said = before.trimEnd().length;
  if (said === 0) return false;
  const around = enclosing(root, offset - 1, (node) => node.startIndex < offset && offset < node.endIndex);
  if (around?.firstChild?.isNamed === false) return around.namedChildren.every((child) => isComment(child));
  // A body of indentation ends with its last statement: the cursor's line belongs to it where it is as deep.
  const linePrefix = before.slice(before.lastIndexOf('\n') + 1);
  if (linePrefix.trim() !== '') return false;
  const above = enclosing(root, said - 1, (node) => node.startPosition.column === linePrefix.length);
  return above?.type === 'block' && above.namedChildren.every((child) => isComment(child) || isDocstring(child));
}

/** The innermost body around the character at `index` that `fits`. */
function enclosing(root: Node, index: number, fits: (node: Node) => boolean): Node | undefined {
  let node = root.descendantForIndex(index, index + 1);
  while (node !== null && !(node.isNamed && BODY.test(node.type) && fits(node))) node = node.parent;
  return node ?? undefined;
}

function isComment(node: Node): boolean {
  return node.type.includes('comment');
}

function isDocstring(node: Node): boolean {
  const [only, ...others] = node.namedChildren;
  return node.type === 'expression_statement' && only?.type === 'string' && others.length === 0;
}
