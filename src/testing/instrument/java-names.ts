import type { Node } from 'web-tree-sitter';

const NUMBER = /^(?:byte|short|int|long|float|double|Integer|Long|Double|Float|Short|Byte)$/;
/** Methods of Java that give numbers, whatever they are called on. */
const COUNTING =
  /^(?:length|size|indexOf|lastIndexOf|intValue|longValue|doubleValue|hashCode|compareTo|ordinal|parseInt|parseLong|parseDouble|abs|floorMod|floorDiv|nanoTime|currentTimeMillis|getNumericValue)$/;

/** Names of parameters, variables and fields that are numbers wherever they are declared. */
export type JavaNumbers = ReadonlySet<string>;

/** Names that the method around a place, or the file's fields, declare as numbers and nothing else in the file declares otherwise. */
export function javaNumbers(root: Node, at: number): JavaNumbers {
  const numbers = new Set<string>();
  const others = new Set<string>();
  const note = (type: Node | null, name: Node | null | undefined): void => {
    if (type && name)
      (NUMBER.test(type.text) && name.nextSibling?.type !== 'dimensions' ? numbers : others).add(name.text);
  };
  const visit = (node: Node): void => {
    if (/^(?:formal_parameter|enhanced_for_statement|resource|record_pattern_component)$/.test(node.type))
      note(node.childForFieldName('type'), node.childForFieldName('name'));
    if (/^(?:local_variable_declaration|field_declaration)$/.test(node.type)) {
      for (const one of node.namedChildren)
        if (one.type === 'variable_declarator') note(node.childForFieldName('type'), one.childForFieldName('name'));
    }
    // Variables of other methods may have the same names.
    const isOther = /_declaration$/.test(node.type) && node.childForFieldName('body') !== null && isMethod(node);
    if (isOther && (node.endIndex <= at || node.startIndex >= at)) return;
    for (const child of node.namedChildren) visit(child);
  };
  visit(root);
  return new Set([...numbers].filter((name) => !others.has(name)));
}

function isMethod(node: Node): boolean {
  return /^(?:method|constructor)_declaration$/.test(node.type);
}

/** Whether an expression is a number for sure. */
export function isJavaNumber(node: Node, numbers: JavaNumbers): boolean {
  switch (node.type) {
    case 'decimal_integer_literal':
    case 'decimal_floating_point_literal':
    case 'hex_integer_literal':
      return true;
    case 'identifier':
      return numbers.has(node.text);
    case 'field_access': {
      const field = node.childForFieldName('field')?.text ?? '';
      return field === 'length' || (node.childForFieldName('object')?.type === 'this' && numbers.has(field));
    }
    case 'method_invocation':
      return COUNTING.test(node.childForFieldName('name')?.text ?? '');
    case 'parenthesized_expression':
      return node.namedChildren.some((inside) => isJavaNumber(inside, numbers));
    case 'unary_expression':
      return /^[-+~]/.test(node.text);
    case 'cast_expression':
      return NUMBER.test(node.childForFieldName('type')?.text ?? '');
    case 'binary_expression': {
      const operator = node.childForFieldName('operator')?.type ?? '';
      if (/^[-*/%]$/.test(operator)) return true;
      const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
      return (
        operator === '+' &&
        left !== null &&
        right !== null &&
        isJavaNumber(left, numbers) &&
        isJavaNumber(right, numbers)
      );
    }
    default:
      return false;
  }
}

/** What a method of that type gives where it gives nothing. */
export function zeroOfJava(type: string): string {
  if (/^(?:byte|short|int|long|float|double|char)$/.test(type)) return '0';
  if (type === 'boolean') return 'false';
  if (type === 'String') return '""';
  const [, name = ''] = /^(Optional|List|Set|Map|Collection)\b(?!.*\[)/.exec(type) ?? [];
  if (name === 'Optional') return 'java.util.Optional.empty()';
  if (name !== '') return `java.util.Collections.empty${name === 'Collection' ? 'List' : name}()`;
  return 'null';
}
