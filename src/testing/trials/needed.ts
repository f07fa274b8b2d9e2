import type { Trial } from '../observe/trial.ts';

/** A variable that gets what is written there and does nothing else: no call, no `new`, no `await`. */
const PLAIN =
  /^(?:(?:const|let|var)\s+)?([A-Za-z_$][\w$]*)\s*(?::[^=]*)?=(?!=)\s*(?![\s\S]*(?:\bnew\b|\bawait\b|\w\())/;
const FUNCTION = /^(?:const|let)\s+([A-Za-z_$][\w$]*)\s*(?::[^=]*)?=\s*(?:async\s*)?\([^()]*\)\s*(?::[^=]*)?=>/;

/** A trial without the variables that nothing behind them names: models like to declare what they then do not use. */
export function withoutUnneeded(trial: Trial): Trial {
  const setup: string[] = [];
  let used = trial.call;
  for (const statement of [...trial.setup].reverse()) {
    const name = (FUNCTION.exec(statement) ?? PLAIN.exec(statement))?.[1];
    const isNeeded = name === undefined || new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(used);
    if (!isNeeded) continue;
    setup.unshift(statement);
    used += `\n${statement}`;
  }
  return setup.length === trial.setup.length ? trial : { ...trial, setup };
}
