import type { Node } from 'web-tree-sitter';
import { isField, onOneLine, parts, spanOf, unwrapped, withText } from './nodes.ts';
import { ARITHMETIC, EQUALITY, LOGICAL, MEMBERSHIP, RELATIONAL, nextNumber } from './operators.ts';
import type { Plan, Wrap } from './plan.ts';
import type { MutationOperator, Span } from './types.ts';

/** Types, names, patterns, and what runs when a function is defined. Assertions are not branches of the code. */
const UNTOUCHED =
  /^(?:decorator|parameters|lambda_parameters|type|type_alias_statement|type_parameter|assert_statement|case_pattern|import_\w+|future_import_statement|format_specifier|\w*comment)$/;
const CONSTANT =
  /^(?:integer|float|string|concatenated_string|true|false|none|list|tuple|dictionary|set|lambda|ellipsis|list_comprehension)$/;
const TEXT = /^(?:string|concatenated_string)$/;

/** Plans branches and mutants of Python, inside of functions within `range`: what runs at import would not find the helpers. */
export function planPython(root: Node, range: Span, plan: Plan): void {
  const isWithin = (node: Node): boolean => node.startIndex >= range.start && node.endIndex <= range.end;
  const visit = (node: Node, active: boolean): void => {
    if (node.endIndex <= range.start || node.startIndex >= range.end || isUntouched(node)) return;
    if (active && isWithin(node)) touch(node, plan);
    const body = /^(?:function_definition|lambda)$/.test(node.type) ? node.childForFieldName('body') : null;
    if (node.type === 'lambda' && body && isWithin(body)) returned(body, plan);
    for (const child of node.namedChildren) visit(child, active || child.id === body?.id);
  };
  visit(root, false);
}

function isUntouched(node: Node): boolean {
  if (UNTOUCHED.test(node.type)) return true;
  // `f"{x=}"` shows the text of the expression.
  if (node.type === 'interpolation') return node.text.includes('\n') || node.children.some(({ type }) => type === '=');
  if (node.type === 'argument_list') return node.parent?.type === 'class_definition';
  return /^(?:string|integer|float|concatenated_string)$/.test(node.type) && isField(node, 'key');
}

function touch(node: Node, plan: Plan): void {
  switch (node.type) {
    case 'if_statement':
    case 'elif_clause':
      condition(node.childForFieldName('condition'), plan);
      break;
    case 'while_statement': {
      const field = node.childForFieldName('condition');
      if (field && !condition(field, plan)) plan.wrap(spanOf(field), '_lf_loop((', '))');
      break;
    }
    case 'if_clause':
      condition(parts(node)[0], plan);
      break;
    case 'conditional_expression':
      condition(parts(node)[1], plan);
      break;
    case 'for_statement':
      forLoop(node, plan);
      break;
    case 'case_clause':
      atStartOf(node.childForFieldName('consequence'), node, 'case', plan);
      break;
    case 'except_clause':
    case 'except_group_clause':
      atStartOf(
        parts(node).find(({ type }) => type === 'block'),
        node,
        'catch',
        plan,
      );
      break;
    case 'boolean_operator':
      logical(node, plan);
      break;
    case 'comparison_operator':
      comparison(node, plan);
      break;
    case 'not_operator':
      negated(node, `not ${node.text}`, plan);
      break;
    case 'binary_operator':
      arithmetic(node, plan);
      break;
    case 'augmented_assignment':
      augmented(node, plan);
      break;
    case 'unary_operator': {
      const argument = node.childForFieldName('argument');
      if (argument && isNegative(node)) literal(node, argument.text, 'number', plan);
      break;
    }
    case 'integer':
    case 'float':
      if (!isNegative(node.parent)) literal(node, nextNumber(node.text), 'number', plan);
      break;
    case 'string':
    case 'concatenated_string':
      text(node, plan);
      break;
    case 'true':
    case 'false':
      literal(node, node.type === 'true' ? 'False' : 'True', 'boolean', plan);
      break;
    case 'return_statement': {
      const value = parts(node)[0];
      if (value) returned(value, plan);
      break;
    }
    case 'expression_statement':
      removed(node, plan);
      break;
    default:
  }
}

/** Records a condition and mutates it; false where its truth cannot change. */
function condition(node: Node | null | undefined, plan: Plan): boolean {
  if (!node || CONSTANT.test(unwrapped(node).type)) return false;
  recorded(node, plan);
  // Those are negated by their own operators.
  const core = unwrapped(node);
  const isNegatable = core.type === 'comparison_operator' && parts(core).length === 2;
  if (!isNegatable && core.type !== 'not_operator') negated(node, `not (${node.text})`, plan);
  return true;
}

function recorded(node: Node, plan: Plan): void {
  const id = plan.branch(spanOf(node), 'true', 'false');
  plan.wrap(spanOf(node), `_lf_branch(${id}, (`, '))');
}

function negated(node: Node, replacement: string, plan: Plan): void {
  plan.mutant({ ...spanOf(node), replacement, operator: 'condition' }, spanOf(node), (id) => [
    `_lf_not(${id}, (`,
    '))',
  ]);
}

/** What is looped over is wrapped, since the body's first line may be one that nothing can stand before. */
function forLoop(node: Node, plan: Plan): void {
  const body = node.childForFieldName('body');
  const values = node.childForFieldName('right');
  if (!body || !values) return;
  if (node.children[0]?.type === 'async') atStartOf(body, body, 'entered', plan);
  else if (mayLeave(body)) {
    const id = plan.branch(spanOf(body), 'entered', 'ended');
    plan.wrap(spanOf(values), `_lf_entered(${id}, (`, `), ${id + 1})`);
  } else plan.wrap(spanOf(values), `_lf_entered(${plan.branch(spanOf(body), 'entered')}, (`, '))');
}

/** Whether the body of a loop may leave it early: only then it says something that all has been gone through. */
function mayLeave(node: Node, isInner = false): boolean {
  if (node.type === 'break_statement') return !isInner;
  if (/^(?:return|raise)_statement$/.test(node.type)) return true;
  if (/^(?:function_definition|class_definition|lambda)$/.test(node.type)) return false;
  const body = /^(?:for|while)_statement$/.test(node.type) ? node.childForFieldName('body') : null;
  return parts(node).some((child) => mayLeave(child, isInner || child.id === body?.id));
}

/** Notes that a block is reached: in a statement before its first one or, where that has a block itself, in what is evaluated first. */
function atStartOf(block: Node | null | undefined, branch: Node, what: 'case' | 'catch' | 'entered', plan: Plan): void {
  const first = block && firstEvaluated(block);
  if (!first) return;
  const id = plan.branch(spanOf(branch), what);
  if (first.isStatement) plan.insert(first.node.startIndex, `_lf_hit(${id}); `);
  else plan.wrap(spanOf(first.node), `_lf_then(${id}, (`, '))');
}

function firstEvaluated(block: Node): { node: Node; isStatement: boolean } | undefined {
  const [first] = parts(block);
  if (first === undefined) return undefined;
  if (first.type === 'try_statement') {
    const body = first.childForFieldName('body');
    return body ? firstEvaluated(body) : undefined;
  }
  if (/^(?:function_definition|class_definition|decorated_definition|with_statement)$/.test(first.type))
    return undefined;
  const FIELD: Record<string, string> = {
    if_statement: 'condition',
    while_statement: 'condition',
    for_statement: 'right',
    match_statement: 'subject',
  };
  const field = FIELD[first.type];
  if (field === undefined) return { node: first, isStatement: true };
  const node = first.childForFieldName(field);
  return node ? { node, isStatement: false } : undefined;
}

function logical(node: Node, plan: Plan): void {
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  const operator = node.childForFieldName('operator');
  if (!left || !right || !operator) return;
  joined(node, [left, operator, right], LOGICAL[operator.type], 'logical', plan);
  for (const operand of [left, right]) if (hasTruth(operand)) recorded(operand, plan);
}

/** Whether an operand's truth says something that its own operands do not say. */
function hasTruth(operand: Node): boolean {
  const core = unwrapped(operand);
  return core.type !== 'boolean_operator' && !CONSTANT.test(core.type);
}

/** Two operands with another operator between them. */
function joined(
  node: Node,
  [left, operator, right]: readonly [Node, Node, Node],
  replacement: string | undefined,
  kind: MutationOperator,
  plan: Plan,
): void {
  const [first, second] = [onOneLine(left), onOneLine(right)];
  if (replacement === undefined || first === undefined || second === undefined) return;
  const change = { ...spanOf(operator), replacement, operator: kind };
  plan.mutant(change, spanOf(node), either(`((${first}) ${replacement} (${second}))`));
}

/** `a < b <= c` is one expression: its operators are changed in the whole of it. */
function comparison(node: Node, plan: Plan): void {
  const operators = node.children.filter((_, index) => node.fieldNameForChild(index) === 'operators');
  for (const operator of operators) {
    const type = operator.text.replace(/\s+/g, ' ');
    const isOrder = type in RELATIONAL;
    for (const replacement of isOrder ? (RELATIONAL[type] ?? []) : [EQUALITY[type] ?? MEMBERSHIP[type] ?? []].flat()) {
      const mutated = withText(node, operator.startIndex, operator.endIndex, replacement);
      if (mutated === undefined) continue;
      const change = { ...spanOf(operator), replacement, operator: isOrder ? 'relational' : 'equality' } as const;
      plan.mutant(change, spanOf(node), either(`(${mutated})`));
    }
  }
}

function arithmetic(node: Node, plan: Plan): void {
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  const operator = node.childForFieldName('operator');
  if (!left || !right || !operator || [left, right].some(isTextual)) return;
  joined(node, [left, operator, right], ARITHMETIC[operator.type], 'arithmetic', plan);
}

function isTextual(operand: Node): boolean {
  const core = unwrapped(operand);
  if (TEXT.test(core.type) || core.type === 'list') return true;
  return core.type === 'binary_operator' && parts(core).some(isTextual);
}

/** `x += y` is no expression; with `-(y)` it is what `x -= y` would be. */
function augmented(node: Node, plan: Plan): void {
  const operator = node.childForFieldName('operator');
  const value = node.childForFieldName('right');
  const inverse: Record<string, [string, string]> = {
    '+=': ['-=', '-'],
    '-=': ['+=', '-'],
    '*=': ['/=', '1 / '],
    '/=': ['*=', '1 / '],
  };
  const [replacement, before] = inverse[operator?.type ?? ''] ?? [];
  const code = value && onOneLine(value);
  if (!operator || !value || replacement === undefined || before === undefined || code == null || isTextual(value))
    return;
  const change = { ...spanOf(operator), replacement, operator: 'arithmetic' } as const;
  plan.mutant(change, spanOf(value), either(`(${before}(${code}))`));
}

/** `-1` is one literal to people. */
function isNegative(node: Node | null): boolean {
  if (node?.type !== 'unary_operator' || node.childForFieldName('operator')?.type !== '-') return false;
  return /^(?:integer|float)$/.test(node.childForFieldName('argument')?.type ?? '');
}

/** A string that is a value: no docstring, no part of another string. */
function text(node: Node, plan: Plan): void {
  if (/^(?:expression_statement|concatenated_string|block)$/.test(node.parent?.type ?? '')) return;
  for (let outer = node.parent; outer; outer = outer.parent) if (outer.type === 'interpolation') return;
  const first = node.type === 'string' ? node : parts(node)[0];
  const start = first?.firstChild?.text ?? '';
  const prefix = /^[a-z]*b/i.test(start) ? 'b' : '';
  const isEmpty = node.type === 'string' && node.namedChildren.every(({ type }) => !/content|interpolation/.test(type));
  literal(node, prefix + (isEmpty ? "'x'" : "''"), 'string', plan);
}

function literal(node: Node, replacement: string | undefined, operator: MutationOperator, plan: Plan): void {
  if (replacement === undefined) return;
  plan.mutant({ ...spanOf(node), replacement, operator }, spanOf(node), either(replacement));
}

function returned(value: Node, plan: Plan): void {
  if (value.type === 'none') return;
  plan.mutant({ ...spanOf(value), replacement: 'None', operator: 'return' }, spanOf(value), either('None'));
}

/** A call becomes an expression that need not be evaluated; an assignment is none, and gets a condition before it. */
function removed(node: Node, plan: Plan): void {
  const [expression] = parts(node);
  if (!expression || !isRemovable(expression)) return;
  const change = { ...spanOf(node), replacement: '', operator: 'removal' } as const;
  if (/^(?:call|await)$/.test(expression.type)) plan.mutant(change, spanOf(expression), either('None'));
  else if (isAloneOnItsLines(node) && !isMarked(node))
    plan.mutant(change, spanOf(node), (id) => [`if not _lf_mutant(${id}): `, '']);
}

/** Whether the statement that notes that a block is reached stands before this one. */
function isMarked(node: Node): boolean {
  const { parent } = node;
  if (parent?.type !== 'block' || parts(parent)[0]?.id !== node.id || !parent.parent) return false;
  const owner = parent.parent;
  if (owner.type === 'try_statement') return isMarked(owner);
  return /^(?:case_clause|except_clause|except_group_clause)$/.test(owner.type) || owner.firstChild?.type === 'async';
}

function isRemovable(expression: Node): boolean {
  if (/^(?:call|await|augmented_assignment)$/.test(expression.type)) return true;
  if (expression.type !== 'assignment' || expression.childForFieldName('type')) return false;
  const target = expression.childForFieldName('left');
  if (target?.type !== 'identifier') return /^(?:attribute|subscript)$/.test(target?.type ?? '');
  return isNamedBefore(target);
}

/** The first assignment of a name is its declaration. */
function isNamedBefore(name: Node): boolean {
  let scope: Node | null = name;
  while (scope && scope.type !== 'function_definition') scope = scope.parent;
  const above = scope?.text.slice(0, name.startIndex - scope.startIndex) ?? '';
  return new RegExp(`(?<![.\\w])${name.text}(?!\\w)`).test(above);
}

/** A condition before a statement takes in all that follows on the line. */
function isAloneOnItsLines(node: Node): boolean {
  const { parent } = node;
  if (parent === null || parent.startPosition.row === parent.parent?.startPosition.row) return false;
  const others = parent.children.filter(({ id, type }) => id !== node.id && !type.includes('comment'));
  return others.every(
    ({ startPosition, endPosition }) =>
      endPosition.row < node.startPosition.row || startPosition.row > node.endPosition.row,
  );
}

/** The mutated code where its mutant is chosen, else the code that is there. */
function either(mutated: string): Wrap {
  return (id) => [`(${mutated} if _lf_mutant(${id}) else (`, '))'];
}
