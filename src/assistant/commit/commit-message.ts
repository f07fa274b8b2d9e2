import type { Engine } from '../../engine/types.ts';
import { reply, type ReplyOptions } from '../chat/reply.ts';

const MOST_TOKENS = 90;
/** https://git-scm.com/docs/git-commit: a subject under 50 characters is advised; longer than this one is cut by most tools. */
const MOST_SUBJECT = 72;
/** Of the model's context, for the diff. */
const DIFF_SHARE = 0.6;
const CHARACTERS_PER_TOKEN = 3;

const SYSTEM =
  'You write commit messages: one subject line in the imperative, under 60 characters, without a full stop, that says what the change does.';

/** A commit message for a unified diff: its subject line. Undefined where the model said nothing of use. */
export async function commitMessage(
  diff: string,
  options: Omit<ReplyOptions, 'maxTokens'>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { contextTokens } = await options.engine.load(signal);
  const shown = shortenedDiff(diff, contextTokens * DIFF_SHARE * CHARACTERS_PER_TOKEN);
  const said = await reply(
    {
      system: SYSTEM,
      user: `Write the commit message for this change.\n\n${filesOf(diff)}\n\n\`\`\`diff\n${await fitting(shown, contextTokens * DIFF_SHARE, options.engine, signal)}\n\`\`\``,
    },
    { ...options, maxTokens: MOST_TOKENS },
    signal,
  );
  return subjectOf(said);
}

/** Hunks of all files in turn, so that none is lost behind a large one, without what git says for itself. */
export function shortenedDiff(diff: string, mostCharacters: number): string {
  const files = diff.split(/^(?=diff --git )/m).filter((file) => file.trim() !== '');
  const share = Math.floor(mostCharacters / Math.max(1, files.length));
  return files
    .map((file) => {
      const lines = file
        .split('\n')
        .filter((line) => !/^(?:index |similarity |old mode |new mode |Binary )/.test(line));
      const kept: string[] = [];
      let left = share;
      for (const line of lines) {
        left -= line.length + 1;
        if (left < 0) return [...kept, '…'].join('\n');
        kept.push(line);
      }
      return kept.join('\n');
    })
    .join('\n')
    .trimEnd();
}

/** `Files: a.ts (+3 -1), b.ts (+10 -0)`. */
export function filesOf(diff: string): string {
  const files = diff.split(/^(?=diff --git )/m).filter((file) => file.startsWith('diff --git '));
  const stats = files.map((file) => {
    const name = /^\+\+\+ b\/(.+)$/m.exec(file)?.[1] ?? /^diff --git a\/.* b\/(.+)$/m.exec(file)?.[1] ?? '';
    return `${name} (+${file.match(/^\+(?!\+\+)/gm)?.length ?? 0} -${file.match(/^-(?!--)/gm)?.length ?? 0})`;
  });
  return `Files: ${stats.slice(0, 12).join(', ')}`;
}

/** The first line of an answer that is a subject, without quotes, prefixes such as "Subject:", and a full stop. */
export function subjectOf(said: string): string | undefined {
  for (const line of said.split('\n')) {
    const subject = line
      .replace(/^\s*(?:```\w*|#+|[-*]|\d+\.)\s*/, '')
      .replace(/^(?:subject|commit message|commit|message)\s*:\s*/i, '')
      .replaceAll(/^["'`*]+|["'`*]+$/g, '')
      .replace(/\.$/, '')
      .trim();
    if (subject.length < 4 || /^(?:here is|sure|certainly|this is)\b/i.test(subject)) continue;
    if (subject.length <= MOST_SUBJECT) return subject;
    const cut = subject.slice(0, MOST_SUBJECT + 1);
    return cut.slice(0, Math.max(cut.lastIndexOf(' '), 20)).replace(/[,;:]$/, '');
  }
  return undefined;
}

async function fitting(text: string, mostTokens: number, engine: Engine, signal: AbortSignal): Promise<string> {
  const [tokens] = await engine.tokenize([text], signal);
  const count = tokens?.length ?? 0;
  return count <= mostTokens ? text : text.slice(0, Math.floor((text.length * mostTokens) / count));
}
