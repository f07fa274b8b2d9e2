import type { Node } from 'web-tree-sitter';

/** What a file says about one of its names, without the code behind it. */
export interface Declaration {
  readonly name: string;
  /** The type that a method outside of it belongs to, as in Go. */
  readonly owner?: string;
  /** Header of a function; head and members of a class, an interface, a type; the bodies of functions are left out. */
  readonly text: string;
  /** UTF-16 indices of the whole declaration in its file. */
  readonly start: number;
  readonly end: number;
}

/** A longer text is cut at a line's end: tables of data and types of hundreds of members. In characters. */
const MOST_TEXT = 800;

/** Wrappers around a declaration, by the grammars' names. */
const WRAPPERS = new Set([
  'export_statement',
  'ambient_declaration',
  'decorated_definition',
  'expression_statement',
  'type_declaration',
  'const_declaration',
  'var_declaration',
  'var_spec_list',
  'lexical_declaration',
  'variable_declaration',
]);

/** What declares a name at the top of a file, and the field that holds the name. */
const NAMED: Readonly<Record<string, string>> = {
  function_declaration: 'name',
  generator_function_declaration: 'name',
  function_signature: 'name',
  class_declaration: 'name',
  abstract_class_declaration: 'name',
  interface_declaration: 'name',
  type_alias_declaration: 'name',
  enum_declaration: 'name',
  variable_declarator: 'name',
  function_definition: 'name',
  class_definition: 'name',
  assignment: 'left',
  method_declaration: 'name',
  type_spec: 'name',
  type_alias: 'name',
  const_spec: 'name',
  var_spec: 'name',
};

/** Nodes whose `body` is code that runs, not a part of what they look like from outside. */
const FUNCTIONS = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'generator_function',
  'arrow_function',
  'method_definition',
  'function_definition',
  'method_declaration',
  'func_literal',
]);

/** The declarations at the top of a file, in its order. Of a grammar whose nodes have other names: none. */
export function declarationsIn(root: Node): Declaration[] {
  return root.namedChildren.flatMap((child) => declared(child, child));
}

/** `node` declares something, or wraps what does; `outer` is the statement to quote, behind the `keyword` of its group. */
function declared(node: Node, outer: Node, keyword = ''): Declaration[] {
  const field = NAMED[node.type];
  if (field !== undefined) {
    const name = node.childForFieldName(field);
    if (name === null || !/^[\w$]+$/.test(name.text)) return [];
    const owner = /\w+/.exec(node.childForFieldName('receiver')?.text.replace(/^\(\s*\w+\s+/, '') ?? '')?.[0];
    const text = signature(outer, keyword);
    return [
      { name: name.text, text, start: outer.startIndex, end: outer.endIndex, ...(owner !== undefined && { owner }) },
    ];
  }
  if (!WRAPPERS.has(node.type)) return [];
  const inner = node.namedChildren.filter((child) => WRAPPERS.has(child.type) || child.type in NAMED);
  // Of a group, each member is quoted by itself, behind the group's own first word.
  const first = /^\w+ /.exec(node.text)?.[0] ?? '';
  return inner.flatMap((child) => (inner.length > 1 ? declared(child, child, first) : declared(child, outer)));
}

/** The node's text without bodies of functions, comments, docstrings and blank lines. */
function signature(node: Node, keyword: string): string {
  const cuts: { from: number; to: number; by: string }[] = [];
  collectCuts(node, cuts);
  const text = node.text;
  let kept = keyword;
  let at = node.startIndex;
  for (const { from, to, by } of cuts) {
    if (from < at) continue;
    kept += text.slice(at - node.startIndex, from - node.startIndex) + by;
    at = to;
  }
  kept += text.slice(at - node.startIndex);
  const lines = kept
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  return shortened(lines.join('\n'));
}

function shortened(text: string): string {
  if (text.length <= MOST_TEXT) return text;
  const lineEnd = text.lastIndexOf('\n', MOST_TEXT);
  return text.slice(0, lineEnd > 0 ? lineEnd : MOST_TEXT);
}

function collectCuts(node: Node, cuts: { from: number; to: number; by: string }[]): void {
  if (node.type === 'comment' || isDocstring(node)) {
    cuts.push({ from: node.startIndex, to: node.endIndex, by: '' });
    return;
  }
  const body = FUNCTIONS.has(node.type) ? node.childForFieldName('body') : null;
  for (const child of node.namedChildren) {
    if (body !== null && child.id === body.id && isBlock(child)) {
      const indented = child.type === 'block' && !child.text.startsWith('{');
      cuts.push({
        from: child.previousSibling?.endIndex ?? child.startIndex,
        to: child.endIndex,
        by: indented ? ' ...' : '',
      });
    } else collectCuts(child, cuts);
  }
}

function isBlock(node: Node): boolean {
  return node.type === 'statement_block' || node.type === 'block';
}

function isDocstring(node: Node): boolean {
  return (
    node.type === 'expression_statement' && node.namedChildren.length === 1 && node.namedChildren[0]?.type === 'string'
  );
}
