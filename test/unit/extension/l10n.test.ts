import fs from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const read = (name: string) => fs.readFileSync(new URL(name, root), 'utf8');
const json = (name: string) => JSON.parse(read(name)) as Record<string, string>;
const places = (text: string) => [...text.matchAll(/\{\d\}/g)].map(([place]) => place).sort();

const translations = fs.readdirSync(new URL('l10n', root)).map((name) => name.replace(/^bundle\.l10n\.|\.json$/g, ''));
const source = fs
  .readdirSync(new URL('src/extension', root), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => read(`src/extension/${name.replaceAll('\\', '/')}`))
  .join('\n');
const texts = [...source.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, text]) => text ?? '');

describe('translations', () => {
  it('there is at least one', () => {
    expect(translations.length).toBeGreaterThan(0);
    expect(texts.length).toBeGreaterThan(50);
  });

  it('every text that the extension shows is a literal, so that it can be found', () => {
    const calls = [...source.matchAll(/\bl10n\.t\((?!message, )/g)].length + [...source.matchAll(/[^.\w]t\(/g)].length;
    expect(texts.length).toBe(calls);
  });

  it.each(translations)('%s has every text of the code, with its places, and no other', (language) => {
    const bundle = json(`l10n/bundle.l10n.${language}.json`);
    expect(Object.keys(bundle).sort()).toEqual([...new Set(texts)].sort());
    for (const [text, translated] of Object.entries(bundle)) expect(places(translated)).toEqual(places(text));
  });

  it.each(translations)('%s has every text of the manifest', (language) => {
    const english = json('package.nls.json');
    const translated = json(`package.nls.${language}.json`);
    expect(Object.keys(translated)).toEqual(Object.keys(english));
    // Commands and links within a text must stay what they are.
    const links = (text = '') => [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, link]) => link);
    for (const [key, text] of Object.entries(english)) expect(links(translated[key])).toEqual(links(text));
  });

  it('the manifest names only texts that exist, and all of them', () => {
    const named = [...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? '');
    expect([...new Set(named)].sort()).toEqual(Object.keys(json('package.nls.json')).sort());
  });
});
