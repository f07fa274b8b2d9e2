import { behindBracket } from './statements.ts';
import { bareRust, plainRust, rustItems } from './rust-text.ts';

/** What a value of a struct, or of one variant of an enum, is made of. */
export interface RustFields {
  readonly kind: 'unit' | 'tuple' | 'named';
  /** Names are places in a tuple. */
  readonly fields: readonly { readonly name: string; readonly type: string }[];
}

/** A struct or enum that stands at the top of a file, without parameters of its own. */
export interface RustType {
  readonly name: string;
  /** A struct has one, of its own name; an enum one for each variant, `Level::High`. */
  readonly shapes: readonly (RustFields & { readonly path: string })[];
  /** Traits that it derives, or that the file implements for it. */
  readonly traits: ReadonlySet<string>;
}

/** The types of a file whose values can be written down. Those that are there under some condition only are left out. */
export function rustTypes(text: string): RustType[] {
  const plain = plainRust(text);
  const bare = bareRust(text);
  const found: RustType[] = [];
  for (const match of bare.matchAll(
    /^((?:[ \t]*#\[[^\n]*\]\s*)*)(?:pub(?:\([^)]*\))?\s+)?(struct|enum)\s+(\w+)\s*([;({])/gm,
  )) {
    const [whole, attributes = '', keyword, name = '', opening] = match;
    const open = match.index + whole.length - 1;
    const end = opening === ';' ? open : behindBracket(bare, open);
    if (end === undefined) continue;
    const body = opening === ';' ? '' : plain.slice(open + 1, end - 1);
    if (/\bcfg\b/.test(attributes) || /#\[cfg\b/.test(body) || /\bmacro_rules\b/.test(whole)) continue;
    const derived = [...attributes.matchAll(/\bderive\(([^)]*)\)/g)].flatMap(([, list = '']) => rustItems(list));
    const implemented = [
      ...bare.matchAll(new RegExp(`\\bimpl\\s+(?:\\w+::)*(\\w+)\\s+for\\s+${name}\\b(?!\\s*<)`, 'g')),
    ].map(([, trait = '']) => trait);
    const shapes =
      keyword === 'struct'
        ? [{ path: name, ...fieldsOf(opening ?? ';', body) }]
        : rustItems(withoutAttributes(body)).flatMap((variant) => {
            const [, own, rest = ''] = /^(\w+)\s*([\s\S]*)$/.exec(variant) ?? [];
            if (own === undefined) return [];
            const inner = /^[({]/.test(rest) ? rest.slice(1, (behindBracket(rest, 0) ?? rest.length) - 1) : '';
            return [{ path: `${name}::${own}`, ...fieldsOf(/^[({]/.exec(rest)?.[0] ?? ';', inner) }];
          });
    const traits = new Set([...derived, ...implemented].map((trait) => trait.split('::').at(-1) ?? trait));
    found.push({ name, shapes, traits });
  }
  return found;
}

function fieldsOf(opening: string, body: string): RustFields {
  if (opening === ';') return { kind: 'unit', fields: [] };
  const items = rustItems(withoutAttributes(body)).map((item) => item.replace(/^pub(?:\([^)]*\))?\s+/, ''));
  if (opening === '(') return { kind: 'tuple', fields: items.map((type, index) => ({ name: String(index), type })) };
  return {
    kind: 'named',
    fields: items.flatMap((item) => {
      const [, name, type] = /^(\w+)\s*:\s*([\s\S]+)$/.exec(item) ?? [];
      return name === undefined || type === undefined ? [] : [{ name, type: type.trim() }];
    }),
  };
}

function withoutAttributes(body: string): string {
  return body.replaceAll(/#\[[^\]]*\]/g, (attribute) => ' '.repeat(attribute.length));
}

/** Source text of such a value, given that of its fields. */
export function rustValue(shape: RustFields & { readonly path: string }, values: readonly string[]): string {
  if (shape.kind === 'unit') return shape.path;
  if (shape.kind === 'tuple') return `${shape.path}(${values.join(', ')})`;
  const fields = shape.fields.map(({ name }, index) => `${name}: ${values[index] ?? ''}`);
  return fields.length === 0 ? `${shape.path} {}` : `${shape.path} { ${fields.join(', ')} }`;
}
