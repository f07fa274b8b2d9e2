/**
 * `npm run bench`: what a user waits for and what it costs, on this machine, with the default model.
 * Prints tables and writes out/bench.json. Run nothing beside it.
 */
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { anchoredPrompt, budgetFor, suffixOf, type PromptBudget } from '../src/assistant/completion/prompt.ts';
import type { Anchor } from '../src/assistant/completion/anchor.ts';
import { cursorContext } from '../src/assistant/completion/cursor-context.ts';
import type { EngineClient } from '../src/engine/client.ts';
import type { GenerateTiming } from '../src/engine/types.ts';
import { corpus, type CorpusFile } from './corpus.ts';
import { ENGINE_PARTS, engineBench } from './engine/engine.ts';
import { LanguageServer } from './language-server.ts';
import { replay } from './replay/replay.ts';
import { machine, openEngine, writeReport } from './setup.ts';
import { mean, spread } from './statistics.ts';
import { typedTrace, type Keystroke } from './typed-trace.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '8' },
    model: { type: 'string' },
    /** Some parts alone, with commas: latencies, replay, engine, or of the engine drafts, edits, threads, efficiency, healing. */
    only: { type: 'string' },
    /** Prompts that drafts are measured on: so many, beginning with this one. */
    count: { type: 'string', default: '200' },
    from: { type: 'string', default: '0' },
    /** Keys that the replay presses: 1,000 at least count, and a place's text may run out early. */
    keys: { type: 'string', default: '1100' },
  },
});
const STEP_MS = 50;
const never = new AbortController().signal;
const report: Record<string, unknown> = {};
const PARTS = ['latencies', 'replay', 'engine', ...ENGINE_PARTS];
const only = values.only?.split(',') ?? ['latencies', 'replay', 'engine'];
const unknown = only.find((part) => !PARTS.includes(part));
if (unknown !== undefined) throw new Error(`--only takes ${PARTS.join(', ')}, not ${unknown}`);

/** Where the trace types: in the middle of a file of each language. */
const PLACES: readonly [string, number][] = [
  ['@huggingface/jinja/src/lexer.ts', 150],
  ['eslint/lib/shared/traverser.js', 112],
  ['click/decorators.py', 200],
];

function traces(): Keystroke[][] {
  const files = corpus();
  return PLACES.map(([name, line]) => {
    const file = files.find((candidate) => candidate.name === name);
    if (file === undefined) throw new Error(`the corpus has no ${name}`);
    return typedTrace(file, line, Number(values.lines));
  });
}

function show(title: string, rows: Record<string, Record<string, unknown>>): void {
  console.log(`\n${title}`);
  console.table(rows);
  report[title] = rows;
}

/** First completion after a fresh server start: process, model, cold prompt, answer. */
async function coldStart(strokes: readonly Keystroke[]): Promise<void> {
  const times: number[] = [];
  const memory: Record<string, number>[] = [];
  for (let run = 0; run < 3; run++) {
    const stroke = strokes.at(-1);
    if (stroke === undefined) return;
    const uri = `file:///bench/${stroke.file.name}`;
    const started = performance.now();
    const session = await LanguageServer.start({ settings: { minimumConfidence: 0 } });
    session.show(uri, stroke.file.languageId, stroke.text);
    const before = residentMegabytes(session.process.pid);
    await session.ask(uri, stroke.offset);
    times.push(performance.now() - started);
    memory.push({
      'server, no model': before,
      'server, after a completion': residentMegabytes(session.process.pid),
      'engine process': Math.max(...childrenOf(session.process.pid).map(residentMegabytes)),
    });
    await session.close();
  }
  show('Cold start to first completion (server process, model from the page cache, cold prompt), ms', {
    'cold start': spread(times),
  });
  show('Resident memory, MB', { 'first run': memory[0] ?? {} });
}

/** The whole road: incremental change and request over stdio, as an editor sends them. */
async function overLsp(all: readonly Keystroke[][]): Promise<void> {
  const warm: number[] = [];
  const cold: number[] = [];
  let shown = 0;
  for (const strokes of all) {
    const first = strokes[0];
    if (first === undefined) continue;
    const uri = `file:///bench/${first.file.name}`;
    const session = await LanguageServer.start({ settings: { minimumConfidence: 0 } });
    session.show(uri, first.file.languageId, first.text);
    for (const stroke of strokes) {
      const started = performance.now();
      session.show(uri, first.file.languageId, stroke.text);
      const items = await session.ask(uri, stroke.offset);
      const ms = performance.now() - started;
      (stroke.cold ? cold : warm).push(ms);
      if (items.length > 0) shown++;
    }
    await session.close();
  }
  show('Keystroke to suggestion over LSP, every keystroke asks and waits, reuse as shipped, ms', {
    'all warm keystrokes': spread(warm, 1),
    'first keystroke of a place (loads the model too)': spread(cold),
  });
  const within5 = warm.filter((ms) => ms <= 5).length / warm.length;
  console.log(
    `Answered within 5 ms, no forward pass: ${(within5 * 100).toFixed(0)} %. Keystrokes with a suggestion: ${shown}.`,
  );
  report['reuse'] = { shareWithin5ms: within5, keystrokesWithSuggestion: shown, keystrokes: warm.length + cold.length };
}

type Ask = (engine: EngineClient, stroke: Keystroke, budget: PromptBudget) => Promise<GenerateTiming>;

/** Ours, without any reuse of answers: each keystroke asks the model for the rest of the line. */
function anchoredPolicy(): Ask {
  let anchor: Anchor | undefined;
  return async (engine, stroke, budget) => {
    if (stroke.cold) anchor = undefined;
    const prompt = await anchoredPrompt(engine, contextOf(stroke), budget, anchor ? [anchor] : [], never);
    anchor = prompt.anchor;
    return ask(engine, prompt.anchor.prompt, prompt.typed, true, STEP_MS);
  };
}

/** The peers' layout with the same budget: the typed text ends the prefix, before the suffix. */
const usualPolicy: Ask = async (engine, stroke, budget) => {
  const context = contextOf(stroke);
  const { fim } = engine.model;
  if (fim === undefined) throw new Error('the benchmark needs a model with fill-in-the-middle tokens');
  // Their windows are counted in lines and start at a line: the prefix itself stays put while a line is typed.
  const near = context.before.split('\n').slice(-40).join('\n');
  const below = suffixOf(context).split('\n').slice(0, 24).join('\n');
  const [prefix, suffix] = await engine.tokenize([near, below]);
  const prompt = [
    fim.prefix,
    ...(prefix ?? []),
    fim.suffix,
    ...(suffix ?? []).slice(0, budget.suffixTokens),
    fim.middle,
  ];
  // Nothing of theirs is cancelled in the middle of a prompt: it is read in as large steps as the machine likes.
  return ask(engine, Int32Array.from(prompt), '', false, 10_000);
};

const contextOf = ({ file, text, offset }: Keystroke) =>
  cursorContext({ uri: file.name, languageId: file.languageId, text, offset, trigger: 'automatic' });

async function ask(
  engine: EngineClient,
  prompt: Int32Array,
  typed: string,
  heal: boolean,
  maxStepMs: number,
): Promise<GenerateTiming> {
  const request = { prompt, typed, heal, priority: 'completion', maxTokens: 64, firstLineOnly: true } as const;
  const { timing } = await engine.generate({ ...request, maxStepMs }, never, () => undefined);
  return timing;
}

async function perKeystroke(engine: EngineClient, all: readonly Keystroke[][]): Promise<void> {
  const budget = budgetFor(await engine.load());
  const policies: [string, Ask, number][] = [
    ['anchored and healed', anchoredPolicy(), 1],
    // The usual layout costs seconds a keystroke: every sixth is enough to know.
    ['usual layout', usualPolicy, 6],
  ];
  const rows: Record<string, Record<string, unknown>> = {};
  const means: number[] = [];
  for (const [name, policy, every] of policies) {
    const timings: GenerateTiming[] = [];
    const cold: GenerateTiming[] = [];
    for (const strokes of all) {
      for (const [index, stroke] of strokes.entries()) {
        if (every > 1 && !stroke.cold && index % every > 1) continue;
        const timing = await policy(engine, stroke, budget);
        // After a gap the keystroke itself is not the next one of its predecessor; only the pairs' second counts.
        if (stroke.cold) cold.push(timing);
        else if (every === 1 || index % every === 1) timings.push(timing);
      }
    }
    means.push(mean(timings.map(({ totalMs }) => totalMs)));
    // What was decoded before and still agrees is in place, with the likeliest tokens behind it: no forward pass at all.
    const worked = timings.filter(({ totalMs }) => totalMs > 5);
    rows[`${name}: first token, ms`] = spread(timings.map(({ ttftMs }) => ttftMs));
    rows[`${name}: whole line, ms`] = spread(timings.map(({ totalMs }) => totalMs));
    rows[`${name}: prompt tokens evaluated`] = spread(
      timings.map((timing) => timing.promptTokensEvaluated),
      1,
    );
    rows[`${name}: first token, ms, where a forward pass was needed`] = spread(worked.map(({ ttftMs }) => ttftMs));
    rows[`${name}: whole line, ms, where a forward pass was needed`] = spread(worked.map(({ totalMs }) => totalMs));
    rows[`${name}: prompt tokens, where a forward pass was needed`] = spread(
      worked.map((timing) => timing.promptTokensEvaluated),
      1,
    );
    rows[`${name}: cold prompt, first token, ms`] = spread(cold.map(({ ttftMs }) => ttftMs));
  }
  show('Every keystroke asks the model (no reuse of answers)', rows);
  const [ours = NaN, theirs = NaN] = means;
  console.log(
    `Whole line, mean over all warm keystrokes: ${(theirs / ours).toFixed(1)} times faster than the usual layout.`,
  );
  report['speedup'] = theirs / ours;
}

/** From abort to the engine being idle again, in the middle of cold prompts and of answers. */
async function cancelling(engine: EngineClient, files: readonly CorpusFile[]): Promise<void> {
  const times: Record<string, number[]> = { 'in a prompt': [], 'in an answer': [] };
  for (let run = 0; run < 40; run++) {
    const file = files[run % files.length];
    if (file === undefined) continue;
    const inPrompt = run % 2 === 0;
    const [tokens] = await engine.tokenize([file.text.slice(run * 7, 4000 + run * 7)]);
    const controller = new AbortController();
    let aborted = 0;
    const stop = () => {
      aborted = performance.now();
      controller.abort();
    };
    const timer = inPrompt ? setTimeout(stop, 150 + 13 * run) : undefined;
    const prompt = (tokens ?? new Int32Array()).slice(0, inPrompt ? 1000 : 40);
    const { end } = await engine.generate(
      { prompt, typed: 'const', priority: 'completion', maxTokens: 100, firstLineOnly: false, maxStepMs: STEP_MS },
      controller.signal,
      () => {
        if (!inPrompt && aborted === 0) stop();
      },
    );
    clearTimeout(timer);
    if (end === 'cancelled') times[inPrompt ? 'in a prompt' : 'in an answer']?.push(performance.now() - aborted);
  }
  show('From cancel to idle, ms', Object.fromEntries(Object.entries(times).map(([name, of]) => [name, spread(of, 1)])));
}

function residentMegabytes(pid: number | undefined): number {
  const status = fs.readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Math.round((Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024) / 1e6);
}

function childrenOf(pid: number | undefined): number[] {
  const children = fs.readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8');
  return children.trim().split(' ').map(Number);
}

async function latencies(): Promise<void> {
  const all = traces();
  await coldStart(all[0] ?? []);
  await overLsp(all);
  const engine = await openEngine(values.model);
  const facts = await engine.load();
  report['machine'] = machine(facts);
  console.log('\nMachine');
  console.table(report['machine']);
  await perKeystroke(engine, all);
  await cancelling(engine, corpus());
  engine.dispose();
  writeReport('bench', report);
}

if (only.includes('latencies')) await latencies();
if (only.includes('replay')) await replay({ keys: Number(values.keys), model: values.model });
const parts = ENGINE_PARTS.filter((part) => only.includes('engine') || only.includes(part));
if (parts.length > 0) {
  await engineBench({ parts, model: values.model, count: Number(values.count), from: Number(values.from) });
}
