/** A character that is not seen, or that changes the order in which others are seen. */
export interface HiddenCharacter {
  /** UTF-16 index. */
  readonly at: number;
  readonly kind: 'bidirectional' | 'invisible' | 'tag' | 'control';
  /** `U+202E`. */
  readonly name: string;
}

/** Bidirectional controls: the Trojan Source attacks, CVE-2021-42574. */
const BIDIRECTIONAL = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
/** Zero width, fillers and variation selectors of the supplement, which carry hidden text ("Rules File Backdoor"). */
const INVISIBLE =
  /[\u00AD\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180E\u200B-\u200D\u2060-\u2065\u206A-\u206F\u3164\uFEFF\uFFA0\u{1D173}-\u{1D17A}\u{E0100}-\u{E01EF}]/u;
const TAG = /[\u{E0000}-\u{E007F}]/u;
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/u;

/** The hidden characters of a text, in order. */
export function hiddenCharacters(text: string): HiddenCharacter[] {
  const found: HiddenCharacter[] = [];
  let at = 0;
  for (const character of text) {
    const kind = kindOf(character);
    if (kind) found.push({ at, kind, name: nameOf(character) });
    at += character.length;
  }
  return found;
}

/** A sentence about hidden characters that `after` has more of than `before`, or undefined. */
export function hiddenWarning(before: string, after: string): string | undefined {
  const had = countByName(hiddenCharacters(before));
  const more = new Map<string, HiddenCharacter>();
  for (const [name, { count, first }] of countByName(hiddenCharacters(after)))
    if (count > (had.get(name)?.count ?? 0)) more.set(name, first);
  if (more.size === 0) return undefined;
  const kinds = [...new Set([...more.values()].map(({ kind }) => kind))].sort().join(' and ');
  return `It adds ${kinds} characters that cannot be seen: ${[...more.keys()].sort().join(', ')}.`;
}

function countByName(found: readonly HiddenCharacter[]): Map<string, { count: number; first: HiddenCharacter }> {
  const counts = new Map<string, { count: number; first: HiddenCharacter }>();
  for (const one of found) {
    const known = counts.get(one.name);
    counts.set(one.name, { count: (known?.count ?? 0) + 1, first: known?.first ?? one });
  }
  return counts;
}

function kindOf(character: string): HiddenCharacter['kind'] | undefined {
  if (BIDIRECTIONAL.test(character)) return 'bidirectional';
  if (TAG.test(character)) return 'tag';
  if (INVISIBLE.test(character)) return 'invisible';
  return CONTROL.test(character) ? 'control' : undefined;
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
