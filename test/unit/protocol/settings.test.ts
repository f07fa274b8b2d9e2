import { describe, expect, it } from 'vitest';
import { contributes } from '../../../package.json';
import { defaultSettings, readSettings } from '../../../src/protocol/settings.ts';

describe('readSettings', () => {
  it('has exactly the settings that package.json defines, with their defaults', () => {
    const defined = Object.entries(contributes.configuration.properties).map(([name, schema]) => [
      name.replace('localForge.', ''),
      schema.default,
    ]);
    expect(defaultSettings).toEqual(Object.fromEntries(defined));
  });

  it('takes values that fit', () => {
    const { settings, problems } = readSettings({
      gpu: 'off',
      threads: 4,
      exclude: ['*.gen.ts'],
      languages: { go: false },
      unknown: 1,
    });
    expect(settings).toEqual({
      ...defaultSettings,
      gpu: 'off',
      threads: 4,
      exclude: ['*.gen.ts'],
      languages: { go: false },
    });
    expect(problems).toEqual([]);
  });

  it.each([
    [{ gpu: 'tpu' }, 'gpu'],
    [{ threads: 1.5 }, 'threads'],
    [{ threads: -1 }, 'threads'],
    [{ threads: '2' }, 'threads'],
    [{ minimumConfidence: 2 }, 'minimumConfidence'],
    [{ minimumConfidence: NaN }, 'minimumConfidence'],
    [{ minimumConfidence: '0' }, 'minimumConfidence'],
    [{ mode: 'loud' }, 'mode'],
    [{ exclude: 'a' }, 'exclude'],
    [{ exclude: [1] }, 'exclude'],
    [{ enable: 'yes' }, 'enable'],
    [{ model: 7 }, 'model'],
    [{ languages: ['go'] }, 'languages'],
    [{ languages: { go: 'no' } }, 'languages'],
  ])('replaces %j by the default and says so in one sentence', (given, name) => {
    const { settings, problems } = readSettings(given);
    expect(settings).toEqual(defaultSettings);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`localForge.${name} `);
  });

  it('takes a number, and null for none, where either may be', () => {
    expect(readSettings({ minimumConfidence: 0 })).toMatchObject({ settings: { minimumConfidence: 0 }, problems: [] });
    expect(readSettings({ minimumConfidence: null })).toEqual({ settings: defaultSettings, problems: [] });
  });

  it.each([undefined, null, 3, 'text', []])('takes %j for no settings', (section) => {
    expect(readSettings(section)).toEqual({ settings: defaultSettings, problems: [] });
  });
});
