import type { Node } from 'web-tree-sitter';

/** A statement or declaration, and those that stand in its body. Offsets are UTF-16 indices into the text. */
export interface Outline {
  /** As the grammar calls it, what is around it (`export`, decorators, `await`) left out. */
  readonly type: string;
  /** With what is around it. */
  readonly start: number;
  readonly end: number;
  /** What it declares, or the function that it calls: `describe`, `test.each`. */
  readonly name?: string;
  /** The first argument of a call: the text of a string, else the code. */
  readonly label?: string;
  /** The block of a function, class or module; of a call, that of the function handed in last. Brackets included. */
  readonly body?: { readonly start: number; readonly end: number; readonly statements: readonly Outline[] };
}

const AROUND = new Set(['export_statement', 'decorated_definition', 'expression_statement', 'await_expression']);
const CALL = /^(?:call_expression|call)$/;

/** The statements of a text at its top, with those inside of their bodies. Comments are left out. */
export function outline(root: Node): Outline[] {
  return root.namedChildren.filter((node) => !node.type.includes('comment')).map(outlineOf);
}

function outlineOf(outer: Node): Outline {
  const node = inner(outer);
  const call = CALL.test(node.type) ? callOf(node) : undefined;
  const name = call?.name ?? declaredName(node);
  const block = call === undefined ? node.childForFieldName('body') : call.body;
  return {
    type: node.type,
    start: outer.startIndex,
    end: outer.endIndex,
    ...(name !== undefined && { name }),
    ...(call?.label !== undefined && { label: call.label }),
    ...(block && { body: { start: block.startIndex, end: block.endIndex, statements: outline(block) } }),
  };
}

function inner(node: Node): Node {
  if (!AROUND.has(node.type)) return node;
  const held = node.childForFieldName('declaration') ?? node.childForFieldName('definition') ?? node.namedChildren[0];
  return held == null || held.type.includes('comment') ? node : inner(held);
}

/** Of `const x = …` the first name. */
function declaredName(node: Node): string | undefined {
  const named = node.childForFieldName('name');
  if (named !== null) return named.text;
  const declarator = node.namedChildren.find((child) => /declarator$|^(?:type|const|var)_spec$/.test(child.type));
  return declarator?.childForFieldName('name')?.text;
}

/** `test.each(rows)('name', () => {…})` calls `test.each`. */
function callOf(node: Node): { name: string | undefined; label: string | undefined; body: Node | null } {
  let callee = node.childForFieldName('function');
  while (callee !== null && CALL.test(callee.type)) callee = callee.childForFieldName('function');
  const values =
    node.childForFieldName('arguments')?.namedChildren.filter((child) => !child.type.includes('comment')) ?? [];
  const [first] = values;
  const label = first && /string/.test(first.type) ? first.text.replace(/^["'`]|["'`]$/g, '') : first?.text;
  const bodies = values.map((value) => value.childForFieldName('body')).filter((body) => body !== null);
  return { name: callee?.text, label, body: bodies.at(-1) ?? null };
}
