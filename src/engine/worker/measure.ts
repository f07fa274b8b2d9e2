import fs from 'node:fs/promises';
import path from 'node:path';
import os from 'node:os';
import type { PromptSequence, StepPolicy } from './prompt-sequence.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Speeds of one model on this machine, in tokens per second. */
export interface Speeds {
  readonly prefillRate: number;
  readonly decodeRate: number;
}

const PREFILL_TOKENS = 128;
const DECODE_TOKENS = 8;
const SAMPLE = 'export function area(width: number, height: number): number {\n  return width * height;\n}\n\n';

/**
 * Speeds from `file` if this machine and model were measured before, else measured now (about a second) and written
 * there. The file is a convenience: when it cannot be read or written, the speeds are measured at every load.
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
  const policy: StepPolicy = { priority: 'completion', maxStepMs: 10_000, signal: new AbortController().signal };
  // One short evaluation in any case: it brings the mapped weights into memory before the user waits for them.
  await sequence.hold(sample.slice(0, 1), policy);
  if (mine) return mine;
  const prefill = await rate(PREFILL_TOKENS - 1, () => sequence.hold(sample, policy));
  const decode = await rate(DECODE_TOKENS, async () => {
    const tokens: number[] = [...sample];
    for (let count = 0; count < DECODE_TOKENS; count++) {
      const best = (await sequence.candidatesAt(tokens.length - 1, tokens, policy))[0];
      if (best) tokens.push(best.token);
    }
  });
  const speeds = { prefillRate: prefill, decodeRate: decode };
  await write(file, { ...known, [key]: speeds });
  return speeds;
}

async function rate(tokens: number, work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (1000 * tokens) / (performance.now() - started);
}

async function read(file: string | undefined): Promise<Record<string, Speeds>> {
  if (file === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(await fs.readFile(file, 'utf8'));
    const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
    return Object.fromEntries(entries.filter((entry): entry is [string, Speeds] => isSpeeds(entry[1])));
  } catch {
    return {};
  }
}

function isSpeeds(value: unknown): value is Speeds {
  const { prefillRate, decodeRate } = (value ?? {}) as Partial<Speeds>;
  return typeof prefillRate === 'number' && prefillRate > 0 && typeof decodeRate === 'number' && decodeRate > 0;
}

async function write(file: string | undefined, speeds: Record<string, Speeds>): Promise<void> {
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
