import type { Node } from 'web-tree-sitter';

/** A piece of code that makes sense by itself. Offsets are UTF-16 indices into the text. */
export interface CodeUnit {
  readonly kind: 'statement' | 'function' | 'class';
  readonly start: number;
  readonly end: number;
  /** What it declares, where it has a name. */
  readonly name?: string;
  /** Of a function or class: where its body starts, its bracket or colon not included. */
  readonly bodyStart?: number;
}

const FUNCTION =
  /^(?:function|method|constructor|arrow_function|generator_function|func_literal|lambda|closure)|(?:function|method|constructor)_(?:definition|declaration|item)$/;
const CLASS = /^(?:class|interface|struct|enum|impl|trait|module|object|record)(?:_|$)|^type_(?:declaration|alias)/;
const STATEMENT = /(?:statement|declaration|definition|assignment|directive|_item)$/;
/** Holds other units and is none itself. */
const FRAME =
  /^(?:program|source_file|module|compilation_unit|translation_unit|block|statement_block|.*_body|declaration_list)$/;
/** Stand around a declaration and belong to it. */
const WRAPPER = new Set(['export_statement', 'decorated_definition', 'template_declaration', 'lexical_declaration']);

/** The units that hold all from `start` to `end`, the smallest first. */
export function unitsAround(root: Node, start: number, end: number): CodeUnit[] {
  const units: CodeUnit[] = [];
  for (let node = root.descendantForIndex(start, Math.max(start, end - 1)); node !== null; node = node.parent) {
    const kind = kindOf(node);
    if (kind === undefined || node.startIndex > start || node.endIndex < end) continue;
    const outer = outermost(node);
    const last = units.at(-1);
    const same = last?.start === outer.startIndex && last.end === outer.endIndex;
    // `const f = () => …` is a function to people, though the statement is the larger node.
    if (same && last.kind !== 'statement') continue;
    if (same) units.pop();
    units.push(unitOf(node, kind, outer));
  }
  return units;
}

/** The functions, classes and types of a text that have a name, those inside of others too, in the order of the text. */
export function declarations(root: Node): CodeUnit[] {
  const units: CodeUnit[] = [];
  const visit = (node: Node): void => {
    const kind = kindOf(node);
    if (kind === 'function' || kind === 'class') {
      const unit = unitOf(node, kind, outermost(node));
      if (unit.name !== undefined) units.push(unit);
    }
    for (const child of node.namedChildren) visit(child);
  };
  visit(root);
  return units;
}

function unitOf(node: Node, kind: CodeUnit['kind'], outer: Node): CodeUnit {
  const name = (node.childForFieldName('name') ?? nameAbove(node) ?? nameBelow(node))?.text;
  const bodyStart = bodyOf(node);
  return {
    kind,
    start: outer.startIndex,
    end: outer.endIndex,
    ...(name !== undefined && { name }),
    ...(kind !== 'statement' && bodyStart !== undefined && { bodyStart }),
  };
}

/** Go's `type T struct` and the like have the name one level down. */
function nameBelow(node: Node): Node | null {
  return node.type === 'type_declaration' ? (node.namedChildren[0]?.childForFieldName('name') ?? null) : null;
}

/** The node with what belongs to it: `export const f = ` before a function, decorators before a class. */
function outermost(node: Node): Node {
  const { parent } = node;
  if (parent?.type === 'variable_declarator' && FUNCTION.test(node.type)) return outermost(parent);
  return parent && WRAPPER.has(parent.type) && parent.namedChildCount <= 2 ? outermost(parent) : node;
}

function kindOf(node: Node): CodeUnit['kind'] | undefined {
  if (!node.isNamed || FRAME.test(node.type)) return undefined;
  if (FUNCTION.test(node.type)) return 'function';
  if (CLASS.test(node.type)) return 'class';
  return STATEMENT.test(node.type) ? 'statement' : undefined;
}

function bodyOf(node: Node): number | undefined {
  const body = node.childForFieldName('body');
  if (body === null) return undefined;
  return body.firstChild?.type === '{' ? body.firstChild.endIndex : body.startIndex;
}

/** What a function without a name of its own is assigned to. */
function nameAbove({ parent }: Node): Node | null {
  return parent?.type === 'variable_declarator' ? parent.childForFieldName('name') : null;
}

/** A token of code, the text between the brackets of a grammar. */
export interface CodeToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Inside a type annotation. */
  readonly isType: boolean;
}

const TYPE_NODE =
  /^(?:type|type_annotation|type_parameters|type_arguments|return_type|type_identifier|asserts_annotation|type_predicate_annotation)$/;

/** The tokens of a text in order, comments left out; strings are one token each. */
export function codeTokens(root: Node): CodeToken[] {
  const tokens: CodeToken[] = [];
  const visit = (node: Node, isType: boolean): void => {
    if (node.isNamed && node.type.includes('comment')) return;
    const inType = isType || (node.isNamed && TYPE_NODE.test(node.type));
    const isString = node.isNamed && /^(?:string|interpreted_string_literal|raw_string_literal)$/.test(node.type);
    if (node.childCount > 0 && !isString) {
      for (const [index, child] of node.children.entries())
        visit(
          child,
          inType || child.type === '->' || (child.type === ':' && node.children[index + 1]?.type === 'type'),
        );
      return;
    }
    if (node.startIndex < node.endIndex)
      tokens.push({ text: node.text, start: node.startIndex, end: node.endIndex, isType: inType });
  };
  visit(root, false);
  return tokens;
}

/** A place that the parser could not read. */
export interface SyntaxError {
  readonly start: number;
  readonly end: number;
  /** What it had to make up, where it says so: `)`. */
  readonly missing?: string;
}

const MOST_ERRORS = 20;

/** The first places that the parser could not read, in the order of the text. */
export function syntaxErrors(root: Node): SyntaxError[] {
  const errors: SyntaxError[] = [];
  const visit = (node: Node): void => {
    if (errors.length >= MOST_ERRORS || !node.hasError) return;
    if (node.isMissing) errors.push({ start: node.startIndex, end: node.endIndex, missing: node.type });
    else if (node.isError) errors.push({ start: node.startIndex, end: node.endIndex });
    else for (const child of node.children) visit(child);
  };
  visit(root);
  return errors;
}
