/**
 * `npm run bench -- --only replay`: somebody types in real files, at our language server and under each peer's policy, in
 * real time and in one run. Prints a table, and writes out/replay.json and out/replay.svg.
 *
 * Every key that changes the text asks, undo too (VS Code asks after undo with the next key only). What a real editor does
 * and this one does not: brackets closed by themselves, and a delay of its own before it asks.
 */
import fs from 'node:fs';
import path from 'node:path';
import { machine, openEngine, writeReport } from '../setup.ts';
import type { Assistant } from './assistant.ts';
import { measuresOf, type Run } from './measures.ts';
import { OurServer, type ServerOptions } from './ours.ts';
import { Peer } from './peer.ts';
import { sampleOf, segmentsOf, type Segment } from './places.ts';
import { plot } from './plot.ts';
import { continueDev } from './policies/continue.ts';
import { llamaVscode } from './policies/llama-vscode.ts';
import { tabby } from './policies/tabby.ts';
import { speedup, table } from './report.ts';
import { sources } from './sources.ts';
import { Typist, type KeyRecord } from './typist.ts';

export interface ReplayOptions {
  /** Keys to press in all. */
  readonly keys: number;
  readonly model: string | undefined;
}

const SEED = 20261125;
/** Peers replay every so manieth place: a key takes them no longer than us, but what they leave running does. */
const PEER_STRIDE = 4;
/** Short traces are replayed whole. */
const SHORT_SEGMENTS = 12;
const COLD_STARTS = 3;

export async function replay({ keys, model }: ReplayOptions): Promise<void> {
  const segments = segmentsOf(sources(), keys, SEED);
  const sample = sampleOf(segments, segments.length < SHORT_SEGMENTS ? 1 : PEER_STRIDE);
  const settings: ServerOptions = { model: model ?? '', threads: Number(process.env['THREADS'] ?? 0) };
  console.log(
    `\nReplay: ${keys} keys at ${segments.length} places in ${new Set(segments.map((of) => of.file)).size} files.`,
  );

  const coldStartMs = await coldStarts(settings, segments);
  const server = await OurServer.start(settings);
  const ours = await play(server, segments);
  await server.close();
  const ids = new Set(sample.map(({ id }) => id));
  const part = await samePart(settings, sample, segments.length === sample.length ? ours : undefined);

  const engine = await openEngine(model, { threads: settings.threads });
  const facts = await engine.load();
  const peers: Run[] = [];
  for (const policy of [llamaVscode(), tabby(), continueDev()]) {
    // A process of its own for each, so that none finds another's prompts in place.
    engine.restart();
    await engine.load();
    peers.push(await play(new Peer(engine, policy, () => engine.pid), sample));
  }
  engine.dispose();

  const runs = [ours, part, ...peers];
  console.log(`\n${table(runs, coldStartMs)}\n`);
  console.log(
    `Peers and "same part": ${ids.size} of ${segments.length} places. CPU of peers: their engine's alone, without client.`,
  );
  const faster = Object.fromEntries(peers.map((peer) => [peer.name, speedup(part, peer)]));
  for (const [name, { mean, p50, shown }] of Object.entries(faster)) {
    console.log(
      `Whole first line where the model is needed, ${name}: ours ${mean.toFixed(1)} times faster (mean), ${p50.toFixed(1)} (p50), ${shown.toFixed(1)} (mean of those shown).`,
    );
  }
  const measures = Object.fromEntries(runs.map((run) => [run.name, measuresOf(run)]));
  writeReport('replay', {
    machine: machine(facts),
    seed: SEED,
    places: placesOf(segments),
    coldStartMs,
    measures,
    faster,
    runs,
  });
  writePlot([part, ...peers]);
}

/** Types all segments, one after the other. */
async function play(assistant: Assistant, segments: readonly Segment[], name = assistant.name): Promise<Run> {
  const before = assistant.cpuSeconds();
  const records: KeyRecord[] = [];
  for (const [index, segment] of segments.entries()) {
    records.push(...(await new Typist(assistant, segment).play()));
    if (process.stderr.isTTY) process.stderr.write(`\r${name}: place ${index + 1} of ${segments.length}   `);
  }
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  const after = assistant.cpuSeconds();
  return { name, records, cpuSeconds: before === undefined || after === undefined ? undefined : after - before };
}

/** Ours on the peers' part of the trace, by itself, so that it is as cold as theirs and its CPU time is its own. */
async function samePart(settings: ServerOptions, sample: readonly Segment[], whole: Run | undefined): Promise<Run> {
  if (whole) return { ...whole, name: 'same part' };
  const server = await OurServer.start(settings);
  const run = await play(server, sample, 'same part');
  await server.close();
  return run;
}

/** The first key after a model was loaded, each at a server of its own, in ms. */
async function coldStarts(settings: ServerOptions, segments: readonly Segment[]): Promise<number[]> {
  const times: number[] = [];
  for (const segment of segments.slice(0, COLD_STARTS)) {
    const server = await OurServer.start(settings);
    const [first] = await new Typist(server, { ...segment, keys: 1, actions: firstKeyOf(segment) }).play();
    times.push(first?.latencyMs ?? Infinity);
    await server.close();
  }
  return times;
}

/** The first key, typed at once, and the wait for its answer. */
const firstKeyOf = ({ actions }: Segment) => actions.filter(({ kind }) => kind !== 'look').slice(0, 2);

const placesOf = (segments: readonly Segment[]) =>
  segments.map(({ id, file, cause, before }) => ({ id, file: file.name, cause, line: before.split('\n').length }));

function writePlot(runs: readonly Run[]): void {
  const curves = runs.map(({ name, records }) => ({
    name: name === 'same part' ? 'Local Forge' : name,
    latencies: records.map(({ latencyMs }) => latencyMs ?? Infinity),
  }));
  const file = path.resolve(import.meta.dirname, '..', 'out', 'replay.svg');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, plot('Keys answered before the next one, same trace, same model, same machine', curves));
  console.log('written: out/replay.svg');
}
