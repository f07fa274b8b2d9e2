import type { Framework, TestStyle } from '../types.ts';
import type { Trial } from './trial.ts';

export interface JavaScriptProbe {
  readonly framework: Framework;
  readonly style: TestStyle;
  /** Import lines that the trials need. */
  readonly imports: readonly string[];
  readonly trials: readonly (Trial & { readonly number: number })[];
  /** Where observations are written, absolute. */
  readonly output: string;
  /** For all of it; each trial gets its share. */
  readonly budgetMs: number;
}

/**
 * A test file that makes each trial twice, and once with each mutant that it reaches, and writes down what came of it. It is run by
 * the project's own framework, so that everything is resolved and compiled as for its tests.
 */
export function javaScriptProbe({ framework, style, imports, trials, output, budgetMs }: JavaScriptProbe): string {
  const isImport = style.modules === 'import';
  const from = (names: string, module: string) =>
    isImport ? `import { ${names} } from '${module}';` : `const { ${names} } = require('${module}');`;
  const runner: Partial<Record<Framework, string>> = {
    vitest: from('it as localForgeTest', 'vitest'),
    'node:test': isImport
      ? from('it as localForgeTest', 'node:test')
      : `const { it: localForgeTest } = require('node:test');`,
    'bun test': from('test as localForgeTest', 'bun:test'),
  };
  const test = runner[framework] === undefined ? 'it' : 'localForgeTest';
  const options = framework === 'node:test' ? `{ timeout: ${budgetMs * 2} }, ` : '';
  const timeout = framework === 'mocha' ? `.timeout(${budgetMs * 2})` : '';
  const last = framework === 'node:test' || framework === 'mocha' ? '' : `, ${budgetMs * 2}`;
  return [
    '// @ts-nocheck',
    ...(runner[framework] === undefined ? [] : [runner[framework]]),
    isImport ? "import * as localForgeFiles from 'node:fs';" : "const localForgeFiles = require('node:fs');",
    ...imports,
    'const localForgeTrials = [',
    ...trials.map(
      ({ number, setup, call, expected }) =>
        `  { trial: ${number}, body: async (localForgeBegin) => {\n${setup.join('\n')}\nlocalForgeBegin(() => [${variablesIn(setup).join(', ')}]);\nreturn [(${call})];\n}` +
        `, names: ${JSON.stringify(variablesIn(setup))}` +
        (expected === undefined ? '' : `, expected: async () => [(${expected})]`) +
        ' },',
    ),
    '];',
    `const localForgeOutput = ${JSON.stringify(output)};`,
    `const localForgeBudget = ${budgetMs};`,
    `const localForgeQuote = ${JSON.stringify(style.quotes)};`,
    // Others compare all that a value holds.
    `const localForgePartly = ${String(style.assertions === 'expect')};`,
    RUNTIME,
    `${test}('local forge probe', ${options}async () => { await localForgeProbe(); }${last})${timeout};`,
    '',
  ].join('\n');
}

/** Variables that statements declare, at their outermost level. */
export function variablesIn(setup: readonly string[]): string[] {
  return setup.flatMap(
    (statement) => /^(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*(?::[^=]*)?=/.exec(statement)?.[1] ?? [],
  );
}

/** Runs in the project's framework: no imports, old syntax where both kinds of modules must read it. */
const RUNTIME = String.raw`
function localForgeString(text) {
  if (localForgeQuote === '"') return JSON.stringify(text);
  return "'" + JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'") + "'";
}
function localForgeKey(key) {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : localForgeString(key);
}
// Source text that gives an equal value: [text, shape], or undefined. Where only a part can be written down, or all would be too long, that
// part, and of the rest that it is there.
function localForgeWritten(value) {
  const whole = localForgeLiteral(value, 0, [], 6, false);
  if (!localForgePartly || (whole !== undefined && (whole[1] !== 'partial' || whole[0].length <= 400))) return whole;
  for (const deepest of [3, 2, 1]) {
    const part = localForgeLiteral(value, 0, [], deepest, true);
    if (part !== undefined && part[0].length <= (deepest === 1 ? 400 : 240)) return part;
  }
  return whole;
}
function localForgeLiteral(value, depth, seen, deepest, partly) {
  if (value === null || value === undefined || typeof value === 'boolean') return [String(value), 'primitive'];
  if (typeof value === 'number') return [Object.is(value, -0) ? '-0' : String(value), 'primitive'];
  if (typeof value === 'bigint') return [String(value) + 'n', 'primitive'];
  if (typeof value === 'string') return value.length > 400 ? undefined : [localForgeString(value), 'primitive'];
  if (typeof value !== 'object' || depth > deepest || seen.includes(value)) return undefined;
  const inner = seen.concat([value]);
  let partial = false;
  const each = (one) => {
    const found = localForgeLiteral(one, depth + 1, inner, deepest, partly);
    if (found === undefined && partly) {
      partial = true;
      return typeof one === 'function' ? 'expect.any(Function)' : 'expect.anything()';
    }
    if (found === undefined) throw localForgeLiteral;
    if (found[1] === 'partial') partial = true;
    return found[0];
  };
  const done = (text) => [text, partial ? 'partial' : 'equal'];
  try {
    if (Array.isArray(value)) {
      if (value.length > 60 || Object.keys(value).length !== value.length) return undefined;
      return done('[' + value.map(each).join(', ') + ']');
    }
    const tag = Object.prototype.toString.call(value).slice(8, -1);
    if (tag === 'Date') return isNaN(value.getTime()) ? undefined : done("new Date('" + value.toISOString() + "')");
    if (tag === 'RegExp') return done(String(value));
    // What they hold is compared as a whole.
    if ((tag === 'Map' || tag === 'Set') && partly) return localForgeLiteral(value, depth, seen, deepest, false);
    if (tag === 'Map' || tag === 'Set') return done('new ' + tag + '([' + Array.from(value).map(each).join(', ') + '])');
    if (ArrayBuffer.isView(value) && tag !== 'DataView')
      return value.length > 60 ? undefined : done((tag === 'Uint8Array' ? 'Uint8Array' : tag) + '.from([' + Array.from(value).map(each).join(', ') + '])');
    if (value instanceof Error || tag === 'Promise' || tag === 'WeakMap' || tag === 'WeakSet') return undefined;
    const prototype = Object.getPrototypeOf(value);
    const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
    const keys = Object.keys(value);
    if (keys.length > 40 || Object.getOwnPropertySymbols(value).length > 0) return undefined;
    if (!isPlain && keys.length === 0) return undefined;
    if (!isPlain) partial = true;
    const open = keys.filter((key) => !key.startsWith('_'));
    if (partly && open.length > 0 && open.length < keys.length) {
      partial = true;
      keys.splice(0, keys.length, ...open); // what begins so is nobody else's
    }
    return done(keys.length === 0 ? '{}' : '{ ' + keys.map((key) => localForgeKey(key) + ': ' + each(value[key])).join(', ') + ' }');
  } catch (error) {
    if (error === localForgeLiteral) return undefined;
    throw error;
  }
}
// Tells values apart that no literal is for, as far as that goes.
function localForgeTrace(value) {
  try {
    return typeof value + ' ' + (value && value.constructor && value.constructor.name) + ' ' + JSON.stringify(value);
  } catch {
    return typeof value;
  }
}
function localForgeLater(promise) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject({ localForge: 'It does not end.' }), 500); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
async function localForgeRun(trial, mutant) {
  const state = (globalThis.__localForge = globalThis.__localForge || {});
  state.mutant = mutant;
  state.hits = new Set();
  state.reached = new Set();
  state.steps = 0;
  state.limit = 100000;
  let begun = false;
  let variables = () => [];
  let before = [];
  let isAsync = false;
  let isIterator = false;
  const looked = () => {
    try {
      return variables().map((one) => localForgeWritten(one));
    } catch {
      return [];
    }
  };
  try {
    const given = await localForgeLater(
      trial.body((look) => { begun = true; variables = look; before = looked(); }),
    );
    let value = given[0];
    if (value !== null && typeof value === 'object' && typeof value.then === 'function') {
      isAsync = true;
      value = await localForgeLater(value);
    }
    if (value !== null && typeof value === 'object' && typeof value.next === 'function' && typeof value[Symbol.iterator] === 'function') {
      isIterator = true;
      const items = [];
      for (const item of value) {
        items.push(item);
        if (items.length > 60) break;
      }
      value = items;
    }
    // Code that catches everything catches this, too.
    if (state.steps > state.limit) return { kind: 'unusable', reason: 'It does not end.' };
    const literal = localForgeWritten(value) || [];
    const outcome = { kind: 'value', literal: literal[0], shape: literal[1] || 'equal' };
    if (literal[0] === undefined || literal[0].length > 1000) {
      outcome.literal = undefined;
      outcome.trace = localForgeTrace(value);
    }
    if (typeof value === 'function') {
      outcome.literal = localForgeString('function');
      outcome.shape = 'primitive';
      outcome.isTypeOnly = true;
      delete outcome.trace;
    }
    if (isAsync) outcome.isAsync = true;
    if (isIterator) outcome.isIterator = true;
    const after = looked()
      .map((now, index) => ({ name: trial.names[index], before: before[index], now }))
      .filter((one) => one.now && one.before && one.now[0] !== one.before[0])
      .filter((one) => localForgePartly || one.now[1] !== 'partial')
      .map((one) => ({ name: one.name, literal: one.now[0], shape: one.now[1] }));
    if (after.length > 0) outcome.after = after;
    // What came by a subscription tells more than what it consists of.
    if (after.length > 0 && value !== null && typeof value === 'object' && typeof value.unsubscribe === 'function') {
      outcome.literal = 'undefined';
      outcome.shape = 'primitive';
    }
    return outcome;
  } catch (error) {
    if (error && error.localForge) return { kind: 'unusable', reason: error.localForge };
    const type = (error && error.constructor && error.constructor.name) || typeof error;
    const message = String((error && error.message) || error);
    if (!begun) return { kind: 'unusable', reason: type + ': ' + message };
    if (type === 'LocalForgeEndless' || (error && error.name === 'LocalForgeEndless')) return { kind: 'unusable', reason: 'It does not end.' };
    const outcome = { kind: 'throws', type, message };
    const engine = / is not (a function|a constructor|iterable|defined)|Cannot (read|set|convert|destructure|create property|add property|mix BigInt)|Maximum call stack|Invalid array length|object null is not|Array buffer allocation failed|^process\.exit /;
    if (type === 'ReferenceError' || type === 'SyntaxError' || engine.test(message)) outcome.isAccident = true;
    if (!error || typeof error !== 'object' || typeof error.message !== 'string') outcome.isAccident = true;
    if (isAsync) outcome.isAsync = true;
    if (isIterator) outcome.isIterator = true;
    return outcome;
  }
}
async function localForgeProbe() {
  const write = (line) => localForgeFiles.appendFileSync(localForgeOutput, JSON.stringify(line) + '\n');
  const started = Date.now();
  for (const trial of localForgeTrials) {
    write({ trial: trial.trial, begun: true });
    const first = await localForgeRun(trial, 0);
    const state = globalThis.__localForge;
    const branches = Array.from(state.hits);
    const reached = Array.from(state.reached);
    const second = await localForgeRun(trial, 0);
    await new Promise((resolve) => setTimeout(resolve, 0)); // what goes on for ever keeps it from coming back
    const known = JSON.stringify(first);
    const killed = [];
    const line = { trial: trial.trial, outcomes: [first, second], branches, reached, killed };
    if (trial.expected) line.expected = await localForgeRun({ body: (begin) => { begin(() => []); return trial.expected(); }, names: [] }, 0);
    write(line); // a mutant may end the process
    const usable = first.kind !== 'unusable' && known === JSON.stringify(second);
    for (const mutant of usable ? reached : []) {
      if (Date.now() - started > localForgeBudget) break;
      if (JSON.stringify(await localForgeRun(trial, mutant)) !== known) killed.push(mutant);
    }
    write(line);
    if (Date.now() - started > localForgeBudget) break;
  }
}`;
