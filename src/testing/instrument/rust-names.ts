import type { Node } from 'web-tree-sitter';
import { parts, unwrapped } from './nodes.ts';

const NUMBER_TYPE = /^&?\s*(?:mut\s+)?(?:[iu](?:8|16|32|64|128|size)|f(?:32|64))$/;
const NUMBER_METHOD =
  /^(?:len|count|abs|min|max|pow|trailing_zeros|leading_zeros|count_ones|saturating_\w+|wrapping_\w+)$/;

/** What is a number wherever the file declares it. */
export interface RustNumbers {
  readonly variables: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
}

/** Numbers among the parameters and variables of the function that holds `bodyStart`, and among all fields and constants of the file. */
export function rustNumbers(root: Node, bodyStart: number): RustNumbers {
  const variables = new Map<string, boolean>();
  const fields = new Map<string, boolean>();
  const declare = (names: Map<string, boolean>, name: string, is: boolean): void =>
    void names.set(name, is && (names.get(name) ?? true));
  const known = (): RustNumbers => ({ variables: trueOnes(variables), fields: trueOnes(fields) });
  const visit = (node: Node): void => {
    const type = node.childForFieldName('type');
    const isNumber = type !== null && NUMBER_TYPE.test(type.text);
    const name = (node.childForFieldName('name') ?? node.childForFieldName('pattern'))?.text.replace(/^mut\s+/, '');
    if (name !== undefined && node.type === 'field_declaration') declare(fields, name, isNumber);
    if (name !== undefined && /^(?:const_item|static_item)$/.test(node.type)) declare(variables, name, isNumber);
    const owner = node.type === 'function_item';
    if (owner && (node.startIndex > bodyStart || node.endIndex < bodyStart)) return;
    if (name !== undefined && node.type === 'parameter') declare(variables, name, isNumber);
    if (name !== undefined && node.type === 'let_declaration') {
      const value = node.childForFieldName('value');
      declare(variables, name, isNumber || (type === null && value !== null && isRustNumber(value, known())));
    }
    // What a pattern binds may be anything.
    if (/^(?:closure_parameters|match_pattern|tuple_pattern|for_expression)$/.test(node.type)) {
      const bound = node.type === 'for_expression' ? node.childForFieldName('pattern') : node;
      for (const one of bound ? identifiers(bound) : []) declare(variables, one, false);
    }
    for (const child of node.namedChildren) visit(child);
  };
  visit(root);
  return known();
}

function trueOnes(names: ReadonlyMap<string, boolean>): Set<string> {
  return new Set([...names].flatMap(([name, is]) => (is ? [name] : [])));
}

function identifiers(node: Node): string[] {
  return [...(node.type === 'identifier' ? [node.text] : []), ...node.namedChildren.flatMap(identifiers)];
}

/** Whether an expression is surely a number, so that it can be added as well as subtracted. */
export function isRustNumber(expression: Node, numbers: RustNumbers): boolean {
  const node = unwrapped(expression);
  switch (node.type) {
    case 'integer_literal':
    case 'float_literal':
      return true;
    case 'identifier':
      return numbers.variables.has(node.text);
    case 'field_expression':
      return numbers.fields.has(node.childForFieldName('field')?.text ?? '');
    case 'type_cast_expression':
      return NUMBER_TYPE.test(node.childForFieldName('type')?.text ?? '');
    case 'unary_expression':
      return parts(node).every((operand) => isRustNumber(operand, numbers));
    case 'call_expression': {
      const callee = node.childForFieldName('function');
      return callee?.type === 'field_expression' && NUMBER_METHOD.test(callee.childForFieldName('field')?.text ?? '');
    }
    case 'binary_expression': {
      const operator = node.childForFieldName('operator')?.type ?? '';
      return /^[-+*/%]$/.test(operator) && parts(node).every((operand) => isRustNumber(operand, numbers));
    }
    default:
      return false;
  }
}

/** The zero value of what a function returns; undefined where none is known by its type alone. */
export function zeroOfRust(type: Node | null): string | undefined {
  return type === null ? undefined : zeroOf(type.text.replaceAll(/\s+/g, ' '));
}

function zeroOf(type: string): string | undefined {
  if (/^[iu](?:8|16|32|64|128|size)$/.test(type)) return '0';
  if (/^f(?:32|64)$/.test(type)) return '0.0';
  if (type === 'bool') return 'false';
  if (type === 'String') return 'Default::default()';
  if (/^&(?:'\w+ )?str$/.test(type)) return '""';
  if (/^Option</.test(type)) return 'None';
  if (/^(?:Vec|HashMap|HashSet|BTreeMap|BTreeSet)</.test(type)) return 'Default::default()';
  const [, ok] = /^Result<([^<>,()]+)(?:,.*)?>$/.exec(type) ?? [];
  const zero = ok === undefined ? undefined : zeroOf(ok.trim());
  return zero === undefined ? undefined : `Ok(${zero})`;
}
