import type { FimTokens, TurnTokens } from './types.ts';

// Texts as llama.cpp's src/llama-vocab.cpp knows them, and its metadata keys (src/llama-arch.cpp).

interface FimTexts {
  readonly prefix: string;
  readonly suffix: string;
  readonly middle: string;
}

/** How the families of models write prefix, suffix and middle, for prompts of the form "prefix suffix middle". */
const FIM_FAMILIES: readonly FimTexts[] = [
  { prefix: '<|fim_prefix|>', suffix: '<|fim_suffix|>', middle: '<|fim_middle|>' }, // Qwen, CodeGemma
  { prefix: '<fim_prefix>', suffix: '<fim_suffix>', middle: '<fim_middle>' }, // StarCoder, Granite
  { prefix: '<fim-prefix>', suffix: '<fim-suffix>', middle: '<fim-middle>' }, // SantaCoder
  { prefix: '<｜fim▁begin｜>', suffix: '<｜fim▁hole｜>', middle: '<｜fim▁end｜>' }, // DeepSeek: the hole stands before the suffix
  { prefix: '▁<PRE>', suffix: '▁<SUF>', middle: '▁<MID>' }, // CodeLlama
  { prefix: '<PRE>', suffix: '<SUF>', middle: '<MID>' },
  { prefix: '<|code_prefix|>', suffix: '<|code_suffix|>', middle: '<|code_middle|>' }, // GLM 4.5
  { prefix: '<|prefix|>', suffix: '<|suffix|>', middle: '<|middle|>' }, // Falcon-H1-Tiny-Coder
  // Codestral's [SUFFIX] stands before [PREFIX] and there is no middle token: not of this form, so left out.
];

/** ChatML's, as models of the families Qwen, SmolLM2 and others were trained with. */
const TURN_TEXTS = { start: '<|im_start|>', end: '<|im_end|>' } as const;

/** Texts that no completion contains: ends of text and turn, and what separates files and repositories. */
const STOP_TEXTS: readonly string[] = [
  '<|endoftext|>',
  '<|end_of_text|>',
  '<|eot_id|>',
  '<|eom_id|>',
  TURN_TEXTS.end,
  TURN_TEXTS.start,
  '<|end|>',
  '<end_of_turn>',
  '<EOT>',
  '▁<EOT>',
  '<｜end▁of▁sentence｜>',
  '<|EOT|>',
  '<|file_sep|>',
  '<file_sep>',
  '<|file_separator|>',
  '<|repo_name|>',
  '<repo_name>',
  '<reponame>',
  '<filename>',
  '<|fim_pad|>',
  '<fim_pad>',
  '<fim-pad>',
];

const STOP_KEYS = ['eos', 'eot', 'eom', 'fim_pad', 'fim_rep', 'fim_sep'].map(
  (name) => `tokenizer.ggml.${name}_token_id`,
);

/** Newer name first. */
const FIM_KEYS: readonly FimTexts[] = [
  { prefix: 'fim_pre', suffix: 'fim_suf', middle: 'fim_mid' },
  { prefix: 'prefix', suffix: 'suffix', middle: 'middle' },
];

/** All texts that `findFim`, `findTurns` and `findStopTokens` want the ids of. */
export const SPECIAL_TEXTS: ReadonlySet<string> = new Set([
  ...FIM_FAMILIES.flatMap((family) => [family.prefix, family.suffix, family.middle]),
  ...STOP_TEXTS,
]);

/** What is known of a vocabulary: ids of special texts, ids in the metadata, and the number of tokens. */
export interface Vocabulary {
  readonly size: number;
  readonly tokenIds: ReadonlyMap<string, number>;
  readonly numbers: ReadonlyMap<string, bigint>;
}

/**
 * The fill-in-the-middle tokens: those of the metadata, else those of the first family whose three texts are all in the
 * vocabulary. Ids outside the vocabulary count as missing, as in llama.cpp.
 */
export function findFim(vocabulary: Vocabulary): FimTokens | undefined {
  for (const keys of FIM_KEYS) {
    const id = (name: string): number | undefined => idInMetadata(vocabulary, `tokenizer.ggml.${name}_token_id`);
    const found = distinct(id(keys.prefix), id(keys.suffix), id(keys.middle));
    if (found !== undefined) return found;
  }
  for (const texts of FIM_FAMILIES) {
    const id = (text: string): number | undefined => vocabulary.tokenIds.get(text);
    const found = distinct(id(texts.prefix), id(texts.suffix), id(texts.middle));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The tokens around the turns of a chat, where the vocabulary has both. */
export function findTurns({ tokenIds }: Vocabulary): TurnTokens | undefined {
  const [start, end] = [tokenIds.get(TURN_TEXTS.start), tokenIds.get(TURN_TEXTS.end)];
  return start === undefined || end === undefined ? undefined : { start, end };
}

/** Ids that end a generation, ascending: ends of text and turn, separators, padding, and the FIM tokens themselves. */
export function findStopTokens(vocabulary: Vocabulary, fim: FimTokens | undefined): number[] {
  const ids = new Set<number>();
  const add = (id: number | undefined): void => {
    if (id !== undefined) ids.add(id);
  };
  for (const key of STOP_KEYS) add(idInMetadata(vocabulary, key));
  for (const text of STOP_TEXTS) add(vocabulary.tokenIds.get(text));
  if (fim !== undefined) for (const id of [fim.prefix, fim.suffix, fim.middle]) add(id);
  return [...ids].sort((a, b) => a - b);
}

function idInMetadata(vocabulary: Vocabulary, key: string): number | undefined {
  const id = vocabulary.numbers.get(key);
  return id !== undefined && id >= 0n && id < BigInt(vocabulary.size) ? Number(id) : undefined;
}

function distinct(
  prefix: number | undefined,
  suffix: number | undefined,
  middle: number | undefined,
): FimTokens | undefined {
  if (prefix === undefined || suffix === undefined || middle === undefined) return undefined;
  return new Set([prefix, suffix, middle]).size === 3 ? { prefix, suffix, middle } : undefined;
}
