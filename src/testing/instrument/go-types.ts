import type { Node } from 'web-tree-sitter';
import { parts, unwrapped } from './nodes.ts';

const NUMBER_TYPE = /^(?:u?int(?:8|16|32|64)?|uintptr|float(?:32|64)|byte|rune)$/;
const POINTER_TYPE = /^(?:pointer|slice|map|channel|function|interface)_type$/;

/** What a name stands for, as far as the file tells without its packages. */
export interface GoNames {
  /** Numbers wherever the subject declares them. */
  readonly numbers: ReadonlySet<string>;
  readonly constants: ReadonlySet<string>;
}

/** The constants of the file, and the numbers of the declaration that holds `bodyStart`, its parameters included. */
export function goNames(root: Node, bodyStart: number): GoNames {
  const owner = root.namedChildren.find((child) => child.startIndex <= bodyStart && bodyStart <= child.endIndex);
  const constants = new Set<string>();
  const numeric = new Map<string, boolean>();
  const declare = (name: string, isNumber: boolean): void =>
    void numeric.set(name, isNumber && (numeric.get(name) ?? true));
  const names = (): GoNames => ({
    constants,
    numbers: new Set([...numeric].flatMap(([one, is]) => (is ? [one] : []))),
  });
  const visit = (node: Node): void => {
    if (node.type === 'const_spec') for (const name of named(node)) constants.add(name);
    if (owner && node.startIndex >= owner.startIndex && node.endIndex <= owner.endIndex) {
      if (/parameter_declaration$/.test(node.type)) {
        const isNumber = node.type === 'parameter_declaration' && isNumberType(node.childForFieldName('type'));
        for (const name of named(node)) declare(name, isNumber);
      } else if (node.type === 'var_spec') {
        for (const name of named(node)) declare(name, isNumberType(node.childForFieldName('type')));
      } else if (node.type === 'short_var_declaration' || node.type === 'range_clause') {
        const values = parts(node.childForFieldName('right') ?? node);
        const left = node.childForFieldName('left');
        for (const [index, target] of (left ? parts(left) : []).entries()) {
          const value = node.type === 'short_var_declaration' ? values[index] : undefined;
          declare(target.text, value !== undefined && isNumber(value, names()));
        }
      }
    }
    for (const child of node.namedChildren) visit(child);
  };
  visit(root);
  return names();
}

function named(node: Node): string[] {
  return node.childrenForFieldName('name').map(({ text }) => text);
}

function isNumberType(type: Node | null): boolean {
  return type !== null && NUMBER_TYPE.test(type.text);
}

/** Whether an expression is surely a number, so that it can be subtracted, too. */
export function isNumber(expression: Node, names: GoNames): boolean {
  const node = unwrapped(expression);
  switch (node.type) {
    case 'int_literal':
    case 'float_literal':
      return true;
    case 'identifier':
      return names.numbers.has(node.text);
    case 'call_expression': {
      const callee = node.childForFieldName('function')?.text ?? '';
      return /^(?:len|cap)$/.test(callee) || NUMBER_TYPE.test(callee);
    }
    case 'unary_expression':
      return node.childForFieldName('operator')?.type === '-';
    case 'binary_expression': {
      const operator = node.childForFieldName('operator')?.type ?? '';
      if (/^[-*/%]$/.test(operator)) return true;
      return operator === '+' && parts(node).some((operand) => isNumber(operand, names));
    }
    default:
      return false;
  }
}

/** Whether the compiler computes the expression, and refuses the file where the value does not fit. */
export function isConstant(expression: Node, names: GoNames): boolean {
  const node = unwrapped(expression);
  switch (node.type) {
    case 'identifier':
      return names.constants.has(node.text);
    case 'selector_expression':
      return /^[a-z]\w*\.[A-Z]\w*$/.test(node.text);
    case 'unary_expression':
    case 'binary_expression':
      return parts(node).every((operand) => isConstant(operand, names));
    default:
      return /literal$/.test(node.type) && !/^(?:composite|func)_/.test(node.type);
  }
}

/** The zero values of what a function returns, one for each value; undefined where a type takes more than a line. */
export function zeroResults(owner: Node): string[] | undefined {
  const result = owner.childForFieldName('result');
  if (result === null) return undefined;
  const types =
    result.type !== 'parameter_list'
      ? [result]
      : parts(result).flatMap((parameter) => {
          const type = parameter.childForFieldName('type');
          return type ? Array.from({ length: Math.max(1, named(parameter).length) }, () => type) : [];
        });
  return types.some(({ text }) => text.includes('\n')) ? undefined : types.map(zeroOf);
}

function zeroOf(type: Node): string {
  if (NUMBER_TYPE.test(type.text)) return '0';
  if (type.text === 'string') return '""';
  if (type.text === 'bool') return 'false';
  return POINTER_TYPE.test(type.type) || /^(?:error|any)$/.test(type.text) ? 'nil' : `*new(${type.text})`;
}
