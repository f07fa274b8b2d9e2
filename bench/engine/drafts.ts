import type { EngineClient } from '../../src/engine/client.ts';
import type { GenerateRequest, GenerateTiming, Piece } from '../../src/engine/types.ts';
import { isTie, partingOf, type Parting } from './parting.ts';
import { promptHoles, promptOf, type BenchPrompt } from './prompts.ts';

const ANSWER_TOKENS = 64;
/** As in the terminal: where a batch takes longer than a step may, nothing is drafted. */
const STEP_MS = 1000;
/** No further prompt after so long; `--from` goes on in another run. A prompt takes 5 to 8 s on two cores. */
const LONGEST_MS = 5 * 60_000;
const never = new AbortController().signal;

interface Answer {
  readonly pieces: readonly Piece[];
  readonly timing: GenerateTiming;
}

interface Row {
  readonly file: string;
  readonly offset: number;
  readonly plain: Answer;
  readonly drafted: Answer;
  readonly parting: Parting | undefined;
}

/**
 * The same prompts answered with and without drafts, in turn: speed, share of drafts kept, and whether the answers are the
 * same. Both answers find the prompt in place, so that only decoding differs.
 */
export async function draftsPart(engine: EngineClient, from: number, count: number): Promise<Record<string, unknown>> {
  const rows: Row[] = [];
  const started = performance.now();
  for (const [index, hole] of promptHoles(from, count).entries()) {
    if (performance.now() - started > LONGEST_MS) break;
    const prompt = await promptOf(engine, hole);
    const answers = new Map<boolean, Answer>();
    // Each comes first every other time: what the machine does beside must not always meet the same one.
    for (const drafts of index % 2 === 0 ? [false, true] : [true, false]) {
      await readAgain(engine, prompt);
      answers.set(drafts, await ask(engine, prompt, drafts));
    }
    const [plain, drafted] = [answers.get(false), answers.get(true)];
    if (plain === undefined || drafted === undefined) throw new Error('an answer is missing');
    const parting = partingOf(plain.pieces, drafted.pieces);
    rows.push({ file: hole.file.name, offset: hole.offset, plain, drafted, parting });
  }
  return show(rows);
}

/** Leaves the prompt in place and nothing of an earlier answer, which would else be said again without a forward pass. */
async function readAgain(engine: EngineClient, { prompt }: BenchPrompt): Promise<void> {
  // Never the first token of an answer: the marker that begins the prompt.
  const other = Int32Array.from([...prompt, ...prompt.slice(0, 1)]);
  const reading = { typed: '', priority: 'completion', maxTokens: 1, firstLineOnly: false, warmUpOnly: true } as const;
  await engine.generate({ prompt: other, ...reading, maxStepMs: 10_000 }, never, () => undefined);
}

async function ask(engine: EngineClient, { prompt, typed }: BenchPrompt, drafts: boolean): Promise<Answer> {
  const request: GenerateRequest = {
    ...{ prompt, typed, drafts, priority: 'completion' },
    ...{ maxTokens: ANSWER_TOKENS, firstLineOnly: false, maxStepMs: STEP_MS },
  };
  const pieces: Piece[] = [];
  const { timing } = await engine.generate(request, never, (piece) => pieces.push(piece));
  return { pieces, timing };
}

function show(rows: readonly Row[]): Record<string, unknown> {
  const plain = rate(rows.map((row) => row.plain.timing));
  const drafted = rate(rows.map((row) => row.drafted.timing));
  const sum = (of: (timing: GenerateTiming) => number) =>
    rows.reduce((total, row) => total + of(row.drafted.timing), 0);
  const proposed = sum(({ tokensDrafted }) => tokensDrafted ?? 0);
  const kept = sum(({ draftsKept }) => draftsKept ?? 0);
  const decoded = sum(({ tokensDecoded }) => tokensDecoded);
  const partings = rows.flatMap(({ file, offset, parting }) => (parting ? [{ file, offset, parting }] : []));
  const table = {
    prompts: rows.length,
    'tokens/s without': round(plain, 1),
    'tokens/s with': round(drafted, 1),
    ratio: round(drafted / plain, 2),
    'drafts kept %': round((100 * kept) / proposed, 0),
    'tokens of answers from drafts %': round((100 * kept) / decoded, 0),
    'same answers': rows.length - partings.length,
    'parted at a tie': partings.filter(({ parting }) => isTie(parting)).length,
    'parted elsewhere': partings.filter(({ parting }) => !isTie(parting)).length,
  };
  console.log(`\nDrafts: ${ANSWER_TOKENS} tokens a prompt, greedy, with and without in turn`);
  console.table([table]);
  const where = partings.map(({ file, offset, parting }) => ({
    file,
    offset,
    after: parting.after,
    ...said('without', parting.plain),
    ...said('with', parting.drafted),
    tie: isTie(parting),
  }));
  if (where.length > 0) {
    console.log('Where answers part: what each run chose and its probability there');
    console.table(where);
  }
  return {
    summary: table,
    partings: where,
    prompts: rows.map(({ file, offset, plain: a, drafted: b }) => ({
      file,
      offset,
      plain: a.timing,
      drafted: b.timing,
    })),
  };
}

const said = (name: string, piece: Piece | undefined) => ({
  [name]: piece?.text ?? '(end)',
  [`p ${name}`]: piece && round(piece.probability, 4),
});

/** Tokens per second after the first one. */
function rate(timings: readonly GenerateTiming[]): number {
  const tokens = timings.reduce((sum, { tokensDecoded }) => sum + Math.max(0, tokensDecoded - 1), 0);
  return (1000 * tokens) / timings.reduce((sum, { totalMs, ttftMs }) => sum + totalMs - ttftMs, 0);
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));
