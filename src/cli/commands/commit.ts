import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import { commitMessage } from '../../assistant/commit/commit-message.ts';
import { open, STEP_MS } from '../open.ts';
import { MODEL_OPTIONS, settingsFrom } from '../options.ts';
import { workspaceRoot } from '../patch.ts';
import { stdinText } from '../source-file.ts';
import { note, out, Stop } from '../terminal.ts';
import { interrupted } from './edit.ts';

/** A larger diff is data; its first part says what the change is about. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * `local-forge commit`: prints a message for what is staged, or with `-` for a diff from stdin. Commits nothing:
 * `local-forge commit | git commit -F -`.
 */
export async function commit(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: MODEL_OPTIONS });
  const [source] = positionals;
  if (positionals.length > 1 || (source !== undefined && source !== '-'))
    throw new Stop(2, 'local-forge commit takes no file: it reads what is staged, or with - a diff from stdin.');
  const settings = settingsFrom(values);
  const root = await workspaceRoot();
  const runtime = await open(settings, [root]);
  const stop = interrupted();
  try {
    const diff = source === '-' ? await stdinText() : await stagedDiff();
    if (diff.trim() === '')
      throw new Stop(1, source === '-' ? 'There is no diff on stdin.' : 'Nothing is staged: git add first.');
    const shown = await withoutExcluded(diff, root, runtime.exclusion);
    if (shown === '') throw new Stop(1, 'All that changed is left out: secrets and ignored files.');
    const message = await commitMessage(
      shown,
      { engine: runtime.engine, maxStepMs: STEP_MS, priority: 'work' },
      stop.signal,
    );
    if (message === undefined) throw new Stop(1, stop.signal.aborted ? 'Cancelled.' : 'The model wrote no message.');
    out(values.json ? JSON.stringify({ message }) + '\n' : message + '\n');
    return 0;
  } finally {
    stop.dispose();
    runtime.dispose();
  }
}

/** What is staged, as git says it; neither external diff programs nor text converters of the repository are run. */
async function stagedDiff(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(
      'git',
      ['--no-pager', '-c', 'core.fsmonitor=false', 'diff', '--staged', '--no-ext-diff', '--no-textconv', '--no-color'],
      { maxBuffer: MOST_BYTES },
    );
    return stdout;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).split('\n', 1)[0] : String(error);
    throw new Stop(1, `git could not say what is staged: ${said ?? ''}`);
  }
}

/** The diff without files that the model must not see. */
async function withoutExcluded(
  diff: string,
  root: string,
  exclusion: (file: string) => Promise<string | undefined>,
): Promise<string> {
  const files = diff.split(/^(?=diff --git )/m).filter((file) => file.trim() !== '');
  const kept: string[] = [];
  for (const file of files) {
    const name = /^(?:\+\+\+ b|--- a)\/(.+)$/m.exec(file)?.[1];
    const reason = name === undefined ? undefined : await exclusion(`${root}/${name}`);
    if (reason === undefined) kept.push(file);
    else note(`local-forge: ${name ?? ''}: ${reason}`);
  }
  return kept.join('');
}
