import { codeFiles, type CodeFile } from '../eval/code-files.ts';
import { SOURCES } from '../eval/sources.ts';
import { seeded, type Random } from '../random.ts';

/** A real function, what is to be done with it, and how that is said. */
export interface EditTask {
  /** `<file>:<offset>` of the function. */
  readonly id: string;
  readonly kind: EditKind;
  readonly languageId: CodeFile['languageId'];
  readonly instruction: string;
  /** Whole lines, the last one without its break. */
  readonly code: string;
}

export type EditKind = 'rename' | 'parameter' | 'comment' | 'repair';

const KINDS: readonly EditKind[] = ['rename', 'parameter', 'comment', 'repair'];
const SEED = 11;
/** Shorter functions are not worth a draft, longer ones not worth the minutes. */
const LINES = { least: 8, most: 30 };
const CHARACTERS = { least: 300, most: 1200 };
const NO_NAMES =
  /^(?:async|await|break|case|catch|class|const|continue|def|default|defer|elif|else|except|export|extends|false|finally|for|from|func|function|if|import|interface|is|let|map|new|nil|not|null|number|pass|raise|range|return|self|string|struct|super|switch|this|throw|true|try|type|undefined|unknown|var|void|while|with|yield)$/;

/** The same functions in every run: from all packages in turn, kinds of edits in turn. */
export function editTasks(count: number): EditTask[] {
  const random = seeded(SEED);
  const bySource: EditTask[][] = [];
  for (const [index, source] of SOURCES.entries()) {
    // Kinds move on by one with every source: no language has one kind for itself.
    bySource.push(tasksOf(codeFiles(source), Math.ceil(count / SOURCES.length), index, random));
  }
  const turns = Array.from({ length: Math.ceil(count / SOURCES.length) }, (_, turn) => turn);
  return turns.flatMap((turn) => bySource.flatMap((tasks) => tasks.slice(turn, turn + 1))).slice(0, count);
}

function tasksOf(files: readonly CodeFile[], count: number, firstKind: number, random: Random): EditTask[] {
  const left = [...files];
  const tasks: EditTask[] = [];
  while (tasks.length < count && left.length > 0) {
    const [file] = left.splice(Math.floor(random() * left.length), 1);
    const kind = KINDS[(firstKind + tasks.length) % KINDS.length];
    if (file === undefined || kind === undefined) break;
    const candidates = functionsOf(file).flatMap((place) => taskOf(file, place, kind) ?? []);
    const task = candidates[Math.floor(random() * candidates.length)];
    if (task) tasks.push(task);
  }
  return tasks;
}

interface FunctionPlace {
  readonly offset: number;
  readonly name: string;
  readonly code: string;
}

/** Where a function with a name begins, by its line: indentation and name. */
const HEADS: Record<CodeFile['languageId'], RegExp> = {
  typescript: /^( *)(?:export |default |async )*function (\w+)/,
  python: /^( *)(?:async )?def (\w+)/,
  go: /^()func (?:\([^)]*\) )?(\w+)/,
};

/** The functions of a formatted file: to the closing bracket under the head, or to where the indentation returns. */
function functionsOf({ languageId, text }: CodeFile): FunctionPlace[] {
  const lines = text.split('\n');
  let offset = 0;
  return lines.flatMap((line, index) => {
    const start = offset;
    offset += line.length + 1;
    const [, indentation, name] = HEADS[languageId].exec(line) ?? [];
    if (indentation === undefined || name === undefined) return [];
    const body = lines.slice(index + 1);
    const past = (other: string) => other.trim() !== '' && !other.startsWith(`${indentation} `) && !/^ *\)/.test(other);
    const last =
      languageId === 'python' ? body.findIndex(past) : body.findIndex((other) => other === `${indentation}}`) + 1;
    const code = [line, ...body.slice(0, last)].join('\n').trimEnd();
    return last > 0 && hasRightSize(code) ? [{ offset: start, name, code }] : [];
  });
}

function hasRightSize(code: string): boolean {
  const lines = code.split('\n').length;
  return (
    lines >= LINES.least && lines <= LINES.most && code.length >= CHARACTERS.least && code.length <= CHARACTERS.most
  );
}

/** Undefined where the function has nothing that this kind of edit needs. */
function taskOf(file: CodeFile, { offset, name, code }: FunctionPlace, kind: EditKind): EditTask | undefined {
  const of = { id: `${file.name}:${offset}`, kind, languageId: file.languageId };
  const names = repeatedNames(code, name);
  const [common] = names;
  switch (kind) {
    case 'rename':
      return common === undefined
        ? undefined
        : { ...of, code, instruction: `Rename \`${common}\` to \`${longer(common, file.languageId)}\`.` };
    case 'parameter':
      return { ...of, code, instruction: `Add a parameter \`verbose\` at the end of the parameters of \`${name}\`.` };
    case 'comment':
      return { ...of, code, instruction: `Add a comment above the function \`${name}\` that says what it does.` };
    case 'repair': {
      const broken = common === undefined ? undefined : misspelt(code, common);
      return broken === undefined
        ? undefined
        : { ...of, code: broken.code, instruction: `Fix the error: cannot find name \`${broken.name}\`.` };
    }
  }
}

/** Names that stand three times at least by themselves, not behind a dot; the most frequent first. */
function repeatedNames(code: string, own: string): string[] {
  const counts = new Map<string, number>();
  for (const [name] of code.matchAll(/(?<![.\w"'`])[a-z]\w{2,}(?![\w"'`])/g)) {
    if (name !== own && !NO_NAMES.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= 3)
    .sort((a, b) => b[1] - a[1])
    .map(([name]) => name);
}

function longer(name: string, languageId: CodeFile['languageId']): string {
  return languageId === 'python' ? `current_${name}` : `current${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** The code with two letters exchanged in the last place where the name stands by itself. */
function misspelt(code: string, name: string): { code: string; name: string } | undefined {
  const at = [...code.matchAll(new RegExp(`(?<![.\\w"'\`])${name}(?![\\w"'\`])`, 'g'))].at(-1)?.index;
  const wrong = name.slice(0, -2) + name.slice(-1) + name.slice(-2, -1);
  if (at === undefined || wrong === name) return undefined;
  return { code: code.slice(0, at) + wrong + code.slice(at + name.length), name: wrong };
}

/** A request in ChatML that asks to repeat the code with the change: what to say before and behind the model's markers. */
export function textsOf({ languageId, instruction, code }: EditTask): { user: string; assistant: string } {
  return {
    user: `user\n${instruction} Repeat the whole code with this change and change nothing else.\n\n\`\`\`${languageId}\n${code}\n\`\`\``,
    assistant: `assistant\n\`\`\`${languageId}\n`,
  };
}
