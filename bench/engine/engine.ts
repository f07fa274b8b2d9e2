import type { EngineClient } from '../../src/engine/client.ts';
import { machine, openEngine, writeReport } from '../setup.ts';
import { draftsPart } from './drafts.ts';
import { editsPart } from './edits.ts';
import { efficiencyPart } from './efficiency.ts';
import { healingPart } from './healing.ts';
import { threadsPart } from './threads.ts';

export const ENGINE_PARTS = ['drafts', 'edits', 'threads', 'efficiency', 'healing'] as const;
/** Per language, before those that stand inside no word are left out: 74 holes remain. */
const HEALING_HOLES = 36;

export type EnginePart = (typeof ENGINE_PARTS)[number];

export interface EngineBenchOptions {
  readonly parts: readonly EnginePart[];
  readonly model: string | undefined;
  /** Of the prompts that drafts are measured on: so many, beginning with this one. */
  readonly count: number;
  readonly from: number;
}

/** `npm run bench -- --only engine`: the engine alone. Prints tables and writes `out/bench-engine.json`. */
export async function engineBench({ parts, model, count, from }: EngineBenchOptions): Promise<void> {
  const engine = await openEngine(model);
  const report: Record<string, unknown> = { machine: machine(await engine.load()), count, from };
  console.log(`Engine: ${engine.model.name}, SHA-256 ${engine.model.sha256 ?? 'not computed'}`);
  console.table(report['machine']);
  try {
    if (parts.includes('drafts')) report['drafts'] = await draftsPart(engine, from, count);
    if (parts.includes('edits')) report['edits'] = await editsPart(engine, from);
    if (parts.includes('threads')) report['threads'] = await withFixedThreads(engine, model);
    if (parts.includes('healing')) report['healing'] = await healingPart(engine, HEALING_HOLES);
    if (parts.includes('efficiency')) report['efficiency'] = await efficiencyPart(engine);
  } finally {
    engine.dispose();
  }
  writeReport('bench-engine', report);
}

async function withFixedThreads(chosen: EngineClient, model: string | undefined): Promise<Record<string, unknown>[]> {
  const fixed = await openEngine(model, { adaptThreads: false });
  try {
    return await threadsPart({ fixed, chosen });
  } finally {
    fixed.dispose();
  }
}
