import type { Engine } from '../../engine/types.ts';
import { LANGUAGES, languageById } from '../../workspace/languages.ts';
import type { SyntaxTrees } from '../../workspace/syntax/syntax.ts';
import { reply } from '../chat/reply.ts';
import { codeOf, isClosed } from './code-block.ts';
import { elides } from './elision.ts';
import { targetOf } from './target.ts';

export interface TranslationRequest {
  readonly languageId: string;
  readonly text: string;
  /** UTF-16 indices; the same: the whole text. */
  readonly start: number;
  readonly end: number;
  /** LSP language id. */
  readonly to: string;
}

export type Translation =
  | { readonly kind: 'new'; readonly title: string; readonly code: string; readonly passed: readonly string[] }
  | { readonly kind: 'nothing'; readonly reason: string };

interface TranslationOptions {
  readonly engine: Engine;
  readonly syntax: Pick<SyntaxTrees, 'countErrors'>;
  readonly maxStepMs: number;
  readonly onStage?: (stage: string) => void;
  readonly onText?: (text: string) => void;
}

const ATTEMPTS = 3;
const TEMPERATURE = 0.6;
/** Of the model's context, what the code may take: the answer needs about as much again. */
const CODE_SHARE = 0.4;

/** The code in another language, for a new file. It must parse there; whether it does the same nobody has checked. */
export async function translated(
  { languageId, text, start, end, to }: TranslationRequest,
  { engine, syntax, maxStepMs, onStage, onText }: TranslationOptions,
  signal: AbortSignal,
): Promise<Translation> {
  const known = LANGUAGES.find(({ id }) => id === to);
  if (known === undefined) return nothing('Say into which language to translate it.');
  if (to === languageId) return nothing(`It is in ${known.name} already.`);
  const { code } = end > start ? targetOf(text, start, end) : targetOf(text, 0, text.length);
  if (code === '') return nothing('There is no code at this place.');
  const { contextTokens } = await engine.load(signal);
  const [tokens] = await engine.tokenize([code], signal);
  if ((tokens?.length ?? 0) > contextTokens * CODE_SHARE)
    return nothing('This is too much code for the model to translate at once. Select a part of it.');
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    onStage?.(attempt === 0 ? 'Translating' : `Translating, attempt ${attempt + 1} of ${ATTEMPTS}`);
    const said = await reply(
      {
        system:
          'You are a careful programmer. You translate code from one language to another, completely and idiomatically.',
        user: `Translate this ${languageById(languageId).name} code to ${known.name}. Answer with the whole ${known.name} code.\n\n\`\`\`${languageId}\n${code}\n\`\`\``,
        opening: `\`\`\`${to}\n`,
      },
      {
        engine,
        maxStepMs,
        priority: 'work',
        maxTokens: Math.floor(contextTokens * CODE_SHARE),
        ...(attempt > 0 && { sampling: { temperature: TEMPERATURE, seed: attempt } }),
        onText: (answer) => onText?.(codeOf(answer)),
        until: isClosed,
      },
      signal,
    );
    if (signal.aborted) return nothing('Cancelled.');
    const made = codeOf(said);
    if (made === '' || elides(code, made)) continue;
    const errors = await syntax.countErrors(to, made, true);
    if (errors !== undefined && errors > 0) continue;
    const passed = errors === undefined ? [] : [`parses as ${known.name}`];
    return { kind: 'new', title: `Translate to ${known.name}`, code: made + '\n', passed };
  }
  return nothing(`No answer of the model parses as ${known.name}.`);
}

function nothing(reason: string): Translation {
  return { kind: 'nothing', reason };
}
