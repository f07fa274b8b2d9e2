import fs from 'node:fs/promises';
import path from 'node:path';
import os from 'node:os';
import type { BatchCosts } from '../types.ts';
import type { PromptSequence, StepPolicy } from './prompt-sequence.ts';
import type { Vocabulary } from './vocabulary.ts';

/** How fast one model is on this machine. */
export interface Speeds {
  /** Tokens per second. */
  readonly prefillRate: number;
  readonly decodeRate: number;
  readonly batchCosts: BatchCosts;
}

/** As kept in the file: earlier versions measured no batches, or no large ones. */
type KeptSpeeds = Omit<Speeds, 'batchCosts'> & Partial<Speeds>;

/** Batches as drafts from an original have them. */
type LargeBatchCosts = Required<Omit<BatchCosts, 'of4' | 'of8'>>;

const PREFILL_TOKENS = 128;
const DECODE_TOKENS = 8;
/** Passes over each size of batch; the fastest counts, since what disturbs a pass only makes it longer. */
const BATCH_PASSES = 4;
/** No further round of passes begins after so long; a round takes about 150 ms on two cores. */
const LONGEST_BATCHES_MS = 300;
const SAMPLE = 'export function area(width: number, height: number): number {\n  return width * height;\n}\n\n';
const POLICY: StepPolicy = { priority: 'completion', maxStepMs: 10_000, signal: new AbortController().signal };

/**
 * Speeds from `file` if this machine and model were measured before, else measured now (about a second and a half) and
 * written there. The file is a convenience: when it cannot be read or written, the speeds are measured at every load.
 */
export async function measureSpeeds(
  file: string | undefined,
  modelKey: string,
  sequence: PromptSequence | undefined,
  vocabulary: Vocabulary,
): Promise<Speeds> {
  const key = `${os.cpus()[0]?.model ?? 'unknown'} x${os.availableParallelism()} ${modelKey}`;
  const known = await read(file);
  const mine = known[key];
  if (sequence === undefined) throw new Error('no sequence to measure with');
  const sample = vocabulary.tokenize(SAMPLE.repeat(8)).slice(0, PREFILL_TOKENS);
  // One short evaluation in any case: it brings the mapped weights into memory before the user waits for them.
  await sequence.hold(sample.slice(0, 1), POLICY);
  const { of16, of32, of64 } = mine?.batchCosts ?? {};
  if (mine?.batchCosts && of16 && of32 && of64) return { ...mine, batchCosts: mine.batchCosts };
  const rates = mine ?? (await measureRates(sequence, sample));
  const small = mine?.batchCosts ?? (await measureBatches(sequence, sample));
  const speeds = { ...rates, batchCosts: { ...small, ...(await measureLargeBatches(sequence, sample, small.of8)) } };
  await write(file, { ...known, [key]: speeds });
  return speeds;
}

async function measureRates(
  sequence: PromptSequence,
  sample: readonly number[],
): Promise<Pick<Speeds, 'prefillRate' | 'decodeRate'>> {
  const prefill = await milliseconds(() => sequence.hold(sample, POLICY));
  const decode = await milliseconds(async () => {
    const tokens = [...sample];
    for (let count = 0; count < DECODE_TOKENS; count++) {
      const best = (await sequence.candidatesAt(tokens.length - 1, tokens, POLICY))[0];
      if (best) tokens.push(best.token);
    }
  });
  return { prefillRate: (1000 * (sample.length - 1)) / prefill, decodeRate: (1000 * DECODE_TOKENS) / decode };
}

/** Passes with candidates after each token, as drafts are read. */
async function measureBatches(sequence: PromptSequence, sample: readonly number[]): Promise<BatchCosts> {
  const cost = await costsOf([1, 4, 8], BATCH_PASSES, sequence, sample);
  // A batch costs no less than one token and no more than its tokens one by one: beyond that the machine was busy.
  return { of4: between(1, cost(4), 4), of8: between(1, cost(8), 8) };
}

/**
 * The same for batches that take up to half a second on two cores: one pass over each, since what disturbs a short pass
 * hardly shows in a long one. Two halves cost no more than the whole.
 */
async function measureLargeBatches(
  sequence: PromptSequence,
  sample: readonly number[],
  of8: number,
): Promise<LargeBatchCosts> {
  const cost = await costsOf([1, 1, 16, 1, 32, 1, 64], 1, sequence, sample);
  const of16 = between(of8, cost(16), 2 * of8);
  const of32 = between(of16, cost(32), 2 * of16);
  return { of16, of32, of64: between(of32, cost(64), 2 * of32) };
}

const between = (least: number, value: number, most: number) => Math.max(least, Math.min(most, value));

/** How many times as long as one token the sizes take, in passes over all of them in turn. */
async function costsOf(
  sizes: readonly number[],
  passes: number,
  sequence: PromptSequence,
  sample: readonly number[],
): Promise<(size: number) => number> {
  const start = sample.slice(0, PREFILL_TOKENS / 2);
  await sequence.hold(start, POLICY);
  const fastest = new Map<number, number>();
  const began = performance.now();
  let pass = 0;
  for (let round = 0; round < passes && performance.now() - began < LONGEST_BATCHES_MS; round++) {
    for (const size of sizes) {
      // Every pass begins with another token, so that nothing of the last one is in place.
      const batch = sample.slice(pass, pass + size);
      pass++;
      const ms = await milliseconds(() => sequence.candidatesAt(start.length, [...start, ...batch], POLICY));
      fastest.set(size, Math.min(fastest.get(size) ?? Infinity, ms));
    }
  }
  return (size) => (fastest.get(size) ?? NaN) / (fastest.get(1) ?? NaN);
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function read(file: string | undefined): Promise<Record<string, KeptSpeeds>> {
  if (file === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(await fs.readFile(file, 'utf8'));
    const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
    return Object.fromEntries(entries.flatMap(([key, value]) => (isSpeeds(value) ? [[key, cleaned(value)]] : [])));
  } catch {
    return {};
  }
}

function isSpeeds(value: unknown): value is KeptSpeeds {
  const { prefillRate, decodeRate } = (value ?? {}) as Partial<Speeds>;
  return isPositive(prefillRate) && isPositive(decodeRate);
}

/** Without costs of batches that nobody can have measured. */
function cleaned({ prefillRate, decodeRate, batchCosts }: KeptSpeeds): KeptSpeeds {
  if (!isPositive(batchCosts?.of4) || !isPositive(batchCosts.of8)) return { prefillRate, decodeRate };
  const { of4, of8, of16, of32, of64 } = batchCosts;
  const large = isPositive(of16) && isPositive(of32) && isPositive(of64) ? { of16, of32, of64 } : {};
  return { prefillRate, decodeRate, batchCosts: { of4, of8, ...large } };
}

const isPositive = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0;

async function write(file: string | undefined, speeds: Record<string, KeptSpeeds>): Promise<void> {
  if (file === undefined) return;
  try {
    await fs.mkdir(path.dirname(file), { recursive: true });
    const partial = `${file}.${process.pid}`;
    await fs.writeFile(partial, JSON.stringify(speeds, null, 2) + '\n');
    await fs.rename(partial, file);
  } catch {
    // Measured again next time.
  }
}
