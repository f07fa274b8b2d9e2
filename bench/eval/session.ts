import fs from 'node:fs';
import path from 'node:path';
import type { PromptBudget } from '../../src/assistant/completion/prompt.ts';
import type { Engine, EngineFacts } from '../../src/engine/types.ts';
import type { SyntaxTrees } from '../../src/workspace/syntax/syntax.ts';
import { machine } from '../setup.ts';
import type { EvalOptions } from './options.ts';

/** What every set of the evaluation works with, and how it says what it found. */
export interface Session {
  readonly engine: Engine;
  readonly facts: EngineFacts;
  readonly syntax: SyntaxTrees;
  readonly budget: PromptBudget;
  readonly options: EvalOptions;
  progress(done: number, of: number): void;
  /** Says what the tables below are about, with all that their numbers need beside them. */
  heading(title: string, n: number): void;
  /** Prints a table and gives it back for the report. */
  readonly table: <T extends object>(title: string, rows: T) => T;
  /** Writes `<json>-<set>.json`. */
  report(set: string, content: Record<string, unknown>): void;
}

export function session(parts: Pick<Session, 'engine' | 'facts' | 'syntax' | 'budget' | 'options'>): Session {
  const { facts, budget, options } = parts;
  const where = machine(facts);
  return {
    ...parts,
    progress: (done, of) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done}/${of} ${done === of ? '\n' : ''}`);
    },
    heading: (title, n) => {
      console.log(`\n${title}: n = ${n}`);
      console.log(`Model: ${facts.modelName}, SHA-256 ${facts.modelSha256 ?? 'not computed'}`);
      console.log(
        `Greedy; ${budget.prefixTokens} + ${budget.suffixTokens} tokens of context, seed ${options.seed}; ` +
          `${String(where['date'])}, ${String(where['cpu'])}, ${facts.threads} threads, ${facts.backend} ${facts.devices.join(', ')}`,
      );
    },
    table: (title, rows) => {
      console.log(`\n${title}`);
      if (Object.keys(rows).length === 0) console.log('(nothing)');
      else console.table(rows);
      return rows;
    },
    report: (set, content) => {
      const file = path.resolve(`${options.json}-${set}.json`);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, JSON.stringify({ machine: where, budget, options, ...content }, null, 2) + '\n');
      console.log(`written: ${path.relative(process.cwd(), file)}`);
    },
  };
}
