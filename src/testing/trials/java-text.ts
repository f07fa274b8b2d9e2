import { headOf } from '../subject.ts';
import type { Subject } from '../types.ts';
import { behindBracket } from './statements.ts';

const PIECE =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\u+[\da-fA-F]{4}|\\[0-7]{1,3}|\\.|[^'\\\n])'/g;
const ANNOTATION = /@(?!interface\b)[\w.]+/g;
const MODIFIER =
  /^(?:public|protected|private|static|final|abstract|synchronized|native|strictfp|default|sealed|non-sealed|transient|volatile)\s+/;

/** Java code with spaces in place of comments. No offset changes. */
export function plainJava(code: string): string {
  return code.replaceAll(PIECE, (piece) => (piece.startsWith('/') ? blank(piece) : piece));
}

/** The same with what stands in quotes blanked, too: only brackets that are code are left. */
export function bareJava(code: string): string {
  return code.replaceAll(PIECE, blank);
}

function blank(piece: string): string {
  return piece.replaceAll(/[^\n]/g, ' ');
}

/** The parts between commas that stand in no bracket; `<` opens one, too. For types and parameters, whose `>` is no comparison. */
export function javaItems(list: string): string[] {
  const items: string[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < list.length; at++) {
    const character = list[at] ?? '';
    if ('([{<'.includes(character)) depth++;
    else if (')]}>'.includes(character)) depth--;
    else if (character === ',' && depth === 0) {
      items.push(list.slice(start, at).trim());
      start = at + 1;
    }
  }
  const last = list.slice(start).trim();
  return last === '' ? items : [...items, last];
}

export interface JavaParameter {
  readonly name: string;
  readonly type: string;
  readonly isVariadic: boolean;
}

/** What the head of a method or constructor says. */
export interface JavaHead {
  readonly modifiers: ReadonlySet<string>;
  /** Names of its own type parameters, with what they extend. */
  readonly bounds: ReadonlyMap<string, string>;
  /** '' of a constructor. */
  readonly result: string;
  readonly parameters: readonly JavaParameter[];
  readonly thrown: readonly string[];
}

export function javaHead(text: string, subject: Subject): JavaHead {
  return headNamed(headOf(text, subject), subject.name);
}

/** The head of a method of this name at the start of code; nothing of it where it is none. */
export function headNamed(code: string, name: string): JavaHead {
  const plain = withoutAnnotations(plainJava(code));
  const at = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\s*\\(`).exec(plain);
  const open = at === null ? -1 : at.index + at[0].length - 1;
  const end = open < 0 ? undefined : behindBracket(plain, open);
  const list = end === undefined ? '' : plain.slice(open + 1, end - 1);
  const { modifiers, rest } = withoutModifiers(plain.slice(0, at?.index ?? 0).trim());
  const typed = rest.startsWith('<') ? behindTypes(rest, 0) : 0;
  const thrown = /^\s*throws\s+([\w.,\s$]+)/.exec(plain.slice(end ?? plain.length))?.[1] ?? '';
  return {
    modifiers,
    bounds: boundsIn(rest.slice(1, Math.max(1, typed - 1))),
    result: rest.slice(typed).trim(),
    parameters: javaParameters(list),
    thrown: javaItems(thrown),
  };
}

/** `T extends Comparable<T>, U`. */
export function boundsIn(list: string): Map<string, string> {
  return new Map(
    javaItems(list).map((item) => {
      const [, name = item, bound = 'Object'] = /^(\w+)(?:\s+extends\s+([\s\S]+))?$/.exec(item) ?? [];
      return [name, bound];
    }),
  );
}

export function javaParameters(list: string): JavaParameter[] {
  return javaItems(withoutAnnotations(plainJava(list))).flatMap((item): JavaParameter[] => {
    const [, type = '', dots, name = '', brackets = ''] =
      /^(?:final\s+)?([\s\S]+?)\s*(\.\.\.)?\s*\b([A-Za-z_$][\w$]*)\s*((?:\[\s*\]\s*)*)$/.exec(item) ?? [];
    if (name === '' || name === 'this') return [];
    return [
      {
        name,
        type: type.replaceAll(/\s+/g, ' ').trim() + brackets.replaceAll(/\s/g, ''),
        isVariadic: dots !== undefined,
      },
    ];
  });
}

function withoutModifiers(code: string): { modifiers: Set<string>; rest: string } {
  const modifiers = new Set<string>();
  let rest = `${code} `;
  for (let found = MODIFIER.exec(rest); found; found = MODIFIER.exec(rest)) {
    modifiers.add(found[0].trim());
    rest = rest.slice(found[0].length).trimStart();
  }
  return { modifiers, rest };
}

/** With spaces in place of annotations and their arguments. */
function withoutAnnotations(code: string): string {
  let result = code;
  for (const { index, 0: whole } of code.matchAll(ANNOTATION)) {
    const next = index + whole.length + (/^\s*(?=\()/.exec(code.slice(index + whole.length))?.[0].length ?? 0);
    const end = code[next] === '(' ? (behindBracket(code, next) ?? next) : index + whole.length;
    result = result.slice(0, index) + blank(result.slice(index, end)) + result.slice(end);
  }
  return result;
}

/** Behind the `>` of the `<` at a place. */
export function behindTypes(code: string, at: number): number {
  let depth = 0;
  for (let index = at; index < code.length; index++) {
    if (code[index] === '<') depth++;
    else if (code[index] === '>' && --depth === 0) return index + 1;
  }
  return at;
}

/** A class, record, enum or interface of a file. */
export interface JavaType {
  readonly kind: 'class' | 'record' | 'enum' | 'interface';
  readonly name: string;
  /** As other files of the package call it: `Outer.Inner`. */
  readonly path: string;
  readonly modifiers: ReadonlySet<string>;
  readonly bounds: ReadonlyMap<string, string>;
  /** Of a record: what stands in its brackets. */
  readonly components: readonly JavaParameter[];
  /** Behind the bracket that opens its body. */
  readonly bodyStart: number;
  readonly end: number;
  /** It can be made and named from outside. */
  readonly isOpen: boolean;
}

/** The types of a file, those inside of others too. */
export function javaTypes(text: string): JavaType[] {
  const bare = bareJava(text);
  const code = withoutAnnotations(bare);
  const found: JavaType[] = [];
  for (const match of code.matchAll(
    /(?<![\w$.])((?:(?:public|protected|private|static|final|abstract|sealed|non-sealed|strictfp)\s+)*)(class|record|enum|interface)\s+([A-Za-z_$][\w$]*)\s*(?=[<({]|extends|implements|permits)/g,
  )) {
    const [whole, before = '', kind = '', name = ''] = match;
    let at = match.index + whole.length;
    const types = code[at] === '<' ? behindTypes(code, at) : at;
    const bounds = boundsIn(code.slice(at + 1, Math.max(at + 1, types - 1)));
    at = types + (/^\s*/.exec(code.slice(types))?.[0].length ?? 0);
    const listEnd = kind === 'record' && code[at] === '(' ? (behindBracket(code, at) ?? at) : at;
    const components = kind === 'record' ? javaParameters(code.slice(at + 1, Math.max(at + 1, listEnd - 1))) : [];
    const open = code.indexOf('{', listEnd);
    const end = open < 0 ? undefined : behindBracket(code, open);
    if (end === undefined) continue;
    const modifiers = new Set(before.trim().split(/\s+/));
    const outer = found.filter((one) => one.bodyStart <= match.index && one.end > match.index).at(-1);
    const isStatic = outer === undefined || modifiers.has('static') || kind !== 'class' || outer.kind === 'interface';
    found.push({
      kind: kind as JavaType['kind'],
      name,
      path: outer === undefined ? name : `${outer.path}.${name}`,
      modifiers,
      bounds,
      components,
      bodyStart: open + 1,
      end,
      isOpen: !modifiers.has('private') && isStatic && (outer?.isOpen ?? true),
    });
  }
  return found;
}

/** The types that hold a place, the innermost last. */
export function typesAround(text: string, at: number): JavaType[] {
  return javaTypes(text).filter(({ bodyStart, end }) => bodyStart <= at && at < end);
}

/** What stands directly in the body of a type: no bodies of methods, no other types. Without comments and annotations; offsets are lost. */
export function membersOf(text: string, { bodyStart, end }: JavaType): string {
  const plain = plainJava(text);
  const bare = bareJava(text);
  let [members, last] = ['', bodyStart];
  for (let at = bodyStart; at < end - 1; at++) {
    if (bare[at] !== '{') continue;
    const behind = behindBracket(bare, at) ?? end;
    members += `${plain.slice(last, at)}{}`;
    [last, at] = [behind, behind - 1];
  }
  return withoutAnnotations(members + plain.slice(last, end - 1));
}

export function packageIn(text: string): string {
  return /^\s*package\s+([\w.]+)\s*;/m.exec(bareJava(text))?.[1] ?? '';
}

/** What a file imports, as it says it: `java.util.List`, `java.util.*`, `static a.B.c`. */
export function importsIn(text: string): string[] {
  return [...bareJava(text).matchAll(/^\s*import\s+((?:static\s+)?[\w.$]+(?:\.\*)?)\s*;/gm)].map(([, name = '']) =>
    name.replace(/\s+/, ' '),
  );
}
