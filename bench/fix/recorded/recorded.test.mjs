// Runs in a copy of a package, beside its cases and what they gave on the original: see ../recordings.ts.
import crypto from 'node:crypto';
import fs from 'node:fs';
import { expect, test } from 'vitest';
import cases from './cases.mjs';

const file = new URL('recorded.json', import.meta.url);
const recorded = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;

/** An error by its name and a digest of its message: no package's sentences are copied. The engine's own ones change. */
function inShort({ name, message }) {
  const isOfEngine = ['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError'].includes(name);
  return {
    error: name,
    ...(!isOfEngine && { message: crypto.createHash('sha256').update(message).digest('hex').slice(0, 12) }),
  };
}

/** What an answer is when it is written down: JSON, with what JSON lacks in words. */
async function answerOf(run) {
  const inWords = (key, value) => {
    if (value === undefined) return 'undefined';
    if (typeof value === 'function') return `function ${value.name}`;
    if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
    if (value instanceof Map) return { map: [...value] };
    if (value instanceof Set) return { set: [...value] };
    if (value instanceof Error) return inShort(value);
    return value;
  };
  try {
    return JSON.parse(JSON.stringify(await run(), inWords));
  } catch (error) {
    return { thrown: inShort(error) };
  }
}

if (recorded === undefined) {
  test('record', async () => {
    const answers = {};
    for (const [name, run] of Object.entries(cases)) answers[name] = await answerOf(run);
    fs.writeFileSync(file, JSON.stringify(answers));
  });
} else {
  for (const [name, run] of Object.entries(cases)) {
    test(name, async () => expect(await answerOf(run)).toEqual(recorded[name]));
  }
}
