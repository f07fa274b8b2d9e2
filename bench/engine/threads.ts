import { spawn } from 'node:child_process';
import os from 'node:os';
import type { EngineClient } from '../../src/engine/client.ts';
import { percentile } from '../statistics.ts';
import { promptHoles } from './prompts.ts';

const ROUNDS = 5;
const PROMPT_TOKENS = 64;
const ANSWER_TOKENS = 48;
/** Stalled threads may take seconds a token: reading and answering are cut after so long each. */
const LONGEST_MS = 6_000;
const LONGEST_READING_MS = 20_000;
/** Other processes are counted on after so long. */
const SETTLE_MS = 300;
/** Decoding keeps at least so much of the fair share. */
const GOAL = 0.6;

/**
 * What the system's scheduler leaves of the idle speed when it is fair to threads: on `cores` cores, our `threads` and
 * `busy` others get `cores / (threads + busy)` of a core each; never more than a whole one.
 */
export function fairShare(cores: number, threads: number, busy: number): number {
  return Math.min(1, cores / (threads + busy));
}

/**
 * Decoding beside other processes that use all they get: always the same number of threads, against threads chosen as
 * the steps go. The two engines in turn, drafts off.
 */
export async function threadsPart(
  engines: Readonly<Record<'fixed' | 'chosen', EngineClient>>,
): Promise<Record<string, unknown>[]> {
  const { threads } = await engines.fixed.load();
  const cores = os.availableParallelism();
  const idle: Record<string, number> = {};
  const rows: Record<string, unknown>[] = [];
  for (const busy of [0, 1, 2]) {
    const rates = await besideBusy(busy, () => decodeRates(engines, busy));
    for (const [name, all] of Object.entries(rates)) {
      const rate = percentile(all, 0.5);
      idle[name] ??= rate;
      const share = fairShare(cores, threads, busy);
      const ofFair = rate / (idle[name] * share);
      rows.push({
        'busy processes': busy,
        threads: name === 'fixed' ? `always ${threads}` : 'chosen',
        'tokens/s p50': round(rate),
        least: round(Math.min(...all)),
        most: round(Math.max(...all)),
        n: all.length,
        'fair share': round(idle[name] * share),
        '% of fair share': Math.round(100 * ofFair),
        [`≥ ${GOAL * 100} %`]: ofFair >= GOAL,
      });
    }
  }
  console.log(
    `\nDecoding beside busy processes, ${cores} cores; fair share: idle rate x min(1, cores / (threads + busy))`,
  );
  console.table(rows);
  return rows;
}

/** Runs `work` while so many processes use all they get; they are ended in any case. */
async function besideBusy<T>(count: number, work: () => Promise<T>): Promise<T> {
  const others = Array.from({ length: count }, () => spawn(process.execPath, ['-e', 'for(;;);'], { stdio: 'ignore' }));
  try {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    return await work();
  } finally {
    for (const other of others) other.kill('SIGKILL');
  }
}

async function decodeRates(
  engines: Readonly<Record<'fixed' | 'chosen', EngineClient>>,
  busy: number,
): Promise<Record<'fixed' | 'chosen', number[]>> {
  const rates = { fixed: [] as number[], chosen: [] as number[] };
  // Other prompts for each number of processes: nothing may be in place.
  for (const { file, offset } of promptHoles(busy * ROUNDS, ROUNDS)) {
    for (const name of ['fixed', 'chosen'] as const) {
      rates[name].push(await decodeRate(engines[name], file.text.slice(0, offset)));
    }
  }
  return rates;
}

/** Tokens per second after the first one; as many as come in time, plain code being gone on with. */
async function decodeRate(engine: EngineClient, code: string): Promise<number> {
  const [tokens = new Int32Array()] = await engine.tokenize([code.slice(-10 * PROMPT_TOKENS)]);
  const prompt = tokens.slice(-PROMPT_TOKENS);
  const decoding = { drafts: false, maxTokens: ANSWER_TOKENS, firstLineOnly: false } as const;
  const policy = { priority: 'completion', maxStepMs: 50 } as const;
  const controller = new AbortController();
  let timer = setTimeout(() => controller.abort(), LONGEST_READING_MS);
  let first = 0;
  let last = 0;
  let count = 0;
  await engine.generate({ prompt, typed: '', ...decoding, ...policy }, controller.signal, () => {
    last = performance.now();
    count++;
    if (first !== 0) return;
    first = last;
    clearTimeout(timer);
    timer = setTimeout(() => controller.abort(), LONGEST_MS);
  });
  clearTimeout(timer);
  return count < 2 ? 0 : (1000 * (count - 1)) / (last - first);
}

const round = (value: number) => Number(value.toFixed(1));
