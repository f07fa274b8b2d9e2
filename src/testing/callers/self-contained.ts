import { exportsOf, importsOf as javaScriptImports } from '../languages/javascript.ts';
import { importsOf as goImports } from '../languages/go.ts';
import { identifiersIn } from '../languages/language.ts';
import { importsOf as pythonImports, topLevelNames } from '../languages/python.ts';
import { rustTypes } from '../trials/rust-types.ts';

const WORDS: Readonly<Record<'javascript' | 'python' | 'go' | 'rust', string>> = {
  javascript:
    'true false null undefined NaN Infinity new return async await function typeof const let Math Number String Boolean Date Map Set Array Object JSON RegExp BigInt Symbol Uint8Array Buffer Error TypeError RangeError URL as',
  python:
    'True False None lambda not and or in is for if else int str float bool bytes bytearray complex list dict set frozenset tuple range len sorted reversed iter object ValueError TypeError KeyError Exception',
  go: 'true false nil func return if else for range map make append len new int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 float32 float64 string bool byte rune error any interface struct strings strconv time errors bytes math',
  rust: 'true false mut as Some None Ok Err Vec vec String Box new from std collections HashMap HashSet BTreeMap BTreeSet Default default i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 bool char str MIN MAX',
};

/** Names that calls may use in a test of the source: the language's own, and what a test file can import from the source. */
export function usableNames(text: string, languageId: string): ReadonlySet<string> {
  const kind = languageId === 'python' || languageId === 'go' || languageId === 'rust' ? languageId : 'javascript';
  return new Set([...WORDS[kind].split(' '), ...namesOf(text, kind)]);
}

function namesOf(text: string, kind: keyof typeof WORDS): string[] {
  if (kind === 'javascript')
    return [...exportsOf(text).keys(), ...javaScriptImports(text).flatMap(({ names }) => names)];
  if (kind === 'python') return [...topLevelNames(text), ...pythonImports(text).flatMap(({ names }) => names)];
  if (kind === 'rust') return rustNames(text);
  const declared = [...text.matchAll(/^(?:func|type|var|const)\s+(\w+)/gm)].map(([, name = '']) => name);
  return [...declared, ...goImports(text).map(({ from, whole }) => whole ?? from.slice(from.lastIndexOf('/') + 1))];
}

/** What a file declares, wherever in it, and its variants. */
function rustNames(text: string): string[] {
  const declared = text.matchAll(/\b(?:fn|struct|enum|union|const|static|type)\s+([A-Za-z_]\w*)/g);
  return [
    ...[...declared].map(([, name = '']) => name),
    ...rustTypes(text).flatMap(({ shapes }) => shapes.map(({ path }) => path.split('::').at(-1) ?? path)),
  ];
}

/** Whether code names nothing but what is `usable`, keys of objects and parameters of its own functions. */
export function isSelfContained(code: string, usable: ReadonlySet<string>, languageId: string): boolean {
  const own = new Set([...parametersIn(code)]);
  const plain =
    languageId === 'python'
      ? code.replaceAll(/(?<=[(,]\s*)\w+\s*=(?!=)/g, '')
      : code.replaceAll(/(?<=[{,]\s*)[A-Za-z_$][\w$]*\s*:(?!:)/g, '');
  return [...identifiersIn(plain)].every((name) => usable.has(name) || own.has(name));
}

function parametersIn(code: string): string[] {
  const lists = [
    ...code.matchAll(/\(([^()]*)\)\s*=>|([A-Za-z_$][\w$]*)\s*=>|\blambda\b([^:]*):|\bfunc\s*\(([^()]*)\)/g),
  ].map((match) => match.slice(1).join(' '));
  return lists.flatMap((list) => list.match(/[A-Za-z_$][\w$]*/g) ?? []);
}
