import os from 'node:os';
import { parseArgs } from 'node:util';
import { builtInCatalogue, allEntries, displayName } from '../../models/catalogue.ts';
import { shortReason } from '../../models/errors.ts';
import { budgetFor } from '../../assistant/completion/prompt.ts';
import { MODEL_OPTIONS, settingsFrom } from '../options.ts';
import { open } from '../open.ts';
import { megabytes, out, threadsOf } from '../terminal.ts';

/** Beside the weights a model needs room for its context and for llama.cpp's buffers. */
const MEMORY_OVER_FILE = 1.4;

/** `local-forge doctor`: hardware, backend, memory, measured speed, and which models fit. */
export async function doctor(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: MODEL_OPTIONS });
  const settings = settingsFrom(values);
  const machine = {
    system: `${process.platform} ${process.arch}, Node ${process.version}`,
    processor: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    freeMemoryBytes: os.freemem(),
  };
  const fits = allEntries(builtInCatalogue).map((entry) => ({
    name: displayName(entry),
    fits: entry.quantisation.bytes * MEMORY_OVER_FILE < machine.memoryBytes * 0.6,
  }));
  const engine = await measured(settings);
  if (values.json) {
    out(JSON.stringify({ machine, engine, models: fits }) + '\n');
  } else {
    const rows: [string, string][] = [
      ['System', machine.system],
      ['Processor', `${machine.processor}, ${machine.cores} cores`],
      ['Memory', `${megabytes(machine.memoryBytes)}, ${megabytes(machine.freeMemoryBytes)} free`],
    ];
    if ('problem' in engine) rows.push(['Model', engine.problem]);
    else {
      const { facts, residentBytes } = engine;
      const gpu = facts.devices.length > 0 ? ` on ${facts.devices.join(', ')}` : '';
      const layers = facts.gpuLayers > 0 ? `, ${facts.gpuLayers} of ${facts.totalLayers} layers` : '';
      const budget = budgetFor(facts);
      rows.push(
        [
          'Model',
          facts.modelName +
            (facts.fillsInMiddle ? '' : ' (no fill-in-the-middle tokens: sees only the text before the cursor)'),
        ],
        ['Backend', `${facts.backend}${gpu}${layers}, ${threadsOf(facts)}`],
        [
          'Speed',
          `reads ${facts.prefillRate.toFixed(0)} tokens/s, writes ${facts.decodeRate.toFixed(0)} tokens/s, loads in ${(facts.loadMs / 1000).toFixed(1)} s`,
        ],
        [
          'Context',
          `${budget.prefixTokens} tokens before${facts.fillsInMiddle ? ` and ${budget.suffixTokens} behind` : ''} the cursor`,
        ],
      );
      if (residentBytes !== undefined) rows.push(['Engine memory', megabytes(residentBytes)]);
    }
    for (const [name, text] of rows) out(`${name.padEnd(14)} ${text}\n`);
    for (const model of fits) out(`${'Fits'.padEnd(14)} ${model.fits ? 'yes' : 'no '} ${model.name}\n`);
  }
  return 'problem' in engine ? 1 : 0;
}

async function measured(settings: ReturnType<typeof settingsFrom>) {
  try {
    const runtime = await open(settings, []);
    try {
      const facts = await runtime.engine.load();
      return { facts, residentBytes: await residentBytes(runtime.engine.pid) };
    } finally {
      runtime.dispose();
    }
  } catch (error) {
    return { problem: shortReason(error) };
  }
}

/** Resident memory of a process, where the system tells (Linux). */
async function residentBytes(pid: number | undefined): Promise<number | undefined> {
  const { readFile } = await import('node:fs/promises');
  try {
    const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
    const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
