import fs from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '../../../src/workspace/diagnostic.ts';
import { runContained, trimmedEnvironment } from '../../contained.ts';
import type { Draft } from '../check.ts';
import { goEnvironment } from '../hidden-tests.ts';
import { Scratch } from '../scratch.ts';

const REPORT = /^(?:vet: )?\.?\/?([^:\n]+\.go):(\d+):(\d+): (.+)$/gm;
const TIMEOUT_MS = 60_000;

/** What `go vet` says of each draft. */
export async function goVet(project: string, drafts: readonly Draft[]): Promise<Diagnostic[][]> {
  using scratch = new Scratch(project);
  const env = { ...trimmedEnvironment(scratch.home), ...goEnvironment() };
  const found: Diagnostic[][] = [];
  for (const { name, text } of drafts) {
    const original = fs.readFileSync(path.join(project, name), 'utf8');
    scratch.write(name, text);
    const { output } = await runContained('go', ['vet', '.'], { cwd: scratch.folder, env, timeoutMs: TIMEOUT_MS });
    found.push(diagnosticsOf(output, name, text));
    scratch.write(name, original);
  }
  return found;
}

/** Reads the report; columns are bytes from 1. */
export function diagnosticsOf(output: string, name: string, text: string): Diagnostic[] {
  const lines = text.split('\n');
  return [...output.matchAll(REPORT)]
    .filter(([, file]) => file === name)
    .map(([, , line, column, message = '']) => {
      const before = lines.slice(0, Number(line) - 1).reduce((sum, { length }) => sum + length + 1, 0);
      const bytes = Buffer.from(lines[Number(line) - 1] ?? '').subarray(0, Number(column) - 1);
      const start = before + bytes.toString().length;
      const word = /^\w*/.exec(text.slice(start))?.[0].length ?? 0;
      return { start, end: start + word, severity: 'error', message, source: 'go vet' };
    });
}
