import type { Node } from 'web-tree-sitter';
import { EQUALITY, RELATIONAL } from './operators.ts';
import type { Span } from './types.ts';

export function spanOf({ startIndex, endIndex }: Node): Span {
  return { start: startIndex, end: endIndex };
}

/** The named children that are no comments. */
export function parts(node: Node): Node[] {
  return node.namedChildren.filter((child) => !child.type.includes('comment'));
}

/** The expression within brackets, however many. */
export function unwrapped(node: Node): Node {
  const inside = node.type === 'parenthesized_expression' ? parts(node)[0] : undefined;
  return inside === undefined ? node : unwrapped(inside);
}

/** Whether `node` is what its parent has in one of these fields. */
export function isField(node: Node, ...fields: readonly string[]): boolean {
  return fields.some((field) => node.parent?.childForFieldName(field)?.id === node.id);
}

/** '' where a node has none. */
export function operatorOf(node: Node): string {
  return node.childForFieldName('operator')?.type ?? '';
}

/** Whether it compares two values, in the languages that call such a node so. */
export function isComparison(node: Node): boolean {
  const operator = operatorOf(node);
  return node.type === 'binary_expression' && (operator in RELATIONAL || operator in EQUALITY);
}

/** What is done on the way through the bodies of functions. */
export interface BodyVisitor {
  /** The body of a node that is a function. */
  readonly bodyOf: (node: Node) => Node | null;
  /** Nothing in it is looked at. */
  readonly isUntouched: (node: Node, isInBody: boolean) => boolean;
  /** A node that lies in a body and in the range. */
  readonly touch: (node: Node) => void;
  /** A body that lies in the range. */
  readonly enter?: (body: Node) => void;
}

/** Goes through what overlaps a range, the outer before the inner. */
export function visitBodies(
  root: Node,
  range: Span,
  { bodyOf, isUntouched, touch, enter = () => undefined }: BodyVisitor,
): void {
  const visit = (node: Node, isInBody: boolean): void => {
    if (node.endIndex <= range.start || node.startIndex >= range.end || isUntouched(node, isInBody)) return;
    if (isInBody && node.startIndex >= range.start && node.endIndex <= range.end) touch(node);
    const body = bodyOf(node);
    if (body && body.startIndex >= range.start - 1 && body.endIndex <= range.end) enter(body);
    for (const child of node.namedChildren) visit(child, isInBody || child.id === body?.id);
  };
  visit(root, false);
}

/** Blocks, whose lines mean something, and that would have to be instrumented again. */
const BLOCK = /^(?:block|statement_block|class_body|func_literal)$/;
const LITERAL = /string|comment|jsx|rune/;

/** The code of a node on one line, as a mutant repeats it. Undefined where it holds blocks, or text whose line ends count. */
export function onOneLine(node: Node): string | undefined {
  if (holds(node, (inside) => BLOCK.test(inside.type) || inside.type.includes('comment'))) return undefined;
  const { text } = node;
  if (!text.includes('\n')) return text;
  if (holds(node, (inside) => LITERAL.test(inside.type) && inside.text.includes('\n'))) return undefined;
  return joined(text);
}

export function holds(node: Node, wanted: (inside: Node) => boolean): boolean {
  return wanted(node) || node.namedChildren.some((child) => holds(child, wanted));
}

/** The same with the token at `operator` replaced. */
export function withOperator(node: Node, operator: Node, replacement: string): string | undefined {
  return withText(node, operator.startIndex, operator.endIndex, replacement);
}

/** The same with the text from `start` to `end` replaced. */
export function withText(node: Node, start: number, end: number, replacement: string): string | undefined {
  if (onOneLine(node) === undefined) return undefined;
  const { text, startIndex } = node;
  const changed = text.slice(0, start - startIndex) + replacement + text.slice(end - startIndex);
  return joined(changed);
}

/** Without line ends, and without the backslash that continues a line. */
function joined(text: string): string {
  return text.replace(/\s*\\?\r?\n\s*/g, ' ');
}
