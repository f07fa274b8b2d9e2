import type { Piece } from '../../src/engine/types.ts';

/** Where two answers to the same prompt part: how far they agree, and what each said there, how probably. */
export interface Parting {
  /** Characters that both say. */
  readonly after: number;
  /** Undefined where that answer ends there. */
  readonly plain: Piece | undefined;
  readonly drafted: Piece | undefined;
}

/** Undefined where the answers are the same. */
export function partingOf(plain: readonly Piece[], drafted: readonly Piece[]): Parting | undefined {
  let after = 0;
  for (let index = 0; index < Math.max(plain.length, drafted.length); index++) {
    const [a, b] = [plain[index], drafted[index]];
    if (a === undefined || b === undefined || a.text !== b.text) return { after, plain: a, drafted: b };
    after += a.text.length;
  }
  return undefined;
}

/**
 * Largest difference of two candidates' probabilities that the arithmetic of batches can turn around. llama.cpp rounds
 * activations to 8 bits and multiplies one row by other kernels than several.
 */
const TIE = 0.05;

/** Whether the two candidates were as good as equally likely, so that rounding decided. */
export function isTie({ plain, drafted }: Parting): boolean {
  return plain !== undefined && drafted !== undefined && Math.abs(plain.probability - drafted.probability) <= TIE;
}
