import fs from 'node:fs';
import path from 'node:path';

type Bundle = Readonly<Record<string, string>>;

/** Words that stand in a template's places may be anything, also several lines. */
const PLACE = /\{(\d)\}/g;

/** A text with its places, and what finds it. */
interface Template {
  readonly pattern: RegExp;
  /** Numbers of the places, in their order. */
  readonly places: readonly number[];
  /** Of each, whether a sentence or a clause begins with it. */
  readonly begins: readonly boolean[];
  readonly translated: string;
}

/**
 * What the server says to people, in the client's language. The translations are those of the extension (`l10n/`); what has none
 * stays English.
 */
export class Texts {
  private readonly bundle: Bundle;
  private templates: readonly Template[] | undefined;

  public constructor(bundle: Bundle = {}) {
    this.bundle = bundle;
  }

  /** As `vscode.l10n.t`: a text with its places filled in. */
  public readonly t = (message: string, ...values: readonly (string | number)[]): string =>
    filled(this.bundle[message] ?? message, values);

  /**
   * A sentence that came from a room that knows no language. It is found by the template in whose places its words would stand, the
   * most telling template first.
   */
  public readonly said = (sentence: string): string => {
    const exact = this.bundle[sentence];
    if (exact !== undefined) return exact;
    this.templates ??= templatesOf(this.bundle);
    for (const { pattern, places, begins, translated } of this.templates) {
      const found = pattern.exec(sentence);
      if (found === null) continue;
      const values: string[] = [];
      for (const [at, place] of places.entries()) values[place] = this.part(found[at + 1] ?? '', begins[at]);
      return filled(translated, values);
    }
    return sentence;
  };

  /** What was put in may be a sentence itself, or a clause with a template of its own; single words are names. */
  private part(part: string, begins = false): string {
    if (begins && part.includes(' ')) return this.said(part);
    return part.endsWith('.') ? (this.bundle[part] ?? part) : part;
  }
}

/** The texts for a client's locale (`de`, `de-AT`, as in BCP 47), from the folder of bundles; English for all others. */
export function textsFor(locale: string | undefined, folder: string): Texts {
  const language = locale?.toLowerCase() ?? 'en';
  for (const name of [language, language.split('-')[0] ?? '']) {
    if (!/^[a-z0-9-]+$/.test(name)) continue;
    try {
      const file = path.join(folder, `bundle.l10n.${name}.json`);
      return new Texts(JSON.parse(fs.readFileSync(file, 'utf8')) as Bundle);
    } catch {
      // There is no such translation: the next one, and in the end English.
    }
  }
  return new Texts();
}

function filled(text: string, values: readonly (string | number)[]): string {
  return text.replaceAll(PLACE, (place, number: string) => String(values[Number(number)] ?? place));
}

function templatesOf(bundle: Bundle): Template[] {
  return Object.entries(bundle)
    .filter(([english]) => english.search(PLACE) >= 0)
    .sort(([one], [other]) => literalLength(other) - literalLength(one))
    .map(([english, translated]) => ({
      pattern: new RegExp(`^${english.split(PLACE).map(partOf).join('')}$`, 's'),
      places: [...english.matchAll(PLACE)].map(([, number]) => Number(number)),
      begins: [...english.matchAll(PLACE)].map(({ index }) => /(?:^|\. )$/.test(english.slice(0, index))),
      translated,
    }));
}

/** Splitting at a group gives the words between, and at each odd place the group. */
function partOf(part: string, index: number): string {
  return index % 2 === 1 ? '(.*?)' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function literalLength(template: string): number {
  return template.replaceAll(PLACE, '').length;
}
