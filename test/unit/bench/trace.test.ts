import { describe, expect, it } from 'vitest';
import { sampleOf, segmentsOf } from '../../../bench/replay/places.ts';
import { KEY_MS, strokesOf, traceOf } from '../../../bench/replay/trace.ts';

const LINE = 'const total = sum(prices);\n';
const file = (name: string, lines: number) => ({ name, languageId: 'typescript', text: LINE.repeat(lines) });

const isWord = (character = ' ') => /\w/.test(character);

describe('traceOf', () => {
  it('is the same for the same seed, and another for another', () => {
    const text = LINE.repeat(10);
    expect(traceOf(text, 7)).toEqual(traceOf(text, 7));
    expect(traceOf(text, 7)).not.toEqual(traceOf(text, 8));
  });

  it('types everything, in order, at 5 to 8 keys a second, with all kinds of things between', () => {
    const text = LINE.repeat(60);
    const actions = traceOf(text, 1);
    const typed = actions.filter((action) => action.kind === 'type');
    expect(typed.at(-1)?.upTo).toBe(text.length);
    expect(typed.map(({ upTo }) => upTo)).toEqual(typed.map(({ upTo }) => upTo).sort((a, b) => a - b));
    for (const { delayMs } of typed) {
      expect(delayMs).toBeGreaterThanOrEqual(KEY_MS.least);
      expect(delayMs).toBeLessThanOrEqual(KEY_MS.most);
    }
    const kinds = new Set(actions.map((action) => (action.kind === 'accept' ? `accept ${action.what}` : action.kind)));
    expect([...kinds].sort()).toEqual([
      'accept all',
      'accept word',
      'accept-and-undo',
      'backspace',
      'edit-elsewhere',
      'look',
      'pause',
      'settle',
      'type',
      'undo',
    ]);
  });

  it('falls back to the end of the word or of the line', () => {
    const text = LINE.repeat(60);
    for (const action of traceOf(text, 3)) {
      if (action.kind !== 'accept') continue;
      if (action.what === 'all') expect([undefined, '\n']).toContain(text[action.upTo]);
      else expect(isWord(text[action.upTo - 1])).not.toBe(isWord(text[action.upTo]));
    }
  });
});

it('writes a line break and the indentation with one key, as an editor does', () => {
  expect(strokesOf('a {\n  b\n\n\tc')).toEqual(['a', ' ', '{', '\n  ', 'b', '\n', '\n\t', 'c']);
});

describe('segmentsOf', () => {
  const files = [file('a.ts', 100), file('b.ts', 100), file('c.ts', 100), file('d.ts', 100)];

  it('asks for the keys wanted, all over the files, and puts each file together again', () => {
    const segments = segmentsOf(files, 1000, 1);
    expect(segments).toHaveLength(12);
    expect(segments.reduce((sum, { keys }) => sum + keys, 0)).toBeGreaterThanOrEqual(1000);
    expect(segments.map(({ cause }) => cause).filter((cause) => cause === 'file')).toHaveLength(4);
    for (const {
      file: { text },
      before,
      after,
      text: typed,
    } of segments) {
      expect(before + typed + after).toBe(text);
    }
  });

  it('takes every file into a short trace too', () => {
    expect(segmentsOf(files, 40, 1).map(({ file: { name } }) => name)).toEqual(['a.ts', 'b.ts', 'c.ts', 'd.ts']);
  });

  it('keeps places and actions in a sample', () => {
    const segments = segmentsOf(files, 1000, 1);
    const sample = sampleOf(segments, 4);
    expect(sample.map(({ id }) => id)).toEqual([0, 4, 8]);
    expect(sample[1]?.actions).toBe(segments[4]?.actions);
  });
});
