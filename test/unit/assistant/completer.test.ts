import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { at, never, setUp } from './completer-setup.ts';

describe('an answer that cannot become sure enough', () => {
  it('is not read to its end, and refused without the engine until what is typed of it may make it sure', async () => {
    const scripts = [{ text: 'first second third', probability: 0.5 }];
    const { engine, completer } = setUp({ scripts, minimumConfidence: 0.3 });
    const outcome = await completer.complete(at('let a = █\n'), never);
    expect(outcome).toMatchObject({ kind: 'nothing', code: 'low-confidence' });
    expect(outcome.timing?.tokensDecoded).toBe(2);
    engine.scripts = [{ text: '()', probability: 0.9 }];
    expect(await completer.complete(at('let a = f█\n'), never)).toMatchObject({ code: 'low-confidence' });
    expect(engine.requests).toHaveLength(1);
    const next = await completer.complete(at('let a = first█\n'), never);
    expect(next).toMatchObject({ kind: 'offer', text: '()' });
  });
});

describe('Completer', () => {
  it('offers what the model says, as far as the line goes', async () => {
    const { completer, engine } = setUp({ scripts: [{ text: 'price * 2;\nnext();', probability: 0.9 }] });
    const seen: string[] = [];
    const outcome = await completer.complete(at('let a = █\nlet b;'), never, (text) => seen.push(text));
    expect(outcome).toMatchObject({ kind: 'offer', text: 'price * 2;', replaceEnd: 8, reused: false });
    expect(seen.join('')).toBe('price * 2;');
    expect(engine.requests[0]).toMatchObject({ firstLineOnly: true, priority: 'completion', maxStepMs: 50 });
  });

  it('never lets the engine see an excluded document', async () => {
    const { completer, engine } = setUp({ excluded: 'This file is left out: secret file (.env*).' });
    expect(await completer.complete(at('KEY=█'), never)).toMatchObject({
      kind: 'nothing',
      code: 'excluded',
      reason: 'This file is left out: secret file (.env*).',
    });
    expect(engine.calls).toEqual([]);
  });

  it('answers from what it said before while the user types it, without the engine', async () => {
    const { completer, engine } = setUp({ scripts: [{ text: 'price;' }] });
    await completer.complete(at('let a = █\n'), never);
    engine.calls.length = 0;
    for (const [typed, rest] of [
      ['pr', 'ice;'],
      ['price', ';'],
      ['', 'price;'],
    ] as const) {
      const outcome = await completer.complete(at(`let a = ${typed}█\n`), never);
      expect(outcome).toMatchObject({ kind: 'offer', text: rest, reused: true });
    }
    expect(engine.calls).toEqual([]);
  });

  it('asks again where the typing differs, with the same prompt up to MID', async () => {
    const { completer, engine } = setUp({ scripts: [{ text: 'price;' }, { text: 'um;' }] });
    await completer.complete(at('let a = █\n'), never);
    expect(await completer.complete(at('let a = s█\n'), never)).toMatchObject({ text: 'um;', reused: false });
    const [first, second] = engine.requests;
    expect(second?.prompt).toEqual(first?.prompt);
    expect(second?.typed).toBe('let a = s');
  });

  it('looks for no alternatives while the user only types', async () => {
    const branches = [{ text: 'amount', score: 0.5 }];
    const { completer, engine } = setUp({ scripts: [{ text: 'price;', branches }] });
    const outcome = await completer.complete(at('let a = █\n', { alternatives: 2 }), never);
    expect(outcome).toMatchObject({ text: 'price;', alternatives: [] });
    expect(engine.requests).toHaveLength(1);
    expect(engine.requests[0]).not.toHaveProperty('branches');
  });

  it('keeps an unsure answer from those who only type, and gives it to those who ask', async () => {
    const scripts = [{ text: 'x;', probability: 0.1 }];
    const { completer } = setUp({ scripts, minimumConfidence: 0.3 });
    expect(await completer.complete(at('let a = █\n'), never)).toMatchObject({
      reason: 'The model is not sure enough.',
      code: 'low-confidence',
      confidence: 0.1, // of its first token, behind which it was not read
    });
    expect(await completer.complete(at('let a = █\n', { trigger: 'invoked' }), never)).toMatchObject({ text: 'x;' });
  });

  it('passes an answer through the filters, also when it is known already', async () => {
    const { completer } = setUp({ scripts: [{ text: '"AKIAQ3EGRT7LMZ5XWPDH";' }] });
    for (let times = 0; times < 2; times++) {
      expect(await completer.complete(at('let a = █\n'), never)).toMatchObject({ kind: 'nothing', code: 'secret' });
    }
  });

  it('drops an answer with which the file parses worse', async () => {
    const { completer } = setUp({ scripts: [{ text: 'x y z;' }], countErrors: (text) => Number(text.includes('x y')) });
    expect(await completer.complete(at('let a = █\n'), never)).toMatchObject({
      reason: 'The suggestion would break the syntax.',
      code: 'breaks-syntax',
    });
  });

  it('shows the shorter cut with which the file parses no worse, also when it is known already', async () => {
    const { completer, engine } = setUp({
      scripts: [{ text: 'one();\n  two x;\n}\n' }],
      countErrors: (text) => Number(text.includes('two x')),
    });
    for (const reused of [false, true]) {
      expect(await completer.complete(at('function f() {\n  █\n}\n'), never)).toMatchObject({ text: 'one();', reused });
    }
    expect(await completer.complete(at('function f() {\n  one█\n}\n'), never)).toMatchObject({ text: '();' });
    expect(engine.requests).toHaveLength(1);
  });

  it('indents as the file does, and knows the answer when it is typed so', async () => {
    const { completer, engine } = setUp({ scripts: [{ text: '\n    one();\n}\n' }] });
    const file = 'function e() {\n\tzero();\n}\n\nfunction f() {█\n';
    expect(await completer.complete(at(file), never)).toMatchObject({ text: '\n\tone();\n}' });
    expect(await completer.complete(at(file.replace('█', '\n\to█')), never)).toMatchObject({ text: 'ne();\n}' });
    expect(engine.requests).toHaveLength(1);
  });

  it('gives a cancelled request nothing, and remembers nothing of it', async () => {
    const { completer, engine } = setUp({ scripts: [{ text: 'price;' }] });
    const controller = new AbortController();
    engine.beforePiece = (index) => {
      if (index === 1) controller.abort();
    };
    expect(await completer.complete(at('let a = █\n'), controller.signal)).toMatchObject({
      kind: 'nothing',
      code: 'cancelled',
    });
    expect(await completer.complete(at('let a = █\n'), never)).toMatchObject({ text: 'price;', reused: false });
  });

  it('gives lines the document’s line ending', async () => {
    const { completer } = setUp({ scripts: [{ text: '\n  return 1;\n}\n' }] });
    const outcome = await completer.complete(at('let b;\r\nfunction f() {█\r\n'), never);
    expect(outcome).toMatchObject({ kind: 'offer', text: '\r\n  return 1;\r\n}' });
  });

  it('replaces the closers that it brings along, also when they are typed through', async () => {
    const { completer, engine } = setUp({ scripts: [{ text: 'max(width, height);\n' }] });
    await completer.complete(at('const area = █\n'), never);
    const outcome = await completer.complete(at('const area = max(█)\n'), never);
    const replaceEnd = 'const area = max()'.length;
    expect(outcome).toMatchObject({ kind: 'offer', text: 'width, height);', replaceEnd, reused: true });
    expect(outcome.timing).toMatchObject({ promptTokensEvaluated: 0, tokensDecoded: 0 });
    expect(engine.requests).toHaveLength(1);
  });

  it('stops the engine as soon as the end is known', async () => {
    const { completer } = setUp({ scripts: [{ text: 'price;\nand so on and on\n' }] });
    const outcome = await completer.complete(at('const total = █\n'), never);
    expect(outcome).toMatchObject({ text: 'price;', timing: { tokensDecoded: 3 } });
  });

  it('forgets a document that was closed', async () => {
    const { completer, engine } = setUp({ scripts: [{ text: 'price;\n' }] });
    const marked = 'const total = █\nprint(total);\n';
    const other = { uri: 'file:///b.ts' };
    await completer.complete(at(marked), never);
    await completer.complete(at(marked, other), never);
    completer.forget('file:///a.ts');
    engine.calls.length = 0;
    expect(await completer.complete(at(marked, other), never)).toMatchObject({ reused: true });
    expect(engine.calls).toEqual([]);
    expect(await completer.complete(at(marked), never)).toMatchObject({ reused: false });
    // Without the old anchor the prompt's parts are tokenised again.
    expect(engine.calls).toContain('tokenize');
  });

  it('keeps an anchor for each document', async () => {
    const { completer, engine } = setUp({ scripts: [{ text: 'price;\n' }] });
    await completer.complete(at('const total = █\nprint(total);\n'), never);
    await completer.complete(at('let other = █\n', { uri: 'file:///b.ts' }), never);
    await completer.complete(at('const total = x█\nprint(total);\n'), never);
    expect(engine.requests).toHaveLength(3);
    expect(engine.requests[2]?.prompt).toEqual(engine.requests[0]?.prompt);
  });

  it('asks the engine nothing where the gate is closed', async () => {
    const { completer, engine } = setUp({});
    const outcome = await completer.complete(at('const to█tal = 1;'), never);
    expect(outcome).toEqual({ kind: 'nothing', code: 'inside-word', reason: 'The cursor is inside a word.' });
    expect(engine.calls).toEqual([]);
  });

  it('offers neither an empty answer nor the next line', async () => {
    const { completer } = setUp({ scripts: [{ text: '\n' }, { text: 'const b = 2;\n' }] });
    expect(await completer.complete(at('const a = 1;█\n'), never)).toMatchObject({
      code: 'no-answer',
      reason: 'The model sees nothing to add here.',
    });
    expect(await completer.complete(at('const a = 1;\n█\nconst b = 2;\n'), never)).toMatchObject({
      code: 'repeats',
      reason: 'The suggestion would repeat the next line.',
    });
  });

  it('offers no line that the token limit cut off', async () => {
    const { completer } = setUp({ scripts: [{ text: 'a + b + c', end: 'length' }] });
    expect(await completer.complete(at('const total = █\n'), never)).toMatchObject({
      reason: 'The model sees nothing to add here.',
    });
  });

  it('gives those who ask at a line’s end more than the line', async () => {
    const { completer, engine } = setUp({ scripts: [{ text: 'price;\n' }] });
    await completer.complete(at('const total = █\n'), never);
    expect(await completer.complete(at('const total = █\n', { trigger: 'invoked' }), never)).toMatchObject({
      reused: false,
    });
    expect(engine.requests.map(({ firstLineOnly }) => firstLineOnly)).toEqual([true, false]);
  });
});

describe('while a suggestion is looked at', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('finds out what comes behind it and on the next line, so that both are known when they are asked for', async () => {
    const { engine, completer } = setUp({});
    engine.generate = async (request, _signal, onPiece) => {
      engine.requests.push(request);
      const text = request.typed.endsWith('= ') ? 'f();' : request.typed.endsWith('f();\n') ? 'g();' : '';
      if (request.warmUpOnly !== true && text !== '') onPiece({ text, probability: 0.9 });
      const timing = { ttftMs: 1, totalMs: 2, promptTokensEvaluated: 3, tokensDecoded: 1 };
      return Promise.resolve({ end: 'stop-token', timing });
    };
    expect(await completer.complete(at('let a = █\n'), never)).toMatchObject({ text: 'f();', reused: false });
    // Our extension says so after every key; it must not take the place of what was set going.
    await completer.rest(at('let a = █\n'));
    await vi.advanceTimersByTimeAsync(500);
    const background = engine.requests.filter(({ priority }) => priority === 'background');
    expect(background.length).toBeGreaterThan(1);
    const next = await completer.complete(at('let a = f();\n█\n'), never);
    expect(next).toMatchObject({ kind: 'offer', text: 'g();', reused: true });
  });

  it('stops when the user types on', async () => {
    const { engine, completer } = setUp({ scripts: [{ text: 'f();' }, { text: 'x' }, { text: 'h();' }] });
    await completer.complete(at('let a = █\n'), never);
    await completer.complete(at('let a = b█\n'), never);
    expect(engine.requests.every(({ priority }) => priority === 'completion')).toBe(true);
  });
});
