import type { Node } from 'web-tree-sitter';
import { JAVA_STATE, javaHelpers } from './java-helpers.ts';
import { isJavaNumber, javaNumbers, zeroOfJava, type JavaNumbers } from './java-names.ts';
import {
  holds,
  isComparison,
  isField,
  onOneLine,
  operatorOf,
  parts,
  spanOf,
  unwrapped,
  visitBodies,
  withText,
} from './nodes.ts';
import { ARITHMETIC, EQUALITY, LOGICAL, RELATIONAL, nextNumber } from './operators.ts';
import type { Change, Plan } from './plan.ts';
import type { Branch, MutationOperator, Span } from './types.ts';

/** What the compiler computes, types and patterns, and what is no code. */
const UNTOUCHED =
  /^(?:formal_parameters|type_arguments|type_parameters|\w+_type|modifiers|marker_annotation|annotation|\w*comment|switch_label|explicit_constructor_invocation|class_body|assert_statement)$/;
const FUNCTION = /^(?:method_declaration|constructor_declaration|compact_constructor_declaration|lambda_expression)$/;
/** A `switch` directly in these is a statement. */
const STATEMENTS = /^(?:block|constructor_body|switch_block_statement_group|labeled_statement|expression_statement)$/;
const ASSIGNMENT = /^(?:assignment_expression|update_expression|method_invocation)$/;
/** The largest literal that is changed: larger ones may not fit their types. */
const MOST_LITERAL = 126;

/**
 * Plans branches and mutants of Java inside of methods within `range`. `?:` lets a changed expression stand beside the old one; its type must be
 * the same, so that `+` is changed only where its operands are surely numbers.
 */
export function planJava(root: Node, range: Span, plan: Plan): void {
  const planner = new JavaPlanner(plan, javaNumbers(root, range.start));
  visitBodies(root, range, {
    bodyOf: (node) => (FUNCTION.test(node.type) ? node.childForFieldName('body') : null),
    isUntouched: ({ type }, isInBody) => isInBody && UNTOUCHED.test(type),
    touch: (node) => planner.touch(node),
    enter: (body) => {
      if (body.type === 'block' || body.type === 'constructor_body') planner.enter(body);
    },
  });
  plan.append(javaHelpers);
}

class JavaPlanner {
  readonly #plan: Plan;
  readonly #numbers: JavaNumbers;
  /** Two changes may give the same code: `return 1` with 0, and the zero value. */
  readonly #seen = new Set<string>();

  constructor(plan: Plan, numbers: JavaNumbers) {
    this.#plan = plan;
    this.#numbers = numbers;
  }

  /** Recursion counts as steps. A constructor begins with a call of another one, where it has any. */
  public enter(body: Node): void {
    const [first] = parts(body);
    const at = first?.type === 'explicit_constructor_invocation' ? first.endIndex : body.startIndex + 1;
    this.#plan.insert(at, `${JAVA_STATE}.step();`);
  }

  public touch(node: Node): void {
    switch (node.type) {
      case 'if_statement':
        this.#choice(node);
        break;
      case 'while_statement':
      case 'do_statement':
      case 'for_statement':
        this.#loop(node);
        break;
      case 'enhanced_for_statement':
      case 'catch_clause':
        this.#entered(node.childForFieldName('body'), node.type === 'catch_clause' ? 'catch' : 'entered');
        break;
      case 'ternary_expression':
        this.#condition(node.childForFieldName('condition'));
        break;
      case 'switch_block_statement_group':
        this.#group(node);
        break;
      case 'switch_rule':
        this.#rule(node);
        break;
      case 'binary_expression':
        this.#binary(node);
        break;
      case 'decimal_integer_literal':
      case 'decimal_floating_point_literal':
        this.#number(node);
        break;
      case 'string_literal':
        if (!node.text.startsWith('"""')) this.#literal(node, node.text.length > 2 ? '""' : '"x"', 'string');
        break;
      case 'true':
      case 'false':
        this.#literal(node, node.type === 'true' ? 'false' : 'true', 'boolean');
        break;
      case 'return_statement':
        this.#returned(node);
        break;
      case 'expression_statement':
        this.#statement(node);
        break;
      default:
    }
  }

  #choice(node: Node): void {
    const condition = node.childForFieldName('condition');
    const then = node.childForFieldName('consequence');
    if (!condition || !then || this.#condition(condition) || isConstant(condition)) return;
    // What a pattern gives a name to is known only behind the condition itself.
    this.#entered(then, 'true');
    this.#entered(node.childForFieldName('alternative'), 'false');
  }

  #loop(node: Node): void {
    const body = node.childForFieldName('body');
    const condition = node.childForFieldName('condition');
    if (!body) return;
    if (condition && this.#condition(condition)) return;
    this.#plan.wrap(spanOf(body), `{ ${JAVA_STATE}.step(); `, ' }');
  }

  #entered(body: Node | null, what: Branch['what']): void {
    if (body) this.#plan.wrap(spanOf(body), `{ ${JAVA_STATE}.hit(${this.#plan.branch(spanOf(body), what)}); `, ' }');
  }

  #group(node: Node): void {
    const [first] = parts(node).filter(({ type }) => type !== 'switch_label');
    // Several labels have what follows the last one.
    if (!first) return;
    const colon = node.children.filter(({ type }) => type === ':').at(-1);
    if (colon) this.#plan.insert(colon.endIndex, `${JAVA_STATE}.hit(${this.#plan.branch(spanOf(node), 'case')});`);
  }

  #rule(node: Node): void {
    const [value] = parts(node).filter(({ type }) => type !== 'switch_label');
    const choice = node.parent?.parent;
    if (!value || !choice) return;
    const hit = `${JAVA_STATE}.hit(${this.#plan.branch(spanOf(value), 'case')});`;
    if (value.type === 'block') this.#plan.insert(value.startIndex + 1, hit);
    else if (value.type === 'throw_statement' || isStatement(choice)) this.#plan.wrap(spanOf(value), `{ ${hit} `, ' }');
    else this.#plan.wrap(spanOf(value), `{ ${hit} yield `, ' }');
  }

  /** Records a condition and mutates it; false where there is none whose truth can change, or that can stand elsewhere. */
  #condition(whole: Node | null): boolean {
    if (whole === null) return false;
    const [node = whole] = whole.type === 'parenthesized_expression' ? parts(whole) : [whole];
    if (isConstant(node) || hasPattern(node)) return false;
    this.#recorded(node);
    const core = unwrapped(node);
    // Those are negated by their own operators.
    if (!isComparison(core)) {
      const change = { ...spanOf(node), replacement: `!(${node.text})`, operator: 'condition' } as const;
      this.#plan.mutant(change, spanOf(node), (id) => [`${JAVA_STATE}.not(${id}, `, ')']);
    }
    return true;
  }

  #recorded(node: Node): void {
    const id = this.#plan.branch(spanOf(node), 'true', 'false');
    this.#plan.wrap(spanOf(node), `${JAVA_STATE}.branch(${id}, `, ')');
  }

  #binary(node: Node): void {
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    const operator = node.childForFieldName('operator');
    if (!left || !right || !operator) return;
    const { type } = operator;
    const change = (replacement: string, kind: MutationOperator): Change => {
      return { ...spanOf(operator), replacement, operator: kind };
    };
    for (const one of RELATIONAL[type] ?? []) this.#changed(node, operator, change(one, 'relational'));
    if (EQUALITY[type] !== undefined) this.#changed(node, operator, change(EQUALITY[type], 'equality'));
    if (LOGICAL[type] !== undefined && !hasPattern(node)) {
      this.#changed(node, operator, change(LOGICAL[type], 'logical'));
      for (const operand of [left, right])
        if (LOGICAL[operatorOf(unwrapped(operand))] === undefined && !isConstant(operand)) this.#recorded(operand);
    }
    if (ARITHMETIC[type] === undefined || /^(?:0|0\.0)$/.test(right.text)) return;
    const isNumber = type !== '+' || (isJavaNumber(left, this.#numbers) && isJavaNumber(right, this.#numbers));
    if (isNumber) this.#changed(node, operator, change(ARITHMETIC[type], 'arithmetic'));
  }

  #number(node: Node): void {
    const [, digits = '', suffix = ''] = /^([\d_.]+)([lLfFdD]?)$/.exec(node.text) ?? [];
    const next = digits !== '' && Number(digits) <= MOST_LITERAL ? nextNumber(digits) : undefined;
    if (next !== undefined) this.#literal(node, next + suffix, 'number');
  }

  #literal(node: Node, replacement: string, operator: MutationOperator): void {
    // `for (;;)` and `while (true)` end nowhere, and code behind them would be reached.
    if (isField(unwrappedParent(node), 'condition')) return;
    this.#changed(node, node, { ...spanOf(node), replacement, operator });
  }

  #returned(node: Node): void {
    const [value] = parts(node);
    let owner = node.parent;
    while (owner && !FUNCTION.test(owner.type)) owner = owner.parent;
    const type = owner?.type === 'method_declaration' ? owner.childForFieldName('type') : null;
    if (!value || !type) return;
    const zero = zeroOfJava(type.text);
    if (zero === value.text || !this.#isNew(value, zero)) return;
    const change = { ...spanOf(value), replacement: zero, operator: 'return' } as const;
    this.#plan.mutant(change, spanOf(node), (id) => [`{ if (${JAVA_STATE}.mutant(${id})) return ${zero}; `, ' }']);
  }

  #statement(node: Node): void {
    const [inner] = parts(node);
    if (!inner || !ASSIGNMENT.test(inner.type) || node.parent?.type === 'switch_rule') return;
    if (isRemovable(inner)) {
      const change = { ...spanOf(node), replacement: '', operator: 'removal' } as const;
      this.#plan.mutant(change, spanOf(node), (id) => [`{ if (!${JAVA_STATE}.mutant(${id})) { `, ' } }']);
    }
    const operator = inner.children.find(({ isNamed, type }) => !isNamed && /^(?:\+\+|--|[-+*/%]=)$/.test(type));
    if (!operator) return;
    const left = inner.childForFieldName('left');
    const replacement =
      operator.type === '++'
        ? '--'
        : operator.type === '--'
          ? '++'
          : `${ARITHMETIC[operator.type.slice(0, -1)] ?? ''}=`;
    if (operator.type === '+=' && (!left || !isJavaNumber(left, this.#numbers))) return;
    const mutated = withText(node, operator.startIndex, operator.endIndex, replacement);
    if (mutated === undefined) return;
    const change = { ...spanOf(operator), replacement, operator: 'arithmetic' } as const;
    this.#plan.mutant(change, spanOf(node), (id) => [
      `{ if (${JAVA_STATE}.mutant(${id})) { ${mutated} } else { `,
      ' } }',
    ]);
  }

  /** The changed expression beside the old one. */
  #changed(node: Node, changed: Node, change: Change): void {
    const mutated = withText(node, changed.startIndex, changed.endIndex, change.replacement);
    if (mutated === undefined || onOneLine(node) === undefined || hasPattern(node)) return;
    if (!this.#isNew(node, mutated)) return;
    this.#plan.mutant(change, spanOf(node), (id) => [`(${JAVA_STATE}.mutant(${id}) ? ${mutated} : `, ')']);
  }

  #isNew(node: Node, mutated: string): boolean {
    // What is returned is the same node as its expression.
    const key = `${node.startIndex} ${node.endIndex} ${mutated}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }
}

function unwrappedParent(node: Node): Node {
  return node.parent?.type === 'parenthesized_expression' ? unwrappedParent(node.parent) : node;
}

function isStatement(choice: Node): boolean {
  return choice.parent !== null && STATEMENTS.test(choice.parent.type);
}

function isConstant(node: Node): boolean {
  return /^(?:true|false)$/.test(unwrapped(node).type);
}

/** `o instanceof String text`: the name is known where the condition holds, and nowhere in the argument of a call. */
function hasPattern(node: Node): boolean {
  return holds(
    node,
    (inside) =>
      inside.type === 'instanceof_expression' &&
      (inside.childForFieldName('name') !== null || inside.childForFieldName('pattern') !== null),
  );
}

function isRemovable(inner: Node): boolean {
  if (inner.type === 'update_expression') return true;
  if (inner.type === 'method_invocation') return !/\bSystem\s*\.\s*(?:out|err|exit)\b/.test(inner.text);
  // A variable may get its first value there, and a final field its only one.
  const left = inner.childForFieldName('left');
  if (operatorOf(inner) !== '=' && operatorOf(inner) !== '') return true;
  let owner = inner.parent;
  while (owner && !FUNCTION.test(owner.type)) owner = owner.parent;
  return left?.type !== 'identifier' && owner?.type === 'method_declaration';
}
