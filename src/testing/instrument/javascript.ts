import type { Node } from 'web-tree-sitter';
import { holds, isField, onOneLine, parts, spanOf, unwrapped, visitBodies, withOperator } from './nodes.ts';
import { ARITHMETIC, EQUALITY, LOGICAL, RELATIONAL, nextNumber } from './operators.ts';
import type { Plan, Wrap } from './plan.ts';
import type { MutationOperator, Span } from './types.ts';

/** Types, names and what must be known before the code runs. */
const UNTOUCHED =
  /^(?:import_statement|export_clause|formal_parameters|decorator|type_\w+|\w+_type|predefined_type|enum_declaration|interface_declaration|ambient_declaration|array_pattern|object_pattern|implements_clause|regex|\w*comment|jsx_text)$/;
const FUNCTION =
  /^(?:function_declaration|function_expression|arrow_function|method_definition|generator_function|generator_function_declaration)$/;
/** Always true or always false. */
const CONSTANT =
  /^(?:object|array|string|template_string|number|regex|true|false|null|undefined|class|function_expression|arrow_function|jsx_\w+)$/;
const REMOVABLE =
  /^(?:call_expression|await_expression|assignment_expression|augmented_assignment_expression|update_expression)$/;

/** Plans branches and mutants of JavaScript and TypeScript, inside of functions within `range`. */
export function planJavaScript(root: Node, range: Span, plan: Plan): void {
  visitBodies(root, range, {
    bodyOf: (node) => (FUNCTION.test(node.type) ? node.childForFieldName('body') : null),
    isUntouched,
    touch: (node) => touch(node, plan),
    enter: (body) => enter(body, plan),
  });
}

function isUntouched(node: Node): boolean {
  const { type, parent } = node;
  if (type === 'type_assertion') return false;
  if (UNTOUCHED.test(type) || isConstAssertion(node)) return true;
  if (type === 'string' || type === 'number') return isField(node, 'key', 'name', 'property');
  return type === 'arguments' && /^(?:import|require)$/.test(parent?.childForFieldName('function')?.text ?? '');
}

function isConstAssertion(node: Node): boolean {
  return node.type === 'as_expression' && node.lastChild?.type === 'const';
}

/** At the start of a function: a step, and what an arrow gives back. */
function enter(body: Node, plan: Plan): void {
  if (body.type !== 'statement_block') {
    returned(body, plan);
    return;
  }
  let at = body.startIndex + 1;
  for (const statement of parts(body)) {
    if (!isDirective(statement)) break;
    at = statement.endIndex;
  }
  plan.insert(at, at === body.startIndex + 1 ? '__lfStep();' : ';__lfStep();');
}

function isDirective(statement: Node): boolean {
  return statement.type === 'expression_statement' && statement.namedChildren[0]?.type === 'string';
}

function touch(node: Node, plan: Plan): void {
  switch (node.type) {
    case 'if_statement':
      condition(node, plan);
      break;
    case 'while_statement':
    case 'do_statement':
    case 'for_statement':
      if (!condition(node, plan)) atStartOf(node.childForFieldName('body'), '__lfStep();', plan);
      break;
    case 'for_in_statement': {
      const body = node.childForFieldName('body');
      if (body) atStartOf(body, `__lfHit(${plan.branch(spanOf(body), 'entered')});`, plan);
      break;
    }
    case 'ternary_expression':
      condition(node, plan);
      break;
    case 'switch_case':
    case 'switch_default': {
      const colon = node.children.find(({ type }) => type === ':');
      if (colon) plan.insert(colon.endIndex, `__lfHit(${plan.branch(spanOf(node), 'case')});`);
      break;
    }
    case 'catch_clause':
      atStartOf(node.childForFieldName('body'), `__lfHit(${plan.branch(spanOf(node), 'catch')});`, plan);
      break;
    case 'binary_expression':
      binary(node, plan);
      break;
    case 'unary_expression':
      unary(node, plan);
      break;
    case 'update_expression':
    case 'augmented_assignment_expression':
      assigned(node, plan);
      break;
    case 'number':
      if (!isNegative(node.parent)) literal(node, nextNumber(node.text), 'number', plan);
      break;
    case 'string':
      if (isText(node)) literal(node, node.text.length > 2 ? "''" : "'x'", 'string', plan);
      break;
    case 'true':
    case 'false':
      literal(node, node.type === 'true' ? 'false' : 'true', 'boolean', plan);
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

/** Records a condition and mutates it; false where there is none whose truth can change. */
function condition(owner: Node, plan: Plan): boolean {
  const field = owner.childForFieldName('condition');
  if (field === null || /^(?:empty_statement|;)$/.test(field.type)) return false;
  const isBracketed = field.type === 'parenthesized_expression' && owner.type !== 'ternary_expression';
  const node = isBracketed ? parts(field)[0] : field;
  if (node === undefined || CONSTANT.test(unwrapped(node).type)) return false;
  recorded(node, '__lfBranch', plan);
  const core = unwrapped(node);
  const operator = core.childForFieldName('operator')?.type ?? '';
  // Those are negated by their own operators.
  if (operator in RELATIONAL || operator in EQUALITY || operator === '!') return true;
  plan.mutant({ ...spanOf(node), replacement: `!(${node.text})`, operator: 'condition' }, spanOf(node), (id) => [
    `__lfNot(${id}, (`,
    '))',
  ]);
  return true;
}

function recorded(node: Node, helper: '__lfBranch' | '__lfDefined', plan: Plan): void {
  const id = plan.branch(spanOf(node), 'true', 'false');
  plan.wrap(spanOf(node), `${helper}(${id}, (`, '))');
}

function binary(node: Node, plan: Plan): void {
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  const operator = node.childForFieldName('operator');
  if (!left || !right || !operator) return;
  const { type } = operator;
  const kinds: [MutationOperator, readonly string[]][] = [
    ['relational', RELATIONAL[type] ?? []],
    ['equality', [EQUALITY[type] ?? []].flat()],
    ['logical', [LOGICAL[type] ?? []].flat()],
    ['arithmetic', [left, right].some(isTextual) ? [] : [ARITHMETIC[type] ?? []].flat()],
  ];
  for (const [kind, replacements] of kinds)
    for (const replacement of replacements) {
      const [first, second] = [onOneLine(left), onOneLine(right)];
      if (first === undefined || second === undefined) continue;
      const change = { ...spanOf(operator), replacement, operator: kind };
      plan.mutant(change, spanOf(node), either(node, `((${first}) ${replacement} (${second}))`));
    }
  if (type === '??') recorded(left, '__lfDefined', plan);
  if (type === '&&' || type === '||')
    for (const operand of [left, right]) if (hasTruth(operand)) recorded(operand, '__lfBranch', plan);
}

/** Whether an operand's truth says something that its own operands do not say. */
function hasTruth(operand: Node): boolean {
  const core = unwrapped(operand);
  const operator = core.type === 'binary_expression' ? core.childForFieldName('operator')?.type : undefined;
  return operator !== '&&' && operator !== '||' && !CONSTANT.test(core.type);
}

function isTextual(operand: Node): boolean {
  const core = unwrapped(operand);
  if (core.type === 'string' || core.type === 'template_string') return true;
  return (
    core.type === 'binary_expression' && core.childForFieldName('operator')?.type === '+' && parts(core).some(isTextual)
  );
}

function unary(node: Node, plan: Plan): void {
  const argument = node.childForFieldName('argument');
  if (argument === null) return;
  if (node.childForFieldName('operator')?.type === '!') {
    if (node.parent?.type === 'unary_expression') return; // of `!!x`, only the outer one
    const change = { ...spanOf(node), replacement: `!${node.text}`, operator: 'condition' } as const;
    plan.mutant(change, spanOf(node), (id) => [`__lfNot(${id}, (`, '))']);
  } else if (isNegative(node)) literal(node, argument.text, 'number', plan);
}

/** `-1` is one literal to people. */
function isNegative(node: Node | null): boolean {
  if (node?.type !== 'unary_expression' || node.childForFieldName('operator')?.type !== '-') return false;
  return node.childForFieldName('argument')?.type === 'number';
}

/** `i++` and `x += 1`. */
function assigned(node: Node, plan: Plan): void {
  const operator = node.childForFieldName('operator');
  const type = operator?.type ?? '';
  const replacement = type === '++' ? '--' : type === '--' ? '++' : (ARITHMETIC[type.slice(0, -1)] ?? '') + '=';
  const value = node.childForFieldName('right');
  if (operator === null || replacement === '=' || (value && isTextual(value))) return;
  const mutated = withOperator(node, operator, replacement);
  if (mutated === undefined) return;
  plan.mutant({ ...spanOf(operator), replacement, operator: 'arithmetic' }, spanOf(node), either(node, `(${mutated})`));
}

/** A string whose content is a value: neither a directive nor an attribute of JSX nor the name of a type. */
function isText(node: Node): boolean {
  const { parent } = node;
  if (parent === null || /^(?:expression_statement|jsx_attribute|export_statement)$/.test(parent.type)) return false;
  return !(parent.type === 'binary_expression' && parts(parent).some((one) => holds(one, isTypeof)));
}

function isTypeof(node: Node): boolean {
  return node.type === 'unary_expression' && node.childForFieldName('operator')?.type === 'typeof';
}

function literal(node: Node, replacement: string | undefined, operator: MutationOperator, plan: Plan): void {
  if (replacement === undefined) return;
  plan.mutant({ ...spanOf(node), replacement, operator }, spanOf(node), either(node, replacement));
}

function returned(value: Node, plan: Plan): void {
  if (/^(?:undefined|void 0)$/.test(value.text)) return;
  const change = { ...spanOf(value), replacement: 'undefined', operator: 'return' } as const;
  plan.mutant(change, spanOf(value), either(value, 'undefined'));
}

function removed(node: Node, plan: Plan): void {
  const [expression] = parts(node);
  if (!expression || !REMOVABLE.test(expression.type) || isField(node, 'initializer', 'condition')) return;
  // `using x = …` is a declaration, whatever the grammar says.
  if (/^(?:await\s+)?using\s/.test(node.text)) return;
  // A class that extends another cannot do without it.
  if (expression.childForFieldName('function')?.type === 'super') return;
  const change = { ...spanOf(node), replacement: '', operator: 'removal' } as const;
  plan.mutant(change, spanOf(node), (id) => [`if (__lfMutant(${id})) {} else `, '']);
}

/** The mutated code where its mutant is chosen, else the code that is there. */
function either(node: Node, mutated: string): Wrap {
  // A statement that starts with a bracket would go on with the line before, where that has no semicolon.
  const open = startsStatement(node) ? '__lfValue(' : '(';
  return (id) => [`${open}__lfMutant(${id}) ? ${mutated} : (`, '))'];
}

function startsStatement(node: Node): boolean {
  let outer: Node | null = node;
  while (outer && outer.startIndex === node.startIndex && outer.type !== 'expression_statement') outer = outer.parent;
  return outer?.startIndex === node.startIndex;
}

function atStartOf(body: Node | null, code: string, plan: Plan): void {
  if (body?.type === 'statement_block') plan.insert(body.startIndex + 1, code);
  else if (body) plan.wrap(spanOf(body), `{ ${code} `, ' }');
}
