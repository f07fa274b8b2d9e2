import type { EngineClient } from '../../src/engine/client.ts';
import type { GenerateRequest, GenerateTiming, Piece } from '../../src/engine/types.ts';
import { percentile } from '../statistics.ts';
import { editTasks, textsOf, type EditTask } from './edit-tasks.ts';
import { isTie, partingOf, type Parting } from './parting.ts';

const TASKS = 24;
const STEP_MS = 1000;
/** No further edit after so long; `--from` goes on in another run. */
const LONGEST_MS = 4.5 * 60_000;
const never = new AbortController().signal;

/** Without drafts, with those that any text repeats, and with those from the code that is edited. */
const WAYS = ['plain', 'usual', 'original'] as const;
type Way = (typeof WAYS)[number];

interface Answer {
  readonly pieces: readonly Piece[];
  readonly timing: GenerateTiming;
}

interface Row {
  readonly task: EditTask;
  readonly answers: Readonly<Record<Way, Answer>>;
  readonly parting: Parting | undefined;
}

/** The request's prompt, the code that the answer repeats, both as tokens. */
export interface EditPrompt {
  readonly prompt: Int32Array;
  readonly draftFrom: Int32Array;
}

/**
 * Real functions edited by instruction, each way in turn and with the prompt in place: tokens per second, how many drafted
 * tokens were kept, and whether the answers are the same.
 */
export async function editsPart(engine: EngineClient, from: number): Promise<Record<string, unknown>> {
  const rows: Row[] = [];
  const started = performance.now();
  for (const [index, task] of editTasks(TASKS).slice(from).entries()) {
    if (performance.now() - started > LONGEST_MS) break;
    const prompt = await editPrompt(engine, task);
    const answers: Partial<Record<Way, Answer>> = {};
    // Each way comes first every third time: what the machine does beside must not always meet the same one.
    for (const place of WAYS.keys()) {
      const way = WAYS[(place + index) % WAYS.length];
      if (way === undefined) continue;
      await readAgain(engine, prompt.prompt);
      answers[way] = await ask(engine, prompt, way);
    }
    const { plain, usual, original } = answers;
    if (!plain || !usual || !original) throw new Error('an answer is missing');
    rows.push({ task, answers: { plain, usual, original }, parting: partingOf(plain.pieces, original.pieces) });
  }
  return show(rows);
}

export async function editPrompt(engine: EngineClient, task: EditTask): Promise<EditPrompt> {
  const { turns } = engine.model;
  if (turns === undefined) throw new Error('edits need a model that answers instructions');
  const { user, assistant } = textsOf(task);
  const [asked = [], lineBreak = [], begun = [], draftFrom = new Int32Array()] = await engine.tokenize([
    ...[user, '\n', assistant],
    `${task.code}\n\`\`\`\n`,
  ]);
  const { start, end } = turns;
  return { prompt: Int32Array.from([start, ...asked, end, ...lineBreak, start, ...begun]), draftFrom };
}

/** Leaves the prompt in place and nothing of an earlier answer, which would else be said again without a forward pass. */
async function readAgain(engine: EngineClient, prompt: Int32Array): Promise<void> {
  // Never the first token of an answer: the marker that begins the prompt.
  const other = Int32Array.from([...prompt, ...prompt.slice(0, 1)]);
  const reading = { typed: '', priority: 'work', maxTokens: 1, firstLineOnly: false, warmUpOnly: true } as const;
  await engine.generate({ prompt: other, ...reading, maxStepMs: 10_000 }, never, () => undefined);
}

export async function ask(engine: EngineClient, { prompt, draftFrom }: EditPrompt, way: Way): Promise<Answer> {
  const request: GenerateRequest = {
    ...{ prompt, typed: '', priority: 'work', firstLineOnly: false, maxStepMs: STEP_MS },
    maxTokens: Math.ceil(1.3 * draftFrom.length) + 40,
    drafts: way !== 'plain',
    ...(way === 'original' && { draftFrom }),
  };
  const pieces: Piece[] = [];
  const { timing } = await engine.generate(request, never, (piece) => pieces.push(piece));
  return { pieces, timing };
}

function show(rows: readonly Row[]): Record<string, unknown> {
  const kinds = [...new Set(rows.map(({ task }) => task.kind))];
  const table = Object.fromEntries([
    ...kinds.map((kind) => [kind, summary(rows.filter(({ task }) => task.kind === kind))] as const),
    ['all', summary(rows)],
  ]);
  const partings = rows.flatMap(({ task, parting }) => (parting ? [{ task, parting }] : []));
  console.log(`\nEdits of real functions, greedy, each way in turn, steps of ${STEP_MS} ms at most`);
  console.table(table);
  const where = partings.map(({ task, parting }) => ({
    id: task.id,
    kind: task.kind,
    after: parting.after,
    plain: parting.plain?.text ?? '(end)',
    drafted: parting.drafted?.text ?? '(end)',
    'p plain': round(parting.plain?.probability ?? NaN, 3),
    'p drafted': round(parting.drafted?.probability ?? NaN, 3),
    tie: isTie(parting),
  }));
  if (where.length > 0) {
    console.log('Where answers without drafts and with those from the original part');
    console.table(where);
  }
  return {
    summary: table,
    partings: where,
    edits: rows.map(({ task: { id, kind, instruction }, answers: { plain, usual, original } }) => ({
      ...{ id, kind, instruction },
      ...{ plain: plain.timing, usual: usual.timing, original: original.timing },
      answer: plain.pieces.map(({ text }) => text).join(''),
    })),
  };
}

function summary(rows: readonly Row[]): Record<string, number> {
  const timings = (way: Way) => rows.map(({ answers }) => answers[way].timing);
  const [plain, usual, original] = [rate(timings('plain')), rate(timings('usual')), rate(timings('original'))];
  const ratios = rows.map(({ answers }) => rate([answers.original.timing]) / rate([answers.plain.timing]));
  const sum = (of: (timing: GenerateTiming) => number | undefined) =>
    timings('original').reduce((total, timing) => total + (of(timing) ?? 0), 0);
  const kept = sum(({ draftsKept }) => draftsKept);
  return {
    edits: rows.length,
    'tokens an edit': round(sum(({ tokensDecoded }) => tokensDecoded) / rows.length, 0),
    'tokens/s plain': round(plain, 1),
    'usual drafts': round(usual, 1),
    'from original': round(original, 1),
    ratio: round(original / plain, 2),
    'ratio p10': round(percentile(ratios, 0.1), 2),
    p50: round(percentile(ratios, 0.5), 2),
    p90: round(percentile(ratios, 0.9), 2),
    'drafts kept %': round((100 * kept) / sum(({ tokensDrafted }) => tokensDrafted), 0),
    'of answers %': round((100 * kept) / sum(({ tokensDecoded }) => tokensDecoded), 0),
    same: rows.filter(({ parting }) => parting === undefined).length,
    'parted not at a tie': rows.filter(({ parting }) => parting && !isTie(parting)).length,
  };
}

/** Tokens per second after the first one. */
function rate(timings: readonly GenerateTiming[]): number {
  const tokens = timings.reduce((sum, { tokensDecoded }) => sum + Math.max(0, tokensDecoded - 1), 0);
  return (1000 * tokens) / timings.reduce((sum, { totalMs, ttftMs }) => sum + totalMs - ttftMs, 0);
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));
