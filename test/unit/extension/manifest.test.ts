import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json';
import { COMMANDS } from '../../../src/protocol/messages.ts';
import { builtInCatalogue } from '../../../src/models/catalogue.ts';

const root = new URL('../../../', import.meta.url);
const read = (name: string) => fs.readFileSync(new URL(name, root), 'utf8');
const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;
const commands = manifest.contributes.commands.map(({ command }) => command);
const [walkthrough] = manifest.contributes.walkthroughs;

describe('the manifest of the extension', () => {
  it('is activated without any event that would slow the start down', () => {
    expect(manifest.activationEvents).toEqual(['onStartupFinished']);
  });

  it('has a category, and a title, for every command, and registers each', () => {
    const sources = [
      'main.ts',
      'edits/edit-commands.ts',
      'edits/previews.ts',
      'testing/test-commands.ts',
      'testing/failing-commands.ts',
    ];
    const registered = sources.flatMap((file) =>
      [...read(`src/extension/${file}`).matchAll(/^ {6}(\w+)(?:: |,$)/gm)].map(([, name]) => name),
    );
    for (const { command, category, title } of manifest.contributes.commands) {
      expect(category).toBe('Local Forge');
      expect(texts[title.slice(1, -1)]).toMatch(/^[A-Z]/);
      expect(registered).toContain(command.replace('localForge.', ''));
    }
  });

  it('has no command that the server registers too', () => {
    for (const command of Object.values(COMMANDS)) expect(commands).not.toContain(command);
  });

  it('gives machine scope to what names files, devices and resources', () => {
    const { properties } = manifest.contributes.configuration;
    for (const name of ['model', 'gpu', 'threads', 'idleUnloadMinutes'] as const) {
      expect(properties[`localForge.${name}`].scope).toBe('machine');
    }
  });

  it('leaves workspaces that are not trusted without a say in models and exclusions', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    expect(supported).toBe('limited');
    expect(restrictedConfigurations).toEqual(
      expect.arrayContaining(['localForge.model', 'localForge.exclude', 'localForge.respectGitignore']),
    );
  });

  it('has a walkthrough of six steps, each with its end, pictures that exist, and commands that exist', () => {
    expect(walkthrough?.steps).toHaveLength(6);
    for (const step of walkthrough?.steps ?? []) {
      expect(step.completionEvents.length).toBeGreaterThan(0);
      for (const picture of Object.values(step.media.image)) expect(fs.existsSync(new URL(picture, root))).toBe(true);
      const text = texts[step.description.slice(1, -1)] ?? '';
      const named = [...text.matchAll(/command:(localForge\.\w+)/g)].map(([, command]) => command);
      expect(named.length).toBeGreaterThan(0);
      for (const command of named) expect(commands).toContain(command);
    }
  });

  it('says in the walkthrough what the catalogue says of the default model', () => {
    const [model] = builtInCatalogue;
    const [quantisation] = model.quantisations;
    const text = texts['walkthrough.model.description'] ?? '';
    expect(text).toContain(`${model.name} ${quantisation.name}`);
    expect(text).toContain(`${Math.round(quantisation.bytes / 1e6)} MB, ${model.licence}`);
  });
});
