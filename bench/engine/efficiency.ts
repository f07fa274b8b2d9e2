import { getLlama, LlamaLogLevel, type LlamaContextSequence, type Token } from 'node-llama-cpp';
import type { EngineClient } from '../../src/engine/client.ts';
import type { GenerateRequest } from '../../src/engine/types.ts';
import { generate } from '../../src/engine/worker/generate.ts';
import { PromptSequence, type StepPolicy } from '../../src/engine/worker/prompt-sequence.ts';
import { StepSize } from '../../src/engine/worker/step-size.ts';
import { Turns } from '../../src/engine/worker/turns.ts';
import { Vocabulary } from '../../src/engine/worker/vocabulary.ts';
import { percentile } from '../statistics.ts';
import { promptHoles } from './prompts.ts';

const ROUNDS = 8;
const ANSWER_TOKENS = 32;
/** Of a prompt; about 250 tokens. */
const CHARACTERS = 900;
const CONTEXT_TOKENS = 2048;
const BATCH_TOKENS = 512;
const never = new AbortController().signal;
const nothing = () => undefined;

/** One way to do the same work. Each rung of a ladder does all that the rung before it does, and one thing more. */
interface Rung {
  readonly name: string;
  /** What it does more than the rung before, which is why it is slower (or faster). */
  readonly more: string;
  /** Takes a prompt; gives tokens per second. */
  readonly run: (prompt: readonly number[]) => Promise<number>;
}

/**
 * Our decoding and reading against the fastest loop of node-llama-cpp itself, on the same prompts, in turn: what each thing
 * that we do more costs.
 */
export async function efficiencyPart(engine: EngineClient): Promise<Record<string, unknown>> {
  const { threads } = await engine.load();
  const llama = await getLlama({ gpu: false, build: 'never', logLevel: LlamaLogLevel.error });
  const model = await llama.loadModel({ modelPath: engine.model.path });
  const context = await model.createContext({
    ...{ contextSize: CONTEXT_TOKENS, batchSize: BATCH_TOKENS, sequences: 2 },
    threads: { ideal: threads, min: 1 },
  });
  const library = context.getSequence();
  const ours = new OurSequence(context.getSequence());
  const vocabulary = new Vocabulary(model);
  try {
    const prompts = [];
    for (const { file, offset } of promptHoles(60, ROUNDS)) {
      // Plain code without the suffix's markers: a model that fills a hole may stop after a few tokens.
      const [tokens] = await engine.tokenize([file.text.slice(0, offset).slice(-CHARACTERS)]);
      prompts.push([...(tokens ?? [])]);
    }
    return {
      decode: await climb('Decoding, tokens/s', decodeRungs(library, ours, vocabulary, engine), prompts),
      prefill: await climb('Reading a prompt, tokens/s', prefillRungs(library, ours, engine), prompts),
    };
  } finally {
    await model.dispose();
  }
}

/** Runs every rung on every prompt, and says what each keeps of the first one's speed, prompt by prompt. */
async function climb(
  title: string,
  rungs: readonly Rung[],
  prompts: readonly (readonly number[])[],
): Promise<Record<string, unknown>[]> {
  const rates = rungs.map((): number[] => []);
  for (const [round, prompt] of prompts.entries()) {
    // Up and down in turn: a machine that gets slower must not blame the last rung.
    const order = round % 2 === 0 ? [...rungs.keys()] : [...rungs.keys()].reverse();
    for (const index of order) rates[index]?.push((await rungs[index]?.run(prompt)) ?? NaN);
  }
  const ratio = (index: number, to: number) =>
    percentile(rates[index]?.map((rate, round) => rate / (rates[to]?.[round] ?? NaN)) ?? [], 0.5);
  const table = rungs.map(({ name, more }, index) => ({
    rung: name,
    more,
    p50: Number(percentile(rates[index] ?? [], 0.5).toFixed(1)),
    '% of the first': Math.round(100 * ratio(index, 0)),
    '% of the rung before': index === 0 ? 100 : Math.round(100 * ratio(index, index - 1)),
    n: prompts.length,
  }));
  console.log(`\n${title}; ratios are medians over the same prompts`);
  console.table(table);
  return table;
}

/** Our own sequence in this process. */
class OurSequence {
  public readonly own: PromptSequence;
  public readonly raw: LlamaContextSequence;

  public constructor(raw: LlamaContextSequence) {
    this.raw = raw;
    this.own = new PromptSequence(raw, new Turns(), new StepSize(BATCH_TOKENS));
  }

  /** Nothing of what follows may be in place: a token that begins no prompt. */
  public async forget(): Promise<void> {
    await this.own.hold([0], policy(10_000));
  }
}

const policy = (maxStepMs: number): StepPolicy => ({ priority: 'completion', maxStepMs, signal: never });

function decodeRungs(
  library: LlamaContextSequence,
  ours: OurSequence,
  vocabulary: Vocabulary,
  engine: EngineClient,
): Rung[] {
  const ready = async (prompt: readonly number[]) => {
    await library.clearHistory();
    await library.evaluateWithoutGeneratingNewTokens(prompt.slice(0, -1) as Token[]);
  };
  /** One call a token; `ask` says what is wanted of it, `choose` gives the next token of what came back. */
  const controlled = (candidates: boolean) => async (prompt: readonly number[]) => {
    await ready(prompt);
    let token = prompt.at(-1) as Token;
    return timed(ANSWER_TOKENS, async () => {
      for (let count = 0; count < ANSWER_TOKENS; count++) {
        const generateNext = candidates
          ? { logits: true as const, options: { temperature: 1, topK: 40, topP: 1, minP: 0 } }
          : { token: true as const, options: { temperature: 0 } };
        const { next } = (await library.controlledEvaluate([[token, { generateNext }]]))[0] ?? {};
        token = (next?.token ?? likeliest(next?.logits ?? new Map<Token, number>())) as Token;
      }
    });
  };
  const bare: Rung = {
    name: 'library: evaluate()',
    more: 'nothing: a stream of tokens, no probability',
    run: async (prompt) => {
      await ready(prompt);
      const stream = library.evaluate(prompt.slice(-1) as Token[], { temperature: 0, yieldEogToken: true });
      const rate = await timed(ANSWER_TOKENS, async () => {
        for (let count = 0; count < ANSWER_TOKENS; count++) await stream.next();
      });
      await stream.return();
      return rate;
    },
  };
  return [
    bare,
    { name: 'library: controlledEvaluate()', more: 'a call for every token', run: controlled(false) },
    { name: '… with 40 candidates', more: 'the likeliest tokens and their probabilities', run: controlled(true) },
    {
      name: 'our sequence',
      more: 'turns, step sizes, candidates kept for the next key',
      run: async (prompt) => {
        await ours.forget();
        await ours.own.hold(prompt.slice(0, -1), policy(10_000));
        const tokens = [...prompt];
        return timed(ANSWER_TOKENS, async () => {
          for (let count = 0; count < ANSWER_TOKENS; count++) {
            const best = (await ours.own.candidatesAt(tokens.length - 1, tokens, policy(50)))[0];
            tokens.push(best?.token ?? 0);
          }
        });
      },
    },
    {
      name: 'our generation',
      more: 'text, pieces, stop tokens',
      run: async (prompt) => {
        await ours.forget();
        const { timing } = await generate(
          { ...request(prompt), drafts: false },
          ours.own,
          {
            vocabulary,
            stopTokens: new Set(),
            contextTokens: CONTEXT_TOKENS,
            batchCosts: { of4: 1, of8: 1 },
            decodeRate: 1,
          },
          never,
          nothing,
        );
        return rateOf(timing);
      },
    },
    {
      name: 'the engine process',
      more: 'another process, a message a piece',
      run: (prompt) => asked(engine, { ...request(prompt), drafts: false }),
    },
    {
      name: '… with drafts, as shipped',
      more: 'drafts (their first pass reads them along)',
      run: (prompt) => asked(engine, request(prompt)),
    },
  ];
}

function prefillRungs(library: LlamaContextSequence, ours: OurSequence, engine: EngineClient): Rung[] {
  const own = (maxStepMs: number) => async (prompt: readonly number[]) => {
    await ours.forget();
    return timed(prompt.length, () => ours.own.hold(prompt, policy(maxStepMs)));
  };
  return [
    {
      name: 'library: whole prompt',
      more: `nothing: batches of ${BATCH_TOKENS} tokens`,
      run: async (prompt) => {
        await library.clearHistory();
        return timed(prompt.length, () => library.evaluateWithoutGeneratingNewTokens(prompt as Token[]));
      },
    },
    { name: 'our sequence, steps of 10 s', more: 'turns, what is in place', run: own(10_000) },
    { name: 'our sequence, steps of 1 s', more: 'the terminal’s steps', run: own(1000) },
    { name: 'our sequence, steps of 0.1 s', more: 'steps that can be cancelled, as in an editor', run: own(100) },
    {
      name: 'the engine process, steps of 0.1 s',
      more: 'another process',
      run: async (prompt) => {
        const shifted = [prompt[1] ?? 0, ...prompt]; // another beginning: nothing of it is in place
        const reading = { ...request(shifted), warmUpOnly: true };
        const { timing } = await engine.generate(reading, never, nothing);
        return (1000 * timing.promptTokensEvaluated) / timing.totalMs;
      },
    },
  ];
}

const request = (prompt: readonly number[]): GenerateRequest => ({
  ...{ prompt: Int32Array.from(prompt), typed: '', priority: 'completion' as const },
  ...{ maxTokens: ANSWER_TOKENS, firstLineOnly: false, maxStepMs: 50 },
});

/** Tokens per second of the answer, the prompt being in place and no answer to it. */
async function asked(engine: EngineClient, wanted: GenerateRequest): Promise<number> {
  const other = Int32Array.from([...wanted.prompt, ...wanted.prompt.slice(0, 1)]);
  await engine.generate({ ...wanted, prompt: other, warmUpOnly: true }, never, nothing);
  return rateOf((await engine.generate(wanted, never, nothing)).timing);
}

/** Tokens per second after the first one. */
const rateOf = ({ tokensDecoded, totalMs, ttftMs }: { tokensDecoded: number; totalMs: number; ttftMs: number }) =>
  (1000 * (tokensDecoded - 1)) / (totalMs - ttftMs);

function likeliest(logits: ReadonlyMap<Token, number>): Token | undefined {
  return [...logits].reduce<[Token, number] | undefined>((a, b) => (a && a[1] >= b[1] ? a : b), undefined)?.[0];
}

async function timed(tokens: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (1000 * tokens) / (performance.now() - started);
}
