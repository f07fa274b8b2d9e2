import { parseArgs } from 'node:util';
import { ModelStore } from '../../models/store.ts';
import type { PullProgress } from '../../models/pull.ts';
import { megabytes, note, out, ProgressLine, Stop } from '../terminal.ts';

const ACTIONS = ['list', 'pull', 'path', 'verify', 'remove'];
const SOURCES = ['existing-files', 'hugging-face', 'python-index'] as const;

/** `local-forge models list|pull|path|verify|remove`. */
export async function models(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, source: { type: 'string' }, from: { type: 'string' } },
  });
  const [action = 'list', id, ...more] = positionals;
  if (!ACTIONS.includes(action) || more.length > 0) {
    throw new Stop(2, `Say what to do: local-forge models ${ACTIONS.join('|')} [MODEL].`);
  }
  const store = new ModelStore();
  switch (action) {
    case 'list':
      await list(store, values.json);
      return 0;
    case 'pull':
      await pull(store, id, values.source, values.from);
      return 0;
    case 'path':
      out(`${(await store.openModel(id)).path}\n`);
      return 0;
    case 'verify':
      return verify(store, id);
    default: {
      if (id === undefined) throw new Stop(2, 'Which model? local-forge models remove MODEL.');
      const removed = await store.remove(id);
      note(removed ? `Removed ${id}.` : `${id} is not installed.`);
      return removed ? 0 : 1;
    }
  }
}

async function list(store: ModelStore, json: boolean): Promise<void> {
  const all = await store.list();
  if (json) {
    out(
      JSON.stringify(all.map(({ id, name, path, bytes, installed }) => ({ id, name, path, bytes, installed }))) + '\n',
    );
    return;
  }
  for (const { id, name, bytes, installed, path } of all) {
    out(
      `${installed ? '●' : '○'} ${id.padEnd(22)} ${megabytes(bytes).padStart(7)}  ${name}${installed ? `  ${path}` : ''}\n`,
    );
  }
  note('● installed   ○ local-forge models pull MODEL');
}

/** Pulls a model with a progress bar; Ctrl+C keeps what was received for the next time. */
export async function pull(store: ModelStore, id?: string, source?: string, from?: string): Promise<string> {
  const known = SOURCES.find((name) => name === source);
  if (source !== undefined && known === undefined) throw new Stop(2, `--source takes one of ${SOURCES.join(', ')}.`);
  const progress = new ProgressLine();
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort(new Stop(1, 'Stopped. The next pull goes on from here.'));
  process.once('SIGINT', interrupt);
  try {
    const file = await store.pull(id, {
      signal: interrupted.signal,
      onProgress: (now) => show(progress, now),
      ...(known && { source: known }),
      ...(from !== undefined && { from }),
    });
    progress.clear();
    note(`${file.name} is at ${file.path}${file.sha256 === undefined ? '' : `, SHA-256 ${file.sha256} verified`}.`);
    return file.path;
  } finally {
    progress.clear();
    process.removeListener('SIGINT', interrupt);
  }
}

const PHASES = { looking: 'Looking', downloading: 'Downloading', joining: 'Joining', verifying: 'Verifying' };

function show(progress: ProgressLine, { phase, source, receivedBytes, totalBytes }: PullProgress): void {
  const detail = `${megabytes(receivedBytes)} of ${megabytes(totalBytes)}, ${source}`;
  progress.show(PHASES[phase], totalBytes === 0 ? 0 : receivedBytes / totalBytes, detail);
}

async function verify(store: ModelStore, id: string | undefined): Promise<number> {
  const progress = new ProgressLine();
  const { path, sha256, expected } = await store.verify(id);
  progress.clear();
  if (expected !== undefined && sha256 !== expected) {
    throw new Stop(
      1,
      `${path} is damaged: SHA-256 ${sha256}, expected ${expected}. "local-forge models pull" replaces it.`,
    );
  }
  out(`${sha256}  ${path}\n`);
  if (expected === undefined) note('Not in the catalogue: there is nothing to compare with.');
  return 0;
}
