import type { Node } from 'web-tree-sitter';
import { goHelpers } from './go-helpers.ts';
import { goNames, isConstant, isNumber, zeroResults, type GoNames } from './go-types.ts';
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

const UNTOUCHED =
  /^(?:parameter_list|type_(?:declaration|arguments|parameter_list)|\w+_type|const_declaration|import_declaration|\w*comment)$/;
const FUNCTION = /^(?:function_declaration|method_declaration|func_literal)$/;
const SIMPLE =
  /^(?:expression_statement|assignment_statement|inc_statement|dec_statement|return_statement|send_statement|go_statement|defer_statement)$/;
/** Where the way from an expression to its statement ends. */
const CLAUSE = /(?:_statement|_declaration|_clause|_case|_spec)$|^func_literal$/;
/** The largest literal that is changed: larger ones may not fit their types. */
const MOST_LITERAL = 126;

/**
 * Plans branches and mutants of Go, inside of functions within `range`. Types are not known, so that a changed expression
 * stands where they do not matter: in a condition or comparison, which is a bool, or in a second copy of its statement.
 */
export function planGo(root: Node, range: Span, plan: Plan): void {
  const planner = new GoPlanner(plan, goNames(root, range.start));
  visitBodies(root, range, {
    bodyOf: (node) => (FUNCTION.test(node.type) ? node.childForFieldName('body') : null),
    isUntouched: ({ type }) => UNTOUCHED.test(type),
    touch: (node) => planner.touch(node),
    enter: (body) => plan.insert(body.startIndex + 1, 'lfStep();'),
  });
  plan.append(goHelpers);
}

class GoPlanner {
  readonly #plan: Plan;
  readonly #names: GoNames;
  /** Two changes may give the same statement: `return 1` with 0, and the zero value. */
  readonly #seen = new Set<string>();

  constructor(plan: Plan, names: GoNames) {
    this.#plan = plan;
    this.#names = names;
  }

  public touch(node: Node): void {
    switch (node.type) {
      case 'if_statement':
        this.#condition(node.childForFieldName('condition'));
        break;
      case 'for_statement':
        this.#loop(node);
        break;
      case 'expression_case':
      case 'type_case':
      case 'communication_case':
      case 'default_case': {
        const colon = node.children.find(({ type }) => type === ':');
        if (colon) this.#mark(colon.endIndex, node, 'case');
        break;
      }
      case 'binary_expression':
        this.#binary(node);
        break;
      case 'unary_expression': {
        const operand = node.childForFieldName('operand');
        if (operand && isNot(node)) this.#negated(node, operand.text);
        else if (operand && isNegative(node)) this.#literal(node, operand.text, 'number');
        break;
      }
      case 'int_literal':
      case 'float_literal':
        if (!isNegative(node.parent)) this.#number(node);
        break;
      case 'interpreted_string_literal':
      case 'raw_string_literal':
        this.#literal(node, node.text.length > 2 ? '""' : '"x"', 'string');
        break;
      case 'true':
      case 'false':
        this.#literal(node, node.type === 'true' ? 'false' : 'true', 'boolean');
        break;
      case 'return_statement':
        this.#returned(node);
        break;
      case 'expression_statement':
      case 'assignment_statement':
      case 'inc_statement':
      case 'dec_statement':
        this.#statement(node);
        break;
      default:
    }
  }

  #loop(node: Node): void {
    const body = node.childForFieldName('body');
    const [head] = parts(node).filter(({ id }) => id !== body?.id);
    if (!body) return;
    if (head?.type === 'range_clause') this.#mark(body.startIndex + 1, body, 'entered');
    else if (!this.#condition(head?.type === 'for_clause' ? head.childForFieldName('condition') : head))
      this.#plan.insert(body.startIndex + 1, 'lfStep();');
  }

  #mark(at: number, branch: Node, what: Branch['what']): void {
    this.#plan.insert(at, `lfHit(${this.#plan.branch(spanOf(branch), what)});`);
  }

  /** Records a condition and mutates it; false where there is none whose truth can change. */
  #condition(node: Node | null | undefined): boolean {
    if (!node || /^(?:true|false)$/.test(unwrapped(node).type)) return false;
    this.#recorded(node);
    const core = unwrapped(node);
    // Those are negated by their own operators.
    if (!isComparison(core) && !isNot(core)) this.#negated(node, `!(${node.text})`);
    return true;
  }

  /** Conversions, since a condition may be of a type that is a bool by another name. */
  #recorded(node: Node): void {
    const id = this.#plan.branch(spanOf(node), 'true', 'false');
    this.#plan.wrap(spanOf(node), `lfBranch(${id}, bool(`, '))');
  }

  #negated(node: Node, replacement: string): void {
    const change = { ...spanOf(node), replacement, operator: 'condition' } as const;
    this.#plan.mutant(change, spanOf(node), (id) => [`lfNot(${id}, bool(`, '))']);
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
    for (const one of RELATIONAL[type] ?? []) this.#mutant(operator, change(one, 'relational'));
    if (EQUALITY[type] !== undefined) this.#mutant(operator, change(EQUALITY[type], 'equality'));
    if (LOGICAL[type] !== undefined) {
      const [first, second] = [onOneLine(left), onOneLine(right)];
      if (first !== undefined && second !== undefined)
        this.#either(node, `(${first}) ${LOGICAL[type]} (${second})`, change(LOGICAL[type], 'logical'));
      for (const operand of [left, right])
        if (LOGICAL[operatorOf(unwrapped(operand))] === undefined) this.#recorded(operand);
    }
    if (ARITHMETIC[type] !== undefined && this.#canCompute(type, left, right))
      this.#mutant(operator, change(ARITHMETIC[type], 'arithmetic'));
  }

  /** Whether the changed operator compiles: strings can be added only, and nothing divided by a constant 0. */
  #canCompute(operator: string, left: Node, right: Node): boolean {
    if (isConstant(left, this.#names) && isConstant(right, this.#names)) return false;
    if (operator[0] === '*') return !/^[0.]+$/.test(right.text);
    return operator[0] !== '+' || isNumber(left, this.#names) || isNumber(right, this.#names);
  }

  #number(node: Node): void {
    const { parent } = node;
    const next = Number(node.text) <= MOST_LITERAL ? nextNumber(node.text) : undefined;
    if (parent === null || next === undefined) return;
    const operator = operatorOf(parent);
    // The compiler knows these: a length, a bound, a divisor, an operand of a constant.
    if (/^(?:index_expression|slice_expression)$/.test(parent.type)) return;
    if (parent.parent?.type === 'call_expression' && parent.parent.childForFieldName('function')?.text === 'make')
      return;
    if (parent.type === 'binary_expression') {
      if (/^[/%]$/.test(operator) && Number(next) === 0) return;
      if (/^(?:<<|>>)$/.test(operator) || isConstant(parent, this.#names)) return;
    }
    if (isField(parent, 'right') && parent.parent && /^[/%]=$/.test(operatorOf(parent.parent)) && Number(next) === 0)
      return;
    this.#literal(node, next, 'number');
  }

  #literal(node: Node, replacement: string, operator: MutationOperator): void {
    const { parent } = node;
    if (parent === null || /^(?:index_expression|slice_expression)$/.test(parent.type)) return;
    // Two keys of a literal must not be equal.
    if (parent.type === 'literal_element' && isField(parent, 'key')) return;
    this.#mutant(node, { ...spanOf(node), replacement, operator });
  }

  #returned(node: Node): void {
    let owner = node.parent;
    while (owner && !FUNCTION.test(owner.type)) owner = owner.parent;
    const [list] = parts(node);
    const zeros = owner ? zeroResults(owner) : undefined;
    if (!list || zeros === undefined) return;
    const values = parts(list).map(({ text }) => text);
    // What is zero already stays, whatever its type is.
    const changed = values.length === zeros.length ? zeros.map((zero, index) => zeroIn(values[index]) ?? zero) : zeros;
    const replacement = changed.join(', ');
    if (replacement === values.join(', ')) return;
    this.#mutant(node, { ...spanOf(list), replacement, operator: 'return' });
  }

  #statement(node: Node): void {
    if (node.parent?.type !== 'statement_list') return;
    const operator = node.children.find(({ isNamed, type }) => !isNamed && /^(?:\+\+|--)$/.test(type));
    const assigned = node.childForFieldName('operator');
    if (isRemovable(node)) {
      const change = { ...spanOf(node), replacement: '', operator: 'removal' } as const;
      this.#plan.mutant(change, spanOf(node), (id) => [`if lfMutant(${id}) {} else { `, ' }']);
    }
    if (operator) {
      const replacement = operator.type === '++' ? '--' : '++';
      this.#mutant(operator, { ...spanOf(operator), replacement, operator: 'arithmetic' });
    } else if (assigned) this.#augmented(node, assigned);
  }

  #augmented(node: Node, operator: Node): void {
    const [left, right] = ['left', 'right'].map((field) => parts(node.childForFieldName(field) ?? node)[0]);
    const replacement = ARITHMETIC[operator.type.slice(0, -1)];
    if (!left || !right || replacement === undefined || !this.#canCompute(operator.type, left, right)) return;
    this.#mutant(operator, { ...spanOf(operator), replacement: `${replacement}=`, operator: 'arithmetic' });
  }

  /** Puts a change where its type does not matter, if there is such a place. */
  #mutant(changed: Node, change: Change): void {
    const carrier = carrierOf(changed);
    const mutated = carrier && withText(carrier, change.start, change.end, change.replacement);
    if (!carrier || mutated === undefined) return;
    if (carrier.type === 'short_var_declaration') this.#declared(carrier, mutated, change);
    else if (SIMPLE.test(carrier.type)) {
      if (this.#isNew(carrier, mutated))
        this.#plan.mutant(change, spanOf(carrier), (id) => [`if lfMutant(${id}) { ${mutated} } else { `, ' }']);
    } else this.#either(carrier, mutated, change);
  }

  #either(node: Node, mutated: string, change: Change): void {
    if (!this.#isNew(node, mutated)) return;
    this.#plan.mutant(change, spanOf(node), (id) => [
      `(lfMutant(${id}) && bool(${mutated}) || lfOther(${id}) && bool(`,
      '))',
    ]);
  }

  /** A declaration must stay; what it declares is assigned once more, where that has no other effect. */
  #declared(node: Node, mutated: string, change: Change): void {
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    if (!left || !right || holds(right, hasEffect)) return;
    const declared = new Set(parts(left).map(({ text }) => text));
    if (holds(right, ({ type, text }) => type === 'identifier' && declared.has(text))) return;
    const assignment = mutated.replace(':=', '=');
    this.#plan.mutant(change, spanOf(node), (id) => ['', `; if lfMutant(${id}) { ${assignment} }`]);
  }

  #isNew(node: Node, mutated: string): boolean {
    const key = `${node.id} ${mutated}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }
}

/** The nearest bool, or else the statement, that holds a piece of code. */
function carrierOf(changed: Node): Node | undefined {
  let node: Node | null = changed;
  for (; node; node = node.parent) {
    if (node.parent?.type === 'statement_list' && (SIMPLE.test(node.type) || node.type === 'short_var_declaration'))
      return node;
    if (node.isNamed && isBool(node)) return node;
    if (CLAUSE.test(node.type)) return undefined;
  }
  return undefined;
}

function isBool(node: Node): boolean {
  if (isComparison(node) || isNot(node) || LOGICAL[operatorOf(node)] !== undefined) return true;
  const { parent } = node;
  if (parent === null) return false;
  if (/^(?:if_statement|for_clause)$/.test(parent.type)) return isField(node, 'condition');
  if (parent.type === 'for_statement') return !/^(?:block|for_clause|range_clause)$/.test(node.type);
  return isNot(parent) || LOGICAL[operatorOf(parent)] !== undefined;
}

function isNot(node: Node): boolean {
  return node.type === 'unary_expression' && operatorOf(node) === '!';
}

/** `-1` is one literal to people. */
function isNegative(node: Node | null): boolean {
  if (node?.type !== 'unary_expression' || operatorOf(node) !== '-') return false;
  return /^(?:int|float)_literal$/.test(node.childForFieldName('operand')?.type ?? '');
}

/** A call may do something; what it gives may differ the second time. */
function hasEffect(node: Node): boolean {
  if (node.type === 'call_expression')
    return !/^(?:len|cap|min|max)$/.test(node.childForFieldName('function')?.text ?? '');
  return node.type === 'unary_expression' && operatorOf(node) === '<-';
}

/** Not `panic`: behind it a function may end without `return`. */
function isRemovable(node: Node): boolean {
  if (node.type === 'assignment_statement') return node.childForFieldName('left')?.text !== '_';
  if (node.type !== 'expression_statement') return true;
  const call = parts(node)[0];
  return call?.type === 'call_expression' && call.childForFieldName('function')?.text !== 'panic';
}

function zeroIn(value: string | undefined): string | undefined {
  return value !== undefined && /^(?:0|nil|false|"")$/.test(value) ? value : undefined;
}
