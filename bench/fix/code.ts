import type { Node } from 'web-tree-sitter';
import type { FixPackage } from './packages.ts';

export type LanguageId = FixPackage['languageId'];

/** One replaced stretch of a text; `start` and `end` are UTF-16 indices. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const applied = (text: string, { start, end, text: put }: Edit): string =>
  text.slice(0, start) + put + text.slice(end);

/** A function's whole source, by index. */
export interface FunctionRange {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  'function_declaration',
  'generator_function_declaration',
  'method_declaration',
  'method_definition',
  'function_definition',
  'arrow_function',
  'function_expression',
]);

const STATEMENT_LISTS: ReadonlySet<string> = new Set([
  'statement_block',
  'statement_list',
  'block',
  'expression_case',
  'default_case',
  'type_case',
]);

export function* descendants(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* descendants(child);
}

/** The outermost functions of a file, in order. Methods count; functions inside functions belong to the outer one. */
export function functionsOf(root: Node): FunctionRange[] {
  const found: FunctionRange[] = [];
  const visit = (node: Node): void => {
    if (FUNCTIONS.has(node.type) && node.childForFieldName('body')) {
      const name = node.childForFieldName('name') ?? node.parent?.childForFieldName('name');
      found.push({ name: name?.text ?? 'anonymous', start: node.startIndex, end: node.endIndex });
      return;
    }
    for (const child of node.children) visit(child);
  };
  visit(root);
  return found;
}

/** What ends the program when it gets there. */
const RAISE: Record<LanguageId, string> = {
  typescript: "throw new Error('reached');",
  python: "raise RuntimeError('reached')",
  go: 'panic("reached")',
};

/**
 * The text with a statement put before the innermost one at `offset` that ends the program: where the tests pass with it,
 * they never get there. Undefined where no statement of a function is there.
 */
export function reachProbe(root: Node, text: string, offset: number, languageId: LanguageId): string | undefined {
  // A whole line begins with its indentation, which belongs to what is around it.
  const at = offset + text.slice(offset).search(/\S|$/);
  let node = root.descendantForIndex(at);
  while (node && !(node.isNamed && node.parent && STATEMENT_LISTS.has(node.parent.type) && isInFunction(node))) {
    node = node.parent;
  }
  node ??= firstStatement(root.descendantForIndex(at));
  if (!node || node.type === 'comment') return undefined;
  const lineStart = text.lastIndexOf('\n', node.startIndex - 1) + 1;
  const indentation = text.slice(lineStart, node.startIndex);
  const between = indentation.trim() === '' ? `\n${indentation}` : '; ';
  return applied(text, { start: node.startIndex, end: node.startIndex, text: RAISE[languageId] + between });
}

/** Of the function whose head the node is in. */
function firstStatement(node: Node | null): Node | null {
  for (let around = node; around; around = around.parent) {
    if (!FUNCTIONS.has(around.type)) continue;
    const body = around.childForFieldName('body');
    const list = body?.namedChildren.find((child) => STATEMENT_LISTS.has(child.type)) ?? body;
    return list && STATEMENT_LISTS.has(list.type)
      ? (list.namedChildren.find((child) => child.type !== 'comment') ?? null)
      : null;
  }
  return null;
}

function isInFunction(node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) if (FUNCTIONS.has(at.type)) return true;
  return false;
}
