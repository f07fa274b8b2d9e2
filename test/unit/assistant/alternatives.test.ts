import { describe, expect, it } from 'vitest';
import type { CompletionOutcome, CompletionRequest } from '../../../src/assistant/completion/types.ts';
import { at, never, setUp } from './completer-setup.ts';

/** A request of a user who asks for two alternatives. */
function asked(marked: string, more: Partial<CompletionRequest> = {}): CompletionRequest {
  return at(marked, { trigger: 'invoked', alternatives: 2, ...more });
}

function texts(outcome: CompletionOutcome): string[] {
  return outcome.kind === 'nothing' ? [] : [outcome, ...outcome.alternatives].map(({ text }) => text);
}

const PLACE = 'let a = █ + b;\n';
const BRANCHES = [
  { text: 'amount', score: 0.3 },
  { text: 'size', score: 0.2 },
  { text: 'weight', score: 0.1 },
];

describe('alternatives', () => {
  it('go on where the first line could have gone another way', async () => {
    const { completer, engine } = setUp({
      scripts: [
        { text: 'price', probability: 0.5, branches: BRANCHES },
        { text: '.net\n', probability: 0.9 },
        { text: 'Of(a)', probability: 1 },
      ],
    });
    const outcome = await completer.complete(asked(PLACE), never);
    expect(texts(outcome)).toEqual(['price', 'amount.net', 'sizeOf(a)']);
    const confidences = outcome.kind === 'offer' ? outcome.alternatives.map(({ confidence }) => confidence) : [];
    expect(confidences[0]).toBeCloseTo(0.3 * 0.9 ** 3);
    expect(confidences[1]).toBeCloseTo(0.2);
    expect(engine.requests.map(({ typed }) => typed)).toEqual(['let a = ', 'let a = amount', 'let a = size']);
    expect(engine.requests.map(({ branches }) => branches)).toEqual([true, undefined, undefined]);
    expect(engine.requests[1]?.prompt).toEqual(engine.requests[0]?.prompt);
  });

  it('are none where none were asked for', async () => {
    const { completer, engine } = setUp({ scripts: [{ text: 'price', branches: BRANCHES }] });
    expect(texts(await completer.complete(asked(PLACE, { alternatives: 0 }), never))).toEqual(['price']);
    expect(engine.requests).toHaveLength(1);
    expect(engine.requests[0]).not.toHaveProperty('branches');
  });

  it('come in the order of their confidence, behind the model’s own choice', async () => {
    const { completer } = setUp({
      scripts: [
        { text: 'price', probability: 0.1, branches: BRANCHES },
        { text: 'Of', probability: 0.2 },
        { text: 'Of', probability: 0.9 },
      ],
    });
    expect(texts(await completer.complete(asked(PLACE), never))).toEqual(['price', 'sizeOf', 'amountOf']);
  });

  it('differ from the first answer and from each other, also once they are cut and fitted', async () => {
    const { completer, engine } = setUp({
      scripts: [
        { text: 'price);', branches: [...BRANCHES.slice(0, 2), { text: 'pri', score: 0.1 }, { text: 'x', score: 0 }] },
        { text: ';\nmore' },
        { text: ');' },
        { text: 'ce\n' }, // The bracket behind the cursor is there already: the same text.
        { text: '' },
      ],
    });
    expect(texts(await completer.complete(asked('f(█);\n', { alternatives: 4 }), never))).toEqual([
      'price);',
      'amount;',
      'size);',
      'x',
    ]);
    expect(engine.requests).toHaveLength(5);
  });

  it('are asked for nothing where the branch has the line’s end', async () => {
    const { completer, engine } = setUp({
      scripts: [{ text: 'price', branches: [{ text: 'price * 2\n', score: 0.3 }] }],
    });
    expect(texts(await completer.complete(asked(PLACE), never))).toEqual(['price', 'price * 2']);
    expect(engine.requests).toHaveLength(1);
  });

  it('begin before what was cut from the first answer', async () => {
    const branches = [
      { text: 'price + b.', score: 0.5 },
      { text: 'price *', score: 0.4 },
    ];
    const { completer, engine } = setUp({ scripts: [{ text: 'price + b;', branches }, { text: ' 2' }] });
    expect(texts(await completer.complete(asked(PLACE), never))).toEqual(['price', 'price * 2']);
    expect(engine.requests.map(({ typed }) => typed)).toEqual(['let a = ', 'let a = price *']);
  });

  it('have several lines where the first answer has', async () => {
    const { completer } = setUp({
      scripts: [
        { text: '\n  one();\n  two();\n}\nthree();', branches: [{ text: '\n  if', score: 0.3 }] },
        { text: ' (a) {\n    go();\n  }\n}\n', probability: 0.5 },
      ],
    });
    const outcome = await completer.complete(asked('if (b) {█\nnext();\n'), never);
    expect(texts(outcome)).toEqual(['\n  one();\n  two();\n}', '\n  if (a) {\n    go();\n  }\n}']);
    // ` (a) {` and its line break are seven tokens; the lines below do not count.
    expect(outcome).toMatchObject({ alternatives: [{ confidence: 0.3 * 0.5 ** 7 }] });
  });

  it('are checked like the first one', async () => {
    const { completer } = setUp({
      scripts: [{ text: 'price', branches: BRANCHES }, { text: ' a' }, { text: '' }, { text: '.net' }],
      countErrors: (text) => Number(text.includes('amount a')),
    });
    expect(texts(await completer.complete(asked(PLACE), never))).toEqual(['price', 'size', 'weight.net']);
  });

  it('take the place of a first answer that says nothing', async () => {
    const { completer, engine } = setUp({ scripts: [{ text: '', branches: BRANCHES }, { text: '' }] });
    const outcome = await completer.complete(asked(PLACE, { alternatives: 1 }), never);
    expect(outcome).toMatchObject({ text: 'amount', confidence: 0.3, alternatives: [{ text: 'size' }] });
    expect(engine.requests).toHaveLength(3);
    expect(await completer.complete(asked(PLACE, { alternatives: 1 }), never)).toMatchObject({
      text: 'amount',
      alternatives: [{ text: 'size' }],
      reused: true,
    });
  });

  it('take the place of a first answer that breaks the syntax, which is not remembered', async () => {
    const { completer } = setUp({
      scripts: [{ text: 'x y', branches: BRANCHES }, { text: '' }],
      countErrors: (text) => Number(text.includes('x y')),
    });
    for (const reused of [false, true]) {
      const outcome = await completer.complete(asked(PLACE), never);
      expect(texts(outcome)).toEqual(['amount', 'size', 'weight']);
      expect(outcome).toMatchObject({ reused });
    }
  });

  it('leave the reason as it is where none is good', async () => {
    const { completer } = setUp({
      scripts: [{ text: 'x y', branches: BRANCHES }, { text: '' }],
      countErrors: (text) => Number(!text.includes('let a =  + b')),
    });
    expect(await completer.complete(asked(PLACE), never)).toMatchObject({ kind: 'nothing', code: 'breaks-syntax' });
  });

  it('are known as long as the typing agrees', async () => {
    const { completer, engine } = setUp({
      scripts: [{ text: 'price', branches: [...BRANCHES, { text: 'pro', score: 0.1 }] }, { text: '' }],
    });
    await completer.complete(asked(PLACE, { alternatives: 4 }), never);
    engine.calls.length = 0;
    const typed = async (text: string) => texts(await completer.complete(asked(PLACE.replace('█', `${text}█`)), never));
    expect(await typed('p')).toEqual(['rice', 'ro']);
    expect(await typed('pri')).toEqual(['ce']);
    expect(await typed('pr')).toEqual(['ice', 'o']);
    expect(await typed('am')).toEqual(['ount']);
    expect(engine.calls).toEqual([]);
  });

  it('are looked for where an answer is known, but nobody asked for others', async () => {
    const { completer, engine } = setUp({ scripts: [{ text: 'price', branches: BRANCHES }] });
    await completer.complete(asked(PLACE, { alternatives: 0 }), never);
    engine.scripts = [{ text: 'price', branches: BRANCHES }, { text: '' }];
    expect(texts(await completer.complete(asked(PLACE), never))).toEqual(['price', 'amount', 'size']);
    expect(texts(await completer.complete(asked(PLACE, { alternatives: 0 }), never))).toEqual(['price']);
    expect(engine.requests).toHaveLength(4);
  });

  describe('when the time is spent', () => {
    /** Every answer but the first gets stuck behind `pieces` pieces until it is aborted. */
    function stuck(pieces: number, scripts: NonNullable<Parameters<typeof setUp>[0]['scripts']>) {
      const given = setUp({ scripts, alternativesMs: 30 });
      given.engine.beforePiece = (index) =>
        given.engine.requests.length > 1 && index === pieces
          ? new Promise((done) => setTimeout(done, 60))
          : Promise.resolve();
      return given;
    }

    it('end in the middle of the one that is read', async () => {
      const { completer, engine } = stuck(1, [{ text: 'price', branches: BRANCHES }, { text: '.net.of' }]);
      expect(texts(await completer.complete(asked(PLACE), never))).toEqual(['price']);
      expect(engine.requests).toHaveLength(2);
      // Nobody waits for it again at the same place.
      expect(await completer.complete(asked(PLACE), never)).toMatchObject({ reused: true, alternatives: [] });
    });

    it('keep whole lines of a block', async () => {
      const { completer } = stuck(9, [
        { text: '\n  one();\n}', branches: [{ text: '\n  two', score: 0.3 }] },
        { text: '();\n  three(four);\n  five();\n}' },
      ]);
      expect(texts(await completer.complete(asked('if (b) {█\n'), never))).toEqual(['\n  one();\n}', '\n  two();']);
    });
  });

  it('end with the request, which remembers nothing then', async () => {
    const { completer, engine } = setUp({ scripts: [{ text: 'price', branches: BRANCHES }, { text: '.net' }] });
    const controller = new AbortController();
    engine.beforePiece = () => {
      if (engine.requests.length === 2) controller.abort();
    };
    expect(await completer.complete(asked(PLACE), controller.signal)).toMatchObject({ code: 'cancelled' });
    expect(engine.requests).toHaveLength(2);
    expect(await completer.complete(asked(PLACE), never)).toMatchObject({ reused: false });
  });

  it('do not take the first answer along when the engine fails', async () => {
    const { completer, engine } = setUp({ scripts: [{ text: 'price', branches: BRANCHES }, { text: '.net' }] });
    engine.beforePiece = () => {
      if (engine.requests.length === 2) throw new Error('crashed');
    };
    expect(texts(await completer.complete(asked(PLACE), never))).toEqual(['price']);
  });

  it('are not shown while they arrive', async () => {
    const { completer } = setUp({ scripts: [{ text: 'price', branches: BRANCHES }, { text: '.net' }] });
    const seen: string[] = [];
    await completer.complete(asked(PLACE), never, (text) => seen.push(text));
    expect(seen.join('')).toBe('price');
  });
});
