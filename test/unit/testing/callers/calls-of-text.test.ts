import { describe, expect, it } from 'vitest';
import { callsOfText, type CallsRequest } from '../../../../src/testing/callers/calls-of-text.ts';
import { codeBlocks } from '../../../../src/testing/callers/code-blocks.ts';
import { usableNames } from '../../../../src/testing/callers/self-contained.ts';
import { subject } from '../made.ts';

function calls(languageId: string, name: string, text: string, more: Partial<CallsRequest> & { owner?: string } = {}) {
  const { owner, ...rest } = more;
  const found = callsOfText(text, {
    subject: subject(languageId, name, owner),
    usable: usableNames('', languageId),
    qualifiers: [],
    ...rest,
  });
  return { ...found, calls: found.trials.map(({ setup, call }) => [...setup, call].join('; ')) };
}

describe('calls of a function', () => {
  it('of literals are trials, and all are lines', () => {
    const found = calls(
      'typescript',
      'clamp',
      'import { clamp } from "./clamp";\nfunction f(x) {\n  return clamp(x, 0, 10) + clamp(-1, 0, 10);\n}\nconst a = clamp(2,\n  0, 1);\n',
    );
    expect(found.calls).toEqual(['clamp(-1, 0, 10)', 'clamp(2,\n  0, 1)']);
    expect(found.lines).toEqual(['return clamp(x, 0, 10) + clamp(-1, 0, 10);', 'const a = clamp(2, 0, 1);']);
    expect(found.trials[0]?.from).toBe('caller');
  });

  it.each<[string, string, string[]]>([
    [
      'typescript',
      "f({ a: 1, b: [x => x + 1] }, 'y', new Date(0));",
      ["f({ a: 1, b: [x => x + 1] }, 'y', new Date(0))"],
    ],
    ['typescript', 'f({ a: b });', []],
    ['typescript', 'f(`${b}`);', []],
    ['typescript', 'f(a.b);', []],
    ['python', "x = f('a', key=lambda v: v[0], n=None)\n", ["f('a', key=lambda v: v[0], n=None)"]],
    ['python', 'x = f(other)\n', []],
    [
      'go',
      'x := f([]string{"a"}, func(n int) bool { return n > 1 }, 2*time.Second)',
      ['f([]string{"a"}, func(n int) bool { return n > 1 }, 2*time.Second)'],
    ],
    ['go', 'x := f(T{A: 1})', []],
    ['rust', 'let x = p::f(Some(2), &[1], "a".to_string());', ['f(Some(2), &[1], "a".to_string())']],
    ['rust', 'let x = f(other);', []],
    ['rust', 'fn f(a: i32) -> i32 {}', []],
  ])('in %s: %s', (languageId, text, expected) => expect(calls(languageId, 'f', text).calls).toEqual(expected));

  it('may use what a test can import from the source', () => {
    const usable = usableNames('export enum Level { Low }\nexport class Box {}\nconst hidden = 1;\n', 'typescript');
    expect(calls('typescript', 'f', 'f(Level.Low, new Box()); f(hidden);', { usable }).calls).toEqual([
      'f(Level.Low, new Box())',
    ]);
  });

  it.each<[string, string, string]>([
    ['a definition', 'typescript', 'function f(a = 1) {}\nclass A {\n  f() {\n  }\n}\n'],
    ['a definition', 'python', 'def f():\n    pass\n'],
    ['a definition', 'go', 'func f(a int) {}\nfunc (t T) f() {}\n'],
    ['a comment', 'typescript', '// f(1)\n/**\n * f(2)\n */\n'],
    ['something of another name', 'typescript', 'g.f(1); of(2); f2(3);\n'],
  ])('%s is none, in %s', (_, languageId, text) =>
    expect(calls(languageId, 'f', text)).toMatchObject({ trials: [], lines: [] }),
  );

  it('of itself are none', () => {
    const text = 'function f(n) {\n  return n && f(0);\n}\nf(2);\n';
    expect(calls('javascript', 'f', text, { own: { start: 0, end: text.indexOf('f(2)') } }).calls).toEqual(['f(2)']);
  });

  it('by the name of its module are written as the module would', () => {
    expect(
      calls('go', 'Pad', 'x := text.Pad(text.Left, 3)', {
        qualifiers: ['text'],
        isQualified: true,
        usable: new Set(['Left']),
      }).calls,
    ).toEqual(['Pad(Left, 3)']);
    expect(calls('go', 'Pad', 'x := Pad(3)', { qualifiers: ['text'], isQualified: true }).calls).toEqual([]);
    expect(calls('python', 'pad', 'x = t.pad(3)', { qualifiers: ['t'] }).calls).toEqual(['pad(3)']);
  });
});

describe('calls of a method', () => {
  it('come with the object that they are made on', () => {
    const text =
      'const ring = new Ring(3);\nring.push(1);\nother.push(2);\nconst list: Ring = new Ring(size);\nlist.push(4);\n';
    const found = calls('typescript', 'push', text, {
      owner: 'Ring',
      usable: usableNames('export class Ring {}', 'typescript'),
    });
    expect(found.calls).toEqual(['const ring = new Ring(3); ring.push(1)']);
    expect(found.lines).toEqual(['ring.push(1);', 'list.push(4);']);
  });

  it('in Go, where a maker gives it', () => {
    const usable = usableNames('package m\ntype Ring struct{}\nfunc NewRing(n int) *Ring { return nil }\n', 'go');
    expect(calls('go', 'Push', 'r := NewRing(3)\nr.Push(1)\ns.Push(2)\n', { owner: 'Ring', usable }).calls).toEqual([
      'r := NewRing(3); r.Push(1)',
    ]);
  });

  it('in Python', () => {
    const usable = usableNames('class Ring:\n    pass\n', 'python');
    expect(
      calls('python', 'push', 'r = Ring(3)\nr.push(1)\nRing(1).push(2)\n', { owner: 'Ring', usable }).calls,
    ).toEqual(['r = Ring(3); r.push(1)', 'Ring(1).push(2)']);
  });

  it('in Rust, where they need no object of their own', () => {
    const usable = usableNames('pub struct Ring;\npub enum Way { In, Out(u8) }\n', 'rust');
    const text =
      'let a = p::Ring::new(3).push(Way::Out(1));\nlet b = Ring::push(&c, 1);\nlet d = Ring { n: 1 };\nd.push(2);\n';
    expect(calls('rust', 'push', text, { owner: 'Ring', usable }).calls).toEqual(['Ring::new(3).push(Way::Out(1))']);
    expect(calls('rust', 'new', text, { owner: 'Ring', usable }).calls).toEqual(['Ring::new(3)']);
  });

  it('that is the constructor', () => {
    const usable = usableNames('export class Ring {}', 'typescript');
    expect(
      calls('typescript', 'constructor', 'const a = new Ring(3);\nRing(2);\n', { owner: 'Ring', usable }).calls,
    ).toEqual(['new Ring(3)']);
  });
});

it('code blocks of a README are those of the language', () => {
  const text =
    '# A\n\n```ts\nf(1)\n```\n\n```sh\nf 2\n```\n\n~~~python\n>>> f(3)\n~~~\n\n    f(4)\n\n```rust\nf(5)\n```\n';
  expect(codeBlocks(text, 'typescript').trim()).toBe('f(1)');
  expect(codeBlocks(text, 'python').trim()).toBe('f(3)');
  expect(codeBlocks(text, 'rust').trim()).toBe('f(5)');
});
