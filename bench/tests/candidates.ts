import type { Node } from 'web-tree-sitter';
import { descendants, type LanguageId } from '../fix/code.ts';
import type { CodeFile } from './code-files.ts';
import { idOfFunction, type Listed } from './list.ts';

/** Lines of a function, its comment and decorators not counted. */
export const LINES = { least: 4, most: 60 };

const BRANCHES: ReadonlySet<string> = new Set([
  'if_statement',
  'for_statement',
  'for_in_statement',
  'while_statement',
  'do_statement',
  'switch_statement',
  'ternary_expression',
  'catch_clause',
  // Python
  'conditional_expression',
  'match_statement',
  'except_clause',
  'if_clause',
  // Go
  'expression_switch_statement',
  'type_switch_statement',
  'select_statement',
]);

/** What no unit test can be run with on a machine without network: by what the function's own text names. */
const OUT_OF_REACH: Record<LanguageId, RegExp> = {
  typescript:
    /\b(?:document|window)\.|\bnew (?:XMLHttpRequest|WebSocket|Worker)\b|\b(?:fetch|requestAnimationFrame|cancelAnimationFrame)\(|\b(?:child_process|HTML\w*Element)\b/,
  python:
    /\b(?:subprocess|socket|ssl|ctypes|numpy|np|scipy|sp|pandas|pd|matplotlib|plt|requests|sqlite3)\.|\bimport (?:subprocess|socket|ssl|ctypes|numpy|scipy|pandas|matplotlib)|\burllib\.request\b|\bhttp\.client\b|\bos\.(?:system|popen|fork|kill|exec\w*|spawn\w*)\b/,
  go: /\bexec\.|\bnet\.(?:Dial|Listen|Lookup|Interface)|\bhttp\.(?:Get|Post|Head|Listen|Serve|Default(?:Client|Transport))|\b(?:syscall|unsafe|plugin)\.|\bos\.(?:Exit|StartProcess)\b/,
};

/** The functions of a file that tests can be asked for, by the rule: see `candidateOf` and bench/CORPUS.md. */
export function candidatesOf(file: CodeFile, root: Node): Listed[] {
  if (root.hasError) return [];
  const found = PUBLIC[file.languageId](root)
    .filter(({ node }) => isFit(node, file.languageId))
    .map(({ name, owner }): Listed => {
      const place = { package: file.source, file: file.name, name, ...(owner !== undefined && { owner }) };
      return { id: idOfFunction(place), ...place, languageId: file.languageId };
    });
  // A name that is there twice names neither.
  return found.filter(({ id }) => found.filter((other) => other.id === id).length === 1);
}

function isFit(node: Node, languageId: LanguageId): boolean {
  const lines = node.endPosition.row - node.startPosition.row + 1;
  const body = node.childForFieldName('body');
  return (
    lines >= LINES.least &&
    lines <= LINES.most &&
    body !== null &&
    [...descendants(body)].some(({ type }) => BRANCHES.has(type)) &&
    !OUT_OF_REACH[languageId].test(node.text)
  );
}

interface Found {
  readonly node: Node;
  readonly name: string;
  readonly owner?: string;
}

const nameOf = (node: Node): string => node.childForFieldName('name')?.text ?? '';

/** What other code can call, by each language's own custom: functions of the file and methods of its classes. */
const PUBLIC: Record<LanguageId, (root: Node) => Found[]> = {
  typescript: (root) => {
    const clauses = root.namedChildren.filter((child) => child.type === 'export_statement');
    const later = new Set(
      clauses.flatMap((clause) =>
        [...descendants(clause)].filter(({ type }) => type === 'export_specifier').map(nameOf),
      ),
    );
    const found = root.namedChildren.flatMap((child) => {
      const isExported = child.type === 'export_statement';
      const node = isExported ? child.childForFieldName('declaration') : child;
      if (!node) return [];
      return typescriptFunctions(node).filter(({ name, owner }) => isExported || later.has(owner ?? name));
    });
    return found.filter(({ name, owner }) => isPublic(owner ?? name));
  },
  python: (root) => {
    const listed = /^__all__\s*=\s*[[(]([^\])]*)/m.exec(root.text)?.[1]?.match(/\w+/g);
    return root.namedChildren.flatMap((child): Found[] => {
      const node = undecorated(child);
      if (!node || !isPublic(nameOf(node)) || (listed && !listed.includes(nameOf(node)))) return [];
      if (node.type === 'function_definition') return [{ node, name: nameOf(node) }];
      if (node.type !== 'class_definition') return [];
      return (node.childForFieldName('body')?.namedChildren ?? [])
        .filter((method) => method.type === 'function_definition' && isPublic(nameOf(method)))
        .map((method) => ({ node: method, name: nameOf(method), owner: nameOf(node) }));
    });
  },
  go: (root) =>
    root.namedChildren.flatMap((node): Found[] => {
      const name = nameOf(node);
      if (!/^\p{Lu}/u.test(name)) return [];
      if (node.type === 'function_declaration') return [{ node, name }];
      if (node.type !== 'method_declaration') return [];
      const owner = /^\(\s*(?:\w+\s+)?\*?\s*(\p{Lu}\w*)/u.exec(node.childForFieldName('receiver')?.text ?? '')?.[1];
      return owner === undefined ? [] : [{ node, name, owner }];
    }),
};

function typescriptFunctions(node: Node): Found[] {
  if (/^(?:generator_)?function_declaration$/.test(node.type)) return [{ node, name: nameOf(node) }];
  if (node.type === 'lexical_declaration') {
    return node.namedChildren.flatMap((declarator) => {
      const value = declarator.childForFieldName('value');
      const isFunction = value && /^(?:arrow_function|function_expression)$/.test(value.type);
      return isFunction ? [{ node: value, name: nameOf(declarator) }] : [];
    });
  }
  if (node.type !== 'class_declaration') return [];
  return (node.childForFieldName('body')?.namedChildren ?? [])
    .filter((method) => method.type === 'method_definition' && isPublicMethod(method))
    .map((method) => ({ node: method, name: nameOf(method), owner: nameOf(node) }));
}

/** Neither private nor one that is not called by its name. */
function isPublicMethod(method: Node): boolean {
  const name = method.childForFieldName('name');
  const isHidden = method.children.some(
    ({ type, text }) => type === 'get' || type === 'set' || /^(?:private|protected)$/.test(text),
  );
  return name?.type === 'property_identifier' && name.text !== 'constructor' && isPublic(name.text) && !isHidden;
}

const isPublic = (name: string): boolean => name !== '' && !name.startsWith('_');

const undecorated = (node: Node): Node | null =>
  node.type === 'decorated_definition' ? node.childForFieldName('definition') : node;
