import type { Subject } from '../types.ts';
import { plainRust, rustItems } from './rust-text.ts';
import { behindBracket, itemsOf } from './statements.ts';

/** What a function's head says of one of its parameters. */
export interface Parameter {
  readonly name: string;
  /** As written; undefined where there is none. */
  readonly type?: string;
  /** Its default, as written. */
  readonly default?: string;
  /** It may be left out. */
  readonly isOptional: boolean;
  /** Python: it is given by its name only. */
  readonly isNamed: boolean;
  /** It takes any number of values; the type is that of each. */
  readonly isVariadic?: boolean;
}

/** The parameters in the head of a function, without receiver and `self`; of Python without `**kwargs`. */
export function parametersOf(head: string, name: string, languageId: string): Parameter[] {
  const list = listIn(languageId === 'rust' ? plainRust(head) : head, name);
  if (list === undefined) return [];
  if (languageId === 'rust') return rustParameters(list);
  if (languageId === 'python') return pythonParameters(list);
  return languageId === 'go' ? goParameters(list) : javaScriptParameters(list);
}

/** Whether a function of Rust is a method: called on a value. */
export function takesSelf(head: string, name: string): boolean {
  return /^\s*(?:&\s*)?(?:mut\s+)?self\b/.test(listIn(plainRust(head), name) ?? '');
}

/** Whether a call of the subject, or of its class, gives what has no default. */
export function takesAll(
  call: string,
  head: string,
  { name, languageId }: Pick<Subject, 'name' | 'languageId'>,
): boolean {
  const required = parametersOf(head, name, languageId).filter(({ isOptional }) => !isOptional).length;
  const given = argumentsOf(call);
  return given !== undefined && given.list.length >= required;
}

/** The arguments of a call that ends with them, and what stands before their bracket. */
export function argumentsOf(call: string): { readonly before: string; readonly list: readonly string[] } | undefined {
  for (let at = call.length - 2; at >= 0; at--) {
    if (call[at] === '(' && behindBracket(call, at) === call.length)
      return { before: call.slice(0, at), list: itemsOf(call.slice(at + 1, -1)) };
  }
  return undefined;
}

/** What stands between the parentheses behind the name. */
function listIn(head: string, name: string): string | undefined {
  const pattern = new RegExp(
    `(?<![\\w$])${name.replaceAll('$', String.raw`\$`)}\\s*(?:(?::[^=()]*)?=\\s*(?:async\\s*)?)?(?=[<[(])`,
    'g',
  );
  for (const match of head.matchAll(pattern)) {
    let at = match.index + match[0].length;
    if (head[at] === '<' || head[at] === '[') {
      const open = head.indexOf('(', head[at] === '[' ? behindBracket(head, at) : behindTypes(head, at));
      if (open < 0) return undefined;
      at = open;
    }
    const end = behindBracket(head, at);
    if (end !== undefined) return head.slice(at + 1, end - 1);
  }
  return undefined;
}

/** Behind `<T extends (x: A) => B>`. */
function behindTypes(head: string, at: number): number {
  let depth = 0;
  for (let index = at; index < head.length; index++) {
    if (head[index] === '<') depth++;
    else if (head[index] === '>' && !/[=-]/.test(head[index - 1] ?? '') && --depth === 0) return index + 1;
  }
  return at;
}

function javaScriptParameters(list: string): Parameter[] {
  return itemsOf(withoutComments(list)).flatMap((whole): Parameter[] => {
    if (/^this\s*:/.test(whole)) return [];
    // Of a constructor: a parameter that is a field, too.
    const item = whole.replace(/^(?:(?:public|private|protected|readonly|override)\s+)+(?=[A-Za-z_$])/, '');
    const rest = /^\.\.\.\s*([A-Za-z_$][\w$]*)\s*(?::\s*([\s\S]*))?$/.exec(item);
    if (rest) {
      const of = rest[2]
        ?.trim()
        .replace(/^(?:readonly\s+)?\(?([\s\S]*?)\)?\[\]$|^(?:Readonly)?Array<([\s\S]*)>$/, '$1$2');
      const type = of === undefined || of === '' ? {} : { type: of };
      return [{ name: rest[1] ?? '', isOptional: true, isNamed: false, isVariadic: true, ...type }];
    }
    if (item.startsWith('...')) return [];
    const [, name = 'options', optional, type, value] =
      /^([A-Za-z_$][\w$]*|[{[][\s\S]*?[}\]])\s*(\?)?\s*(?::\s*([\s\S]*?))?\s*(?:=(?!>)\s*([\s\S]+))?$/.exec(item) ?? [];
    return [
      {
        name,
        isOptional: optional !== undefined || value !== undefined,
        isNamed: false,
        ...(type !== undefined && type !== '' && { type: type.trim() }),
        ...(value !== undefined && { default: value.trim() }),
      },
    ];
  });
}

function pythonParameters(list: string): Parameter[] {
  let isNamed = false;
  const found: Parameter[] = [];
  for (const item of itemsOf(list.replaceAll(/#.*$/gm, ''))) {
    const [, rest, of] = /^\*(\w+)\s*(?::\s*([\s\S]+))?$/.exec(item) ?? [];
    if (rest !== undefined)
      found.push({
        name: rest,
        isOptional: true,
        isNamed: false,
        isVariadic: true,
        ...(of !== undefined && { type: of.trim() }),
      });
    if (item === '*' || /^\*\w/.test(item)) isNamed = true;
    if (item.startsWith('*') || item === '/' || /^(?:self|cls)\b/.test(item)) continue;
    const [, name = '', type, value] = /^(\w+)\s*(?::\s*([\s\S]*?))?\s*(?:=\s*([\s\S]+))?$/.exec(item) ?? [];
    if (name === '') continue;
    found.push({
      name,
      isOptional: value !== undefined,
      isNamed,
      ...(type !== undefined && type !== '' && { type: type.trim() }),
      ...(value !== undefined && { default: value.trim() }),
    });
  }
  return found;
}

/** `a, b int, c string`: the type stands behind the last of its names. */
function goParameters(list: string): Parameter[] {
  let type: string | undefined;
  const found: Parameter[] = [];
  for (const item of itemsOf(list).reverse()) {
    const [, name = '', own] = /^(\w+)(?:\s+([\s\S]+))?$/.exec(item) ?? [];
    if (own !== undefined) type = own.trim();
    if (type?.startsWith('...'))
      found.unshift({ name, isOptional: true, isNamed: false, isVariadic: true, type: type.slice(3).trim() });
    else found.unshift({ name, isOptional: false, isNamed: false, ...(type !== undefined && { type }) });
  }
  return found;
}

function rustParameters(list: string): Parameter[] {
  return rustItems(list).flatMap((item): Parameter[] => {
    if (/^(?:&\s*)?(?:mut\s+)?self\b/.test(item)) return [];
    const [, name = '', type = ''] = /^(?:mut\s+)?([\s\S]*?)\s*:(?!:)\s*([\s\S]+)$/.exec(item) ?? [];
    if (name === '') return [];
    return [
      { name, isOptional: false, isNamed: false, type: type.replaceAll(/\s+/g, ' ').replaceAll('& ', '&').trim() },
    ];
  });
}

function withoutComments(list: string): string {
  return list.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/\/\/.*$/gm, '');
}
