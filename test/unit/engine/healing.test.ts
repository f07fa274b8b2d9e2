import { describe, expect, it } from 'vitest';
import { heal, takeBack, type HealingModel } from '../../../src/engine/worker/healing.ts';

/** A model over the words of `vocabulary`, whose id is their index; `next` gives the likeliest words after a path. */
function model(vocabulary: readonly string[], next: (path: string) => Record<string, number>) {
  const asked: string[] = [];
  const textOf = (token: number) => vocabulary[token] ?? '';
  const fake: HealingModel = {
    textOf,
    tokenize: (text) => Array.from(text, (character) => vocabulary.indexOf(character)),
    candidatesAfter: (path, along) => {
      const here = path.map(textOf).join('|');
      asked.push(`${here} > ${along.map(textOf).join('|')}`);
      return Promise.resolve(
        Object.entries(next(here)).map(([word, probability]) => ({ token: vocabulary.indexOf(word), probability })),
      );
    },
  };
  const ids = (...words: string[]) => words.map((word) => vocabulary.indexOf(word));
  return { fake, asked, ids, textOf };
}

describe('heal', () => {
  it('keeps the typed tokens where they are the likeliest that agree', async () => {
    const { fake, ids } = model(['total', '.', 'x'], (path) => (path === '' ? { x: 0.6, total: 0.4 } : { '.': 0.9 }));
    const healed = await heal(fake, ids('total', '.'), 'total.');
    expect(healed).toMatchObject({ tokens: ids('total', '.'), overshoot: '' });
  });

  it('lets a token reach beyond what was typed, with its probability among those that agree', async () => {
    const { fake, ids } = model(['to', 'total', 'tool', 'x'], () => ({ x: 0.5, total: 0.3, tool: 0.1, to: 0.1 }));
    const healed = await heal(fake, ids('to'), 'to');
    expect(healed.tokens).toEqual(ids('total'));
    expect(healed.overshoot).toBe('tal');
    expect(healed.probability).toBeCloseTo(0.6);
  });

  it('tells which tokens could have been the last one instead', async () => {
    const { fake, ids } = model(['to', 'total', 'tool', 'x'], () => ({ x: 0.5, total: 0.3, tool: 0.1, to: 0.1 }));
    const { choice } = await heal(fake, ids('to'), 'to');
    expect(choice?.typed).toBe('to');
    expect(choice?.others.map(({ token }) => token)).toEqual(ids('tool', 'to'));
    expect(choice?.others[0]?.probability).toBeCloseTo(0.2);
  });

  it('joins two typed tokens into the one the model would have written', async () => {
    const { fake, ids } = model(['ret', 'urn', 'return'], () => ({ return: 0.9, ret: 0.1 }));
    expect(await heal(fake, ids('ret', 'urn'), 'return')).toMatchObject({ tokens: ids('return'), overshoot: '' });
  });

  it('leaves the typed path and goes on with the rest of the text', async () => {
    const { fake, ids, asked } = model(['ab', 'c', 'a', 'bcd'], (path) => (path === '' ? { a: 0.9 } : { bcd: 1 }));
    const healed = await heal(fake, ids('ab', 'c'), 'abc');
    expect(healed).toMatchObject({ tokens: ids('a', 'bcd'), overshoot: 'd' });
    expect(asked).toEqual([' > ab|c', 'a > ']);
  });

  it('keeps what was typed where nothing likely agrees', async () => {
    const { fake, ids } = model(['q', 'z', 'x'], () => ({ x: 1 }));
    expect(await heal(fake, ids('q', 'z'), 'qz')).toEqual({ tokens: ids('q', 'z'), overshoot: '', probability: 1 });
  });

  it('splits the rest anew where nothing agrees on a path of its own', async () => {
    const { fake, ids } = model(['ab', 'a', 'b', 'x'], (path) => (path === '' ? { a: 1 } : { x: 1 }));
    expect((await heal(fake, ids('ab'), 'ab')).tokens).toEqual(ids('a', 'b'));
  });

  it('never takes a part of a character for an agreement', async () => {
    const { fake, ids } = model(['é', '\uFFFD'], () => ({ '\uFFFD': 0.9, é: 0.1 }));
    expect((await heal(fake, ids('é'), 'é')).tokens).toEqual(ids('é'));
  });

  it('asks nothing where nothing was taken back', async () => {
    const { fake, asked } = model([], () => ({}));
    expect(await heal(fake, [], '')).toEqual({ tokens: [], overshoot: '', probability: 1 });
    expect(asked).toEqual([]);
  });
});

describe('takeBack', () => {
  const texts = ['const', ' to', 'tal', '\uFFFD', '\uFFFD'];
  const textOf = (token: number) => texts[token] ?? '';

  it('takes the last tokens and their text', () => {
    expect(takeBack('const total', [0, 1, 2], 2, textOf)).toEqual({ keep: 1, text: ' total' });
  });

  it('takes no more than there are', () => {
    expect(takeBack('const', [0], 2, textOf)).toEqual({ keep: 0, text: 'const' });
    expect(takeBack('', [], 2, textOf)).toEqual({ keep: 0, text: '' });
  });

  it('takes fewer where the one before holds a part of a character', () => {
    expect(takeBack('😀 to', [3, 4, 1], 2, textOf)).toEqual({ keep: 2, text: ' to' });
  });

  it('takes nothing where tokens hold parts of a character', () => {
    expect(takeBack('const😀', [0, 3, 4], 2, textOf)).toEqual({ keep: 3, text: '' });
  });
});
