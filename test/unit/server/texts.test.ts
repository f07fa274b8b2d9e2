import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { localized } from '../../../src/server/localized.ts';
import { Texts, textsFor } from '../../../src/server/texts.ts';

const folder = fileURLToPath(new URL('../../../l10n', import.meta.url));
const german = textsFor('de', folder);

describe('the texts of the server', () => {
  it('are those of the client’s language, else of its wider one, else English', () => {
    expect(german.t('Fix with Local Forge: {0}', 'x')).toBe('Mit Local Forge beheben: x');
    expect(textsFor('de-AT', folder).t('Generate Tests')).toBe('Tests erzeugen');
    for (const locale of [undefined, 'en', 'fr', '../../x', '']) {
      expect(textsFor(locale, folder).t('Fix with Local Forge: {0}', 'x')).toBe('Fix with Local Forge: x');
    }
  });

  it('finds sentences of other rooms by their template', () => {
    expect(german.said('Running 12 calls')).toBe('12 Aufrufe laufen');
    expect(german.said('Cancelled.')).toBe('Abgebrochen.');
    expect(german.said('Nobody has translated this.')).toBe('Nobody has translated this.');
    expect(new Texts().said('Running 12 calls')).toBe('Running 12 calls');
  });

  it('translates a sentence within a sentence, and no name', () => {
    const texts = new Texts({ 'No. {0}': 'Nein. {0}', 'Stop.': 'Halt.', Stop: 'Anhalten' });
    expect(texts.said('No. Stop.')).toBe('Nein. Halt.');
    expect(texts.said('No. Stop')).toBe('Nein. Stop');
  });

  it.each([
    ['clamp(5, 0, 3) gives 0, and should give 3.', 'clamp(5, 0, 3) ergibt 0, und sollte 3 ergeben.'],
    [
      'f(1, 2) throws TypeError: x, and should give 3, as its documentation says.',
      'f(1, 2) wirft TypeError: x, und sollte 3 ergeben, wie die Dokumentation sagt.',
    ],
    [
      'Div(1, 0) panics: divide by zero, and should not.',
      'Div(1, 0) bricht ab (panic): divide by zero, und sollte es nicht.',
    ],
    ['f() gives nothing, and should throw ValueError.', 'f() ergibt nichts, und sollte ValueError werfen.'],
    [
      'None of 3 calls shows this. f(1) gives 2, as it should.',
      'Keiner von 3 Aufrufen zeigt dies. f(1) ergibt 2, wie es sein soll.',
    ],
    ['f(1) cannot be tried: It does not end.', 'f(1) lässt sich nicht versuchen: Er endet nicht.'],
  ])('translates a clause within a sentence: %s', (english, translated) => {
    expect(german.said(english)).toBe(translated);
  });

  it('takes a clause for one only where it begins a sentence', () => {
    const texts = new Texts({ 'Not run: {0}': 'Lief nicht: {0}', '{0} gives {1}': '{0} ergibt {1}' });
    expect(texts.said('Not run: f gives up')).toBe('Lief nicht: f gives up');
  });

  it('takes the template that tells most', () => {
    const texts = new Texts({ '{0} is {1}.': 'kurz {1} {0}', '{0} is not {1}.': 'lang {0} {1}' });
    expect(texts.said('a is not b.')).toBe('lang a b');
    expect(texts.said('a is b.')).toBe('kurz b a');
  });

  it('takes places in what is put in for what they are', () => {
    expect(new Texts({ '{0} of {1}': '{1}: {0}' }).said('{1} of $&\nx')).toBe('$&\nx: {1}');
    expect(new Texts().t('{0} {1}', '{1}', 'b')).toBe('{1} b');
  });

  it('translates the sentences of a result, and neither code nor names', () => {
    const tests = {
      title: 'Cancelled.',
      passed: ['no network', 'each passed alone'],
      cases: [{ code: 'Cancelled.', branches: 2 }],
      uri: null,
    };
    expect(localized({ tests }, german)).toEqual({
      tests: { ...tests, passed: ['kein Netz', 'jeder allein bestanden'] },
    });
    expect(localized({ reason: 'Cancelled.' }, german)).toEqual({ reason: 'Abgebrochen.' });
    expect(localized({ test: { title: 'f(1) gives 2', why: 'f(1) gives 2, and should give 3.' } }, german)).toEqual({
      test: { title: 'f(1) gives 2', why: 'f(1) ergibt 2, und sollte 3 ergeben.' },
    });
  });
});
