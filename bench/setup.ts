import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EngineClient, type EngineClientOptions } from '../src/engine/client.ts';
import type { EngineFacts } from '../src/engine/types.ts';
import { ModelStore } from '../src/models/store.ts';

/** The package's folder, from the bundles in dist/ as from here. */
export const root = path.resolve(import.meta.dirname, '..');

/** The engine on the default model, or on the one named by id or path. */
export async function openEngine(model?: string, options: Partial<EngineClientOptions> = {}): Promise<EngineClient> {
  return new EngineClient({
    model: await new ModelStore().openModel(model),
    gpu: 'auto',
    threads: Number(process.env['THREADS'] ?? 0),
    contextTokens: 2048,
    measurementsFile: undefined,
    workerFile: path.join(root, 'dist/engine-worker.js'),
    idleUnloadMs: 0,
    ...options,
  });
}

/** What a figure needs beside it to mean something. */
export function machine({ batchCosts, ...facts }: EngineFacts): Record<string, unknown> {
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: os.cpus()[0]?.model,
    cores: os.availableParallelism(),
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    os: `${process.platform} ${process.arch}`,
    node: process.version,
    ...facts,
    ...batchColumns(batchCosts),
  };
}

/** `{ batchOf4: 2.5, … }`. */
function batchColumns(costs: EngineFacts['batchCosts']): Record<string, number> {
  return Object.fromEntries(
    Object.entries(costs ?? {}).map(([size, cost]: [string, number]) => [`batch${size.replace('of', 'Of')}`, cost]),
  );
}

/** Writes `out/<name>.json` below the package. */
export function writeReport(name: string, report: unknown): void {
  const file = path.join(root, 'out', `${name}.json`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(report, null, 2) + '\n');
  console.log(`written: out/${name}.json`);
}
