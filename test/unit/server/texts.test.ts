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
  });
});
