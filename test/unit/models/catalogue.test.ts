import { describe, expect, test } from 'vitest';
import { cacheDirectory, modelsDirectory } from '../../../src/models/cache-directory.ts';
import {
  allEntries,
  builtInCatalogue,
  defaultEntry,
  displayName,
  entryId,
  findEntry,
} from '../../../src/models/catalogue.ts';

describe('the built-in catalogue', () => {
  test('has the default model first', () => {
    const entry = defaultEntry(builtInCatalogue);
    expect(displayName(entry)).toBe('Qwen2.5-Coder-0.5B-Instruct Q4_K_M');
    expect(entry.quantisation.bytes).toBe(491_400_064);
    expect(findEntry(builtInCatalogue, 'Qwen2.5-Coder-0.5B:q4_k_m')).toEqual(entry);
    expect(findEntry(builtInCatalogue, 'qwen2.5-coder-0.5b:q9')).toBeUndefined();
  });

  test.each(allEntries(builtInCatalogue).map((entry) => [displayName(entry), entry] as const))('%s', (_, entry) => {
    const { model, quantisation } = entry;
    expect(findEntry(builtInCatalogue, entryId(entry))).toEqual(entry);
    expect(model.id).toMatch(/^[a-z0-9.-]+$/);
    for (const role of model.roles) expect(['complete', 'edit']).toContain(role);
    expect(model.parameters).toBeGreaterThan(1e6);
    expect(model.contextLength).toBeGreaterThan(1000);
    expect(model.licence).toBe('Apache-2.0');
    if (model.fim !== null) expect(new Set(Object.values(model.fim)).size).toBe(3);
    expect(quantisation.fileName).toMatch(/^[\w.-]+\.gguf$/);
    expect(quantisation.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(quantisation.sources.length).toBeGreaterThan(0);
    for (const source of quantisation.sources) {
      if (source.kind === 'hugging-face') {
        expect(source.revision).toMatch(/^[0-9a-f]{40}$/);
        expect(source.repository).toMatch(/^[\w.-]+\/[\w.-]+$/);
      } else {
        expect(source.parts.reduce((sum, part) => sum + part.bytes, 0)).toBe(quantisation.bytes);
        for (const part of source.parts) {
          expect(part.package).toMatch(/^[a-z0-9-]+$/); // goes into pip's command line
          expect(part.version).toMatch(/^[\d.]+$/);
        }
      }
    }
  });
});

describe('the cache folder', () => {
  test.each([
    ['linux', {}, '/home/ann/.cache/local-forge'],
    ['linux', { XDG_CACHE_HOME: '/var/cache/ann' }, '/var/cache/ann/local-forge'],
    ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/ann/.cache/local-forge'],
    ['linux', { LOCAL_FORGE_CACHE: '/big/disk' }, '/big/disk'],
    ['linux', { LOCAL_FORGE_CACHE: '' }, '/home/ann/.cache/local-forge'],
    ['darwin', { XDG_CACHE_HOME: '/x' }, '/home/ann/Library/Caches/local-forge'],
    ['win32', { LOCALAPPDATA: 'C:\\Local' }, 'C:\\Local\\local-forge\\Cache'],
  ] as const)('%s %o', (platform, env, expected) => {
    expect(cacheDirectory({ platform, env, home: '/home/ann' })).toBe(expected);
  });

  test('holds a folder of models', () => {
    expect(modelsDirectory({ platform: 'linux', env: {}, home: '/h' })).toBe('/h/.cache/local-forge/models');
  });
});
