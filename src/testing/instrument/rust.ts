import type { Node } from 'web-tree-sitter';
import { holds, isComparison, isField, onOneLine, operatorOf, parts, spanOf, unwrapped, withText } from './nodes.ts';
import { ARITHMETIC, EQUALITY, LOGICAL, RELATIONAL, nextNumber } from './operators.ts';
import type { Change, Plan } from './plan.ts';
import { RUST_STATE, rustHelpers } from './rust-helpers.ts';
import { isRustNumber, rustNumbers, zeroOfRust, type RustNumbers } from './rust-names.ts';
import type { Branch, MutationOperator, Span } from './types.ts';

/** What the compiler computes, types and patterns, and what is no code. */
const UNTOUCHED =
  /^(?:parameters|type_arguments|type_parameters|where_clause|\w+_type|const_item|static_item|const_block|use_declaration|attribute_item|inner_attribute_item|\w*comment|token_tree|match_pattern|\w+_pattern|closure_parameters|struct_item|enum_item|impl_item|trait_item|macro_definition|label|lifetime)$/;
const FUNCTION = /^(?:function_item|closure_expression)$/;
/** The largest literal that is changed: larger ones may not fit their types. */
const MOST_LITERAL = 126;
/** They end the function, so that its type is right only with them, or nobody sees what they do. */
const NOT_REMOVED = /^(?:panic|unreachable|todo|unimplemented|e?print(?:ln)?|dbg|debug|info|warn|error|trace|log)$/;

/**
 * Plans branches and mutants of Rust inside of functions within `range`. `if` is an expression there, so that a changed expression can
 * stand beside the old one; its type must be the same, so that arithmetic is changed only where its operands are surely numbers.
 */
export function planRust(root: Node, range: Span, plan: Plan): void {
  const state = `${'super::'.repeat(modulesAround(root, range.start))}${RUST_STATE}::`;
  const planner = new RustPlanner(plan, rustNumbers(root, range.start), state);
  const isWithin = (node: Node): boolean => node.startIndex >= range.start && node.endIndex <= range.end;
  const visit = (node: Node, active: boolean): void => {
    if (node.endIndex <= range.start || node.startIndex >= range.end) return;
    if (UNTOUCHED.test(node.type) && (active || !/^impl_item$/.test(node.type))) {
      if (!active || node.type !== 'match_pattern') return;
      const guard = node.childForFieldName('condition');
      if (guard && isWithin(guard)) planner.guard(guard);
      if (guard) visit(guard, active);
      return;
    }
    if (active && isWithin(node)) planner.touch(node);
    const body = FUNCTION.test(node.type) ? node.childForFieldName('body') : null;
    if (node.type === 'function_item' && body && body.startIndex >= range.start - 1 && body.endIndex <= range.end)
      planner.enter(node, body);
    for (const child of node.namedChildren) visit(child, active || child.id === body?.id);
  };
  visit(root, false);
  plan.append(rustHelpers);
}

function modulesAround(root: Node, at: number): number {
  let count = 0;
  for (let node = root.descendantForIndex(at); node; node = node.parent) if (node.type === 'mod_item') count++;
  return count;
}

class RustPlanner {
  readonly #plan: Plan;
  readonly #numbers: RustNumbers;
  /** Path of the helpers. */
  readonly #state: string;
  /** Two changes may give the same code: `return 1` with 0, and the zero value. */
  readonly #seen = new Set<string>();

  constructor(plan: Plan, numbers: RustNumbers, state: string) {
    this.#plan = plan;
    this.#numbers = numbers;
    this.#state = state;
  }

  /** A function: recursion counts as steps, and what it gives back may be changed. */
  public enter(owner: Node, body: Node): void {
    this.#plan.insert(body.startIndex + 1, `${this.#state}step();`);
    const modifiers = owner.namedChildren.find(({ type }) => type === 'function_modifiers');
    const constant = modifiers?.children.find(({ type }) => type === 'const');
    // The helpers are not for the compiler to compute.
    if (constant) this.#plan.wrap(spanOf(constant), '/*', '*/');
    const last = parts(body).at(-1);
    if (last && !/(?:_statement|_declaration|_item)$/.test(last.type)) this.#given(last, last, owner);
    else if (last?.type === 'expression_statement' && !last.text.endsWith(';')) {
      const [value] = parts(last);
      if (value && !/^(?:while|loop|for)_expression$/.test(value.type)) this.#given(last, value, owner);
    }
  }

  public guard(condition: Node): void {
    this.#condition(condition);
  }

  public touch(node: Node): void {
    switch (node.type) {
      case 'if_expression':
        this.#choice(node);
        break;
      case 'while_expression':
      case 'loop_expression':
      case 'for_expression':
        this.#loop(node);
        break;
      case 'match_arm':
        this.#arm(node);
        break;
      case 'try_expression': {
        const [value] = parts(node);
        const id = this.#plan.branch(spanOf(node), 'true', 'false');
        if (value) this.#plan.wrap(spanOf(value), `${this.#state}tried(${id}, `, ')');
        break;
      }
      case 'let_declaration': {
        const other = node.childForFieldName('alternative');
        if (other) this.#mark(other.startIndex + 1, other, 'false');
        break;
      }
      case 'binary_expression':
        this.#binary(node);
        break;
      case 'integer_literal':
      case 'float_literal':
        this.#number(node);
        break;
      case 'string_literal':
        if (node.text.startsWith('"')) this.#literal(node, node.text.length > 2 ? '""' : '"x"', 'string');
        break;
      case 'boolean_literal':
        this.#literal(node, node.text === 'true' ? 'false' : 'true', 'boolean');
        break;
      case 'return_expression': {
        const [value] = parts(node);
        const owner = ownerOf(node);
        if (value && owner?.type === 'function_item') this.#given(node, value, owner);
        break;
      }
      case 'expression_statement':
        this.#statement(node);
        break;
      default:
    }
  }

  #choice(node: Node): void {
    const condition = node.childForFieldName('condition');
    const then = node.childForFieldName('consequence');
    const other = node.childForFieldName('alternative');
    if (!condition || !then) return;
    if (!hasPattern(condition)) {
      this.#condition(condition);
      return;
    }
    const id = this.#plan.branch(spanOf(condition), 'true', 'false');
    this.#plan.insert(then.startIndex + 1, `${this.#state}hit(${id});`);
    const [otherwise] = other ? parts(other) : [];
    const missed = `${this.#state}hit(${id + 1});`;
    // Without `else` the `if` gives nothing, and neither does ours.
    if (!otherwise) this.#plan.insert(then.endIndex, ` else { ${missed} }`);
    else if (otherwise.type === 'block') this.#plan.insert(otherwise.startIndex + 1, missed);
    else this.#plan.wrap(spanOf(otherwise), `{ ${missed} `, ' }');
  }

  #loop(node: Node): void {
    const body = node.childForFieldName('body');
    const condition = node.childForFieldName('condition');
    if (!body) return;
    if (node.type === 'for_expression' || (condition && hasPattern(condition)))
      this.#mark(body.startIndex + 1, body, 'entered');
    else if (!condition || !this.#condition(condition)) this.#plan.insert(body.startIndex + 1, `${this.#state}step();`);
  }

  #arm(node: Node): void {
    const value = node.childForFieldName('value');
    if (!value) return;
    const hit = `${this.#state}hit(${this.#plan.branch(spanOf(value), 'case')});`;
    if (value.type === 'block') this.#plan.insert(value.startIndex + 1, hit);
    else this.#plan.wrap(spanOf(value), `{ ${hit} `, ' }');
  }

  #mark(at: number, branch: Node, what: Branch['what']): void {
    this.#plan.insert(at, `${this.#state}hit(${this.#plan.branch(spanOf(branch), what)});`);
  }

  /** Records a condition and mutates it; false where there is none whose truth can change. */
  #condition(node: Node): boolean {
    const core = unwrapped(node);
    if (core.type === 'boolean_literal') return false;
    this.#recorded(node);
    // Those are negated by their own operators.
    if (!isComparison(core)) {
      const change = { ...spanOf(node), replacement: `!(${node.text})`, operator: 'condition' } as const;
      this.#plan.mutant(change, spanOf(node), (id) => [`${this.#state}not(${id}, `, ')']);
    }
    return true;
  }

  #recorded(node: Node): void {
    const id = this.#plan.branch(spanOf(node), 'true', 'false');
    this.#plan.wrap(spanOf(node), `${this.#state}branch(${id}, `, ')');
  }

  #binary(node: Node): void {
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    const operator = node.childForFieldName('operator');
    if (!left || !right || !operator || inPattern(node)) return;
    const { type } = operator;
    const change = (replacement: string, kind: MutationOperator): Change => {
      return { ...spanOf(operator), replacement, operator: kind };
    };
    for (const one of RELATIONAL[type] ?? []) this.#changed(node, operator, change(one, 'relational'));
    if (EQUALITY[type] !== undefined) this.#changed(node, operator, change(EQUALITY[type], 'equality'));
    if (LOGICAL[type] !== undefined) {
      this.#changed(node, operator, change(LOGICAL[type], 'logical'));
      for (const operand of [left, right])
        if (LOGICAL[operatorOf(unwrapped(operand))] === undefined) this.#recorded(operand);
    }
    const isNumber = isRustNumber(left, this.#numbers) || isRustNumber(right, this.#numbers);
    // What is a string on the left stays one: `s + &n.to_string()`.
    if (ARITHMETIC[type] !== undefined && isNumber && !/^(?:0|0\.0)$/.test(right.text))
      this.#changed(node, operator, change(ARITHMETIC[type], 'arithmetic'));
  }

  #number(node: Node): void {
    const next = Number(node.text) <= MOST_LITERAL ? nextNumber(node.text) : undefined;
    if (next !== undefined) this.#literal(node, next, 'number');
  }

  #literal(node: Node, replacement: string, operator: MutationOperator): void {
    const { parent } = node;
    // A place in a tuple, and the length of an array, are no expressions.
    if (parent === null || isField(node, 'field', 'length')) return;
    this.#changed(node, node, { ...spanOf(node), replacement, operator });
  }

  /** What is given back: the zero value of its type in its place. */
  #given(statement: Node, value: Node, owner: Node): void {
    const zero = zeroOfRust(owner.childForFieldName('return_type'));
    if (zero === undefined || zero === value.text) return;
    const change = { ...spanOf(value), replacement: zero, operator: 'return' } as const;
    const before = statement.type === 'return_expression' ? '{ ' : '';
    const after = before === '' ? '' : ' }';
    this.#plan.mutant(change, spanOf(statement), (id) => [
      `${before}if ${this.#state}mutant(${id}) { return ${zero}; } `,
      after,
    ]);
  }

  #statement(node: Node): void {
    const [inner] = parts(node);
    if (!inner || !node.text.endsWith(';')) return;
    if (isRemovable(inner)) {
      const change = { ...spanOf(node), replacement: '', operator: 'removal' } as const;
      this.#plan.mutant(change, spanOf(node), (id) => [`if !${this.#state}mutant(${id}) { `, ' }']);
    }
    const operator = inner.childForFieldName('operator');
    const right = inner.childForFieldName('right');
    if (inner.type !== 'compound_assignment_expr' || !operator || !right) return;
    const other = ARITHMETIC[operator.type.slice(0, -1)];
    const left = inner.childForFieldName('left');
    if (other === undefined || !left || /^(?:0|0\.0)$/.test(right.text)) return;
    if (!isRustNumber(left, this.#numbers) && !isRustNumber(right, this.#numbers)) return;
    this.#changed(inner, operator, { ...spanOf(operator), replacement: `${other}=`, operator: 'arithmetic' });
  }

  /** The changed expression beside the old one. */
  #changed(node: Node, changed: Node, change: Change): void {
    const mutated = withText(node, changed.startIndex, changed.endIndex, change.replacement);
    const key = `${node.id} ${mutated ?? ''}`;
    if (mutated === undefined || this.#seen.has(key) || inPattern(node) || onOneLine(node) === undefined) return;
    this.#seen.add(key);
    this.#plan.mutant(change, spanOf(node), (id) => [`(if ${this.#state}mutant(${id}) { ${mutated} } else { `, ' })']);
  }
}

/** The function or closure that a `return` belongs to. */
function ownerOf(node: Node): Node | undefined {
  let owner = node.parent;
  while (owner && !FUNCTION.test(owner.type) && owner.type !== 'async_block') owner = owner.parent;
  return owner ?? undefined;
}

/** `if let` and `while let`: no value to hand on. */
function hasPattern(condition: Node): boolean {
  return /^let_(?:condition|chain)$/.test(condition.type);
}

/** Whether it stands among the conditions of an `if let`, where `&&` is no operator but the chain itself. */
function inPattern(node: Node): boolean {
  return node.type === 'binary_expression' && node.namedChildren.some(({ type }) => type === 'let_condition');
}

function isRemovable(inner: Node): boolean {
  if (inner.type === 'macro_invocation') return !NOT_REMOVED.test(inner.childForFieldName('macro')?.text ?? '');
  if (inner.type === 'compound_assignment_expr') return true;
  // A variable may get its first value there: then nothing may take it away.
  if (inner.type === 'assignment_expression') return inner.childForFieldName('left')?.type !== 'identifier';
  const callee = inner.type === 'call_expression' ? (inner.childForFieldName('function')?.text ?? '') : '';
  return (
    callee !== '' && !/\b(?:exit|abort)$/.test(callee) && !holds(inner, ({ type }) => type === 'return_expression')
  );
}
