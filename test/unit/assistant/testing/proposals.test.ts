import { describe, expect, it } from 'vitest';
import type { Branch } from '../../../../src/testing/instrument/types.ts';
import { proposedTrials, wishFor, WISHES, type ProposalRequest } from '../../../../src/assistant/testing/proposals.ts';
import { subject, subjectIn, trial } from '../../testing/made.ts';
import { FakeEngine } from '../fake-engine.ts';

const never = new AbortController().signal;
const TEXT = 'export function clamp(a: number, b: number) {\n  return Math.min(a, b);\n}\n';
const CLAMP = subjectIn(TEXT, 'typescript', 'clamp', 'export function clamp(a: number, b: number) {');

async function ask(answer: string, request: Partial<ProposalRequest> = {}) {
  const engine = new FakeEngine();
  engine.scripts = [{ text: answer }];
  const trials = await proposedTrials(
    { text: TEXT, subject: CLAMP, wish: WISHES[0], sample: 0, ...request },
    { engine, maxStepMs: 100 },
    never,
  );
  const [sent] = engine.requests;
  return { trials, sent, prompt: engine.read(sent?.prompt ?? []) };
}

it('are read from the answer that was begun for the model, up to the end of its code', async () => {
  const { trials } = await ask('1, 2)\nclamp(3, 4)\n```\nThat is clamp(5, 6).\n');
  expect(trials).toEqual([trial('clamp(1, 2)'), trial('clamp(3, 4)')]);
});

it('are not read further than the code', async () => {
  const engine = new FakeEngine();
  engine.scripts = [{ text: '1, 2)\n```\nand so on and on' }];
  let read = '';
  const options = { engine, maxStepMs: 100, onText: (text: string) => (read = text) };
  await proposedTrials({ text: TEXT, subject: CLAMP, wish: WISHES[0], sample: 0 }, options, never);
  expect(read).toBe('clamp(1, 2)');
});

it('end where the model says the same again and again', async () => {
  const engine = new FakeEngine();
  engine.scripts = [{ text: '1, 2)\n' + 'clamp(3, 4)\n'.repeat(50) }];
  let read = '';
  const options = { engine, maxStepMs: 100, onText: (text: string) => (read = text) };
  const trials = await proposedTrials({ text: TEXT, subject: CLAMP, wish: WISHES[0], sample: 0 }, options, never);
  expect(trials.map(({ call }) => call)).toEqual(['clamp(1, 2)', 'clamp(3, 4)']);
  expect(read.split('\n').length).toBeLessThan(8);
});

describe('the question', () => {
  it('has the code, the context, what is wished and what went wrong', async () => {
    const { prompt } = await ask('', {
      context: 'type Limit = number;',
      errors: ['clamp(x): ReferenceError'],
      wish: WISHES[1],
    });
    for (const part of [TEXT.trim(), 'type Limit = number;', '- clamp(x): ReferenceError', WISHES[1]])
      expect(prompt).toContain(part);
  });

  it('says nothing of errors where there were none', async () => {
    expect((await ask('')).prompt).not.toContain('did not work');
  });

  it('is not longer than a context takes', async () => {
    const long = `export function clamp() {\n${"  work('x');\n".repeat(2000)}}\n`;
    const one = { ...CLAMP, end: long.length, bodyStart: 25 };
    expect((await ask('', { text: long, subject: one })).prompt.length).toBeLessThan(4500);
  });

  it.each([
    ['typescript', undefined, '```typescript\nclamp('],
    ['typescript', 'Ring', '```typescript\nconst ring = new Ring('],
    ['python', 'Ring', '```python\nring = Ring('],
    ['go', 'Ring', '```go\nring := '],
  ])('of %s and %s begins the answer', async (languageId, owner, opening) => {
    const { prompt } = await ask('', { subject: { ...CLAMP, ...subject(languageId, 'clamp', owner) } });
    expect(prompt).toContain(opening);
    expect(prompt.endsWith(opening)).toBe(true);
  });

  it("asks for the model's first choice once, then by lot", async () => {
    expect((await ask('')).sent?.sampling).toBeUndefined();
    const [second, third] = [(await ask('', { sample: 1 })).sent, (await ask('', { sample: 2 })).sent];
    expect(second?.sampling?.seed).not.toBe(third?.sampling?.seed);
  });
});

it('are none after an abort', async () => {
  const engine = new FakeEngine();
  engine.scripts = [{ text: '1, 2)\nclamp(3, 4)\n' }];
  const stop = new AbortController();
  engine.beforePiece = (index) => {
    if (index === 2) stop.abort(new Error('stop'));
  };
  const asked = proposedTrials(
    { text: TEXT, subject: CLAMP, wish: WISHES[0], sample: 0 },
    { engine, maxStepMs: 1 },
    stop.signal,
  );
  expect(await asked).toEqual([]);
});

describe('what is wished for', () => {
  const code = "if (a === 'x') {\n  return 1;\n}\nreturn b ? 2 : 3;";
  const branch = (part: string, what: Branch['what'], id = 1): Branch => {
    const start = code.indexOf(part);
    return { id, line: 1, start, end: start + part.length, what };
  };

  it('is a loop that goes through everything', () => {
    expect(wishFor([branch('return 1;', 'ended')], code, 0)).toBe(
      'values with which the loop of `return 1;` is never left early',
    );
  });

  it('are the branches that nobody has taken, two at a time and in each round others', () => {
    const missed = [branch("a === 'x'", 'true'), branch('b', 'false'), branch("if (a === 'x') {\n", 'entered')];
    expect(wishFor(missed, code, 0)).toBe("values with which `a === 'x'` is true, and values with which `b` is false");
    expect(wishFor(missed, code, 1)).toBe(
      "values with which `if (a === 'x') {` is reached, and values with which `a === 'x'` is true",
    );
  });

  it('are none where all are taken, or cannot be named in a line', () => {
    expect(wishFor([], code, 0)).toBeUndefined();
    const long = 'x'.repeat(200);
    expect(wishFor([{ id: 1, line: 1, start: 0, end: 200, what: 'true' }], long, 0)).toBeUndefined();
  });
});
