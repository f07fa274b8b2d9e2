import { languageById } from '../../workspace/languages.ts';

/** What may be asked of a piece of code, beside fixing it. */
export type TaskKind = 'instruction' | 'simplify' | 'document' | 'types' | 'extract' | 'convert';

/** What of the code must stay as it is, whatever the model says. */
export type Invariant = 'code' | 'code-but-types' | 'names' | 'none';

export interface Task {
  /** For people, in the imperative. */
  readonly title: string;
  /** For the model. */
  readonly instruction: string;
  readonly invariant: Invariant;
}

/** Languages that have types which may be left out. */
const OPTIONAL_TYPES = new Set(['typescript', 'typescriptreact', 'python', 'php']);

/** The task of a kind, or the sentence why it makes no sense there. */
export function taskFor(
  kind: TaskKind,
  languageId: string,
  wish: string | undefined,
): Task | { readonly reason: string } {
  const said = wish?.trim() ?? '';
  switch (kind) {
    case 'instruction':
      if (said === '') return { reason: 'Say what to change.' };
      return { title: said, instruction: said, invariant: 'none' };
    case 'convert':
      if (said === '') return { reason: 'Say into what to convert it.' };
      return {
        title: `Convert: ${said}`,
        instruction: `Convert this code: ${said}. It must do the same as before.`,
        invariant: 'none',
      };
    case 'simplify':
      return {
        title: 'Simplify',
        instruction: 'Simplify this code. It must do exactly the same as before, and keep its names and its interface.',
        invariant: 'names',
      };
    case 'document':
      return {
        title: 'Add documentation',
        instruction: 'Write a documentation comment for this code.',
        invariant: 'code',
      };
    case 'types':
      if (!OPTIONAL_TYPES.has(languageId))
        return { reason: `${languageById(languageId).name} has no type annotations to add.` };
      return {
        title: 'Add types',
        instruction: 'Add the missing type annotations to this code. Change nothing else.',
        invariant: 'code-but-types',
      };
    case 'extract':
      return {
        title: 'Extract a function',
        instruction:
          said === ''
            ? 'Move a part of this code that makes sense by itself to a function of its own, and call that. It must do the same as before.'
            : `Move these lines to a function of their own, and call it in their place. The code must do the same as before:\n${said}`,
        invariant: 'none',
      };
  }
}
