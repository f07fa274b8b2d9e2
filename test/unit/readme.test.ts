import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withSettingsTable } from '../../scripts/settings-table.mjs';

const read = (name: string) => fs.readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;

describe('README', () => {
  it('lists the settings as package.json defines them (npm run format:settings)', () => {
    expect(withSettingsTable(read('README.md'), manifest, texts)).toBe(read('README.md'));
  });

  it.each(['README.md', 'CONTRIBUTING.md'])('%s names only npm scripts that exist', (name) => {
    const named = [...read(name).matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script ?? '');
    expect(named.length).toBeGreaterThan(0);
    for (const script of named) expect(Object.keys(manifest.scripts)).toContain(script);
  });
});
