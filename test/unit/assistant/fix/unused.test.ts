import { expect, it } from 'vitest';
import { removals } from '../../../../src/assistant/fix/unused.ts';
import type { Workshop } from '../../../../src/assistant/fix/types.ts';

// Where there is no grammar, nothing is known of statements.
const workshop = { syntax: { unitsAround: () => Promise.resolve(undefined) } } as unknown as Workshop;

const removed = async (languageId: string, text: string, at: string, message: string) => {
  const start = text.indexOf(at);
  const diagnostic = { start, end: start + at.length, severity: 'error', message } as const;
  const found = await removals({ uri: 'a', languageId, text, diagnostic }, workshop);
  return found.map((one) => one.text);
};

it('takes out the line or the name that is not used', async () => {
  expect(await removed('python', 'from a import b, c\nc()\n', 'b', '`a.b` imported but unused')).toEqual([
    'c()\n',
    'from a import c\nc()\n',
  ]);
});

it('does not silence a checker with a blank name', async () => {
  const text = 'e, x := f()\nreturn x\n';
  const found = await removed('go', text, 'e', 'declared and not used: e');
  expect(found.some((one) => one.includes('_'))).toBe(false);
});

it('takes nothing out where nothing is unused', async () => {
  expect(await removed('go', 'f(x)\n', 'x', 'undefined: x')).toEqual([]);
});
