import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import typescript from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallExamples } from '../../../src/checks/call-examples.ts';
import { OverlayService } from '../../../src/checks/typescript/service.ts';

/** Types as a project has them; each function below is asked about. */
const CODE = `
import type { Level } from './level';
import { Ring } from './ring';

export interface Node { name: string; parent: Node | null; kids?: Node[] }
export type Shape = { kind: 'round'; radius: number } | { kind: 'flat'; sides: string[] };
export abstract class Tool { abstract use(): number }
export class Saw extends Tool { public constructor(public teeth: number) { super(); } public use() { return 1; } }
export class Box {
  private constructor(private readonly size: number) {}
  static of(size: number): Box { return new Box(size); }
  has(one: string) { return one.length > this.size; }
}
export class Bag<T> {
  constructor(readonly items: T[], limit?: number) {}
  add(one: T) { return one; }
}
class Hidden { constructor(readonly own: number) {} }
export interface Stream<T> { subscribe(next: (value: T) => void): void }
export declare function streamOf<T>(...values: T[]): Stream<T>;
interface Wired { line: Wire }
interface Wire { back: Wired }

export interface Scheduler { schedule(work: () => void): number; now(): number }
export class Queue implements Scheduler { constructor(readonly size: number) {} schedule() { return 1; } now() { return 2; } }
export interface Hasher { (text: string): string; blockLength: number }
export type Wrapped = Hasher & { create(): string };
export interface Store { readonly brand: unique symbol; load(): void }
export declare function openStore(name: string, more?: number): Store & { path: string };
export class Session {
  createDraft(of: object): any { return of; }
  finish(draft: any) { return draft; }
  add(one: string): void {}
  get(one: string) { return one; }
}
export interface Leaf { parent: Leaf | null; kind: string }
export function attach(parent: Leaf, leaf: Leaf): void {}
export function seen(leaf: Leaf) { return leaf; }
export function driven(by: Scheduler, hash: Hasher, store: Store, wrapped: Wrapped) { return 1; }

export function values(
  a: number, b: 'x' | 'y' | undefined, c: \`\${number}px\`, d: [string, number?], e: Node, f: Shape, g: Level, h: Ring,
  i: Tool, j: Map<string, Ring>, k: Iterable<number>, l: (one: number, other: number) => number, m: (one: string) => boolean,
  n: Partial<Node>, o: readonly string[], p: unknown, q: (one: unknown) => one is string, r: Uint8Array | null,
  s: Record<string, boolean>, t: BooleanConstructor, u: Promise<void>, v: Hidden, w: Wired, x: new (a: number[]) => Ring,
) { return 1; }
export function overloaded(a: string): string;
export function overloaded(a: number, b?: boolean): number;
export function overloaded(a: unknown) { return a; }
export function keyed<T extends object, K extends keyof T>(of: T, key: K, ...rest: T[]) { return of; }
export function adder(a: number, { b, c = 1 }: { b: string; c?: number }) { return (more: number) => more; }
export function mapped<T>(map: (one: T) => T): (from: Stream<T>) => Stream<T> { return (from) => from; }
export function expanded<T, O extends Stream<unknown>>(by: (one: T) => O) { return by; }
/** @param {string} one */
export const arrow = (one: string) => one + one;
`;

let folder: string;
// One for all: reading the language's own declarations takes longest.
const service = new OverlayService(typescript);
beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'examples-')));
  folder = path.join(folder, 'test'); // whatever it is called
  write(
    'tsconfig.json',
    '{ "compilerOptions": { "strict": true, "lib": ["es2015"], "types": [], "target": "es2022" } }',
  );
  write('level.ts', "export enum Level { Low, High = 'h' }\n");
  write('ring.ts', 'export class Ring { constructor(size: number, name?: string) {} }\n');
  write(
    'hashes.ts',
    "import type { Hasher, Scheduler, Wrapped } from './code';\nexport declare const plain: Hasher;\nexport declare const whole: Wrapped;\nexport declare const idle: Scheduler;\n",
  );
  write(
    'main.ts',
    "import type { Hasher } from './code';\nexport declare const ofProgram: Hasher;\nstart();\nfunction start() {}\n",
  );
  write('hashes.spec.ts', "import type { Hasher } from './code';\nexport declare const ofTest: Hasher;\n");
  write('code.ts', CODE);
  examplesOf('arrow');
}, 120_000);
afterAll(() => fs.rmSync(path.dirname(folder), { recursive: true, force: true }));

function write(name: string, text: string): void {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, name), text);
}

function examplesOf(head: string): CallExamples {
  const at = CODE.search(
    new RegExp(`(?:function ${head}\\b[^;]*?\\) \\{ return|function ${head}.*\\{ return|const ${head} =|  ${head}\\()`),
  );
  const body = /(?:\{ return|=> one \+)/.exec(CODE.slice(at));
  if (at < 0 || body === null) throw new Error(`no ${head}`);
  const called = { file: path.join(folder, 'code.ts'), bodyStart: at + body.index + 1 };
  const found = service.examples(path.join(folder, 'code.test.ts'), '', called, { like: [called.file] });
  if (found === undefined) throw new Error('no function');
  return found;
}

describe('values of types', () => {
  const named = () => {
    const [parameters = []] = examplesOf('values').signatures;
    return new Map(parameters.map(({ name, values }) => [name, values]));
  };

  it.each([
    ['a', ['2', '0', '-1', '1.5']],
    ['b', ["'x'", "'y'", 'undefined']],
    ['c', ["'2px'", "'0px'"]],
    ['d', ["['a b']", "['a b', 2]"]],
    ['e', ["{ name: 'a b', parent: null }", "{ name: 'a b', parent: null, kids: [] }", "{ name: '', parent: null }"]],
    ['f', ["{ kind: 'round', radius: 2 }", "{ kind: 'flat', sides: ['a', 'b'] }"]],
    ['g', ['Level.Low', 'Level.High']],
    ['h', ['new Ring(2)', "new Ring(2, 'a b')"]],
    ['i', ['new Saw(2)']],
    ['j', ["new Map([['a b', new Ring(2)]])", 'new Map()']],
    ['k', ['[2]', '[]', 'new Set([2])']],
    ['l', ['(one) => one', '(one, other) => one - other', '() => 2']],
    ['m', ['() => true', '() => false', '(one) => Boolean(one)']],
    ['n', ['{}']],
    ['o', ["['a', 'b']", '[]']],
    ['p', []],
    ['q', ['(one): one is any => true']],
    ['r', ['new Uint8Array([1, 2, 3])', 'null', 'new Uint8Array()']],
    ['s', ['{ a: true }', '{}']],
    ['t', ['Boolean']],
    ['u', ['Promise.resolve(undefined)']],
    ['v', ['{ own: 2 }']],
    ['w', []],
    ['x', ['Ring']],
  ])('of %s', (name, first) => {
    const found = named().get(name) ?? [];
    expect(found.slice(0, first.length)).toEqual(first);
    if (first.length === 0) expect(found).toEqual([]);
  });

  it('name what is exported elsewhere, with where that is', () => {
    expect(examplesOf('values').imports).toEqual(
      expect.arrayContaining([
        { name: 'Level', from: path.join(folder, 'level.ts') },
        { name: 'Ring', from: path.join(folder, 'ring.ts') },
      ]),
    );
    expect(examplesOf('values').imports.map(({ name }) => name)).not.toContain('Saw');
  });
});

describe('calls', () => {
  const shown = (head: string) =>
    examplesOf(head).signatures.map((parameters) =>
      parameters.map(
        ({ name, isOptional, isVariadic, values: [first = ''] }) =>
          `${isVariadic ? '...' : ''}${name}${isOptional ? '?' : ''} ${first}`,
      ),
    );

  it('follow each overload, by the names that the body knows', () => {
    expect(shown('overloaded')).toEqual([["a 'a b'"], ['a 2', 'b? false']]);
  });

  it('give keys and the rest of a generic function', () => {
    expect(shown('keyed')).toEqual([['of { a: 1 }', "key 'a'", '...rest? { a: 1 }']]);
  });

  it('go on with what a function gives', () => {
    expect(shown('adder')).toEqual([['a 2', "{ b, c = 1 } { b: 'a b' }"]]);
    expect(examplesOf('adder').continuations).toEqual(['(2)', '(0)', '(-1)', '(1.5)']);
  });

  it('listen to what can be subscribed to', () => {
    expect(examplesOf('mapped').continuations[0]).toBe('(streamOf(1, 2)).subscribe((value) => values.push(value))');
    expect(examplesOf('mapped').continuations[1]).toBe('(streamOf()).subscribe((value) => values.push(value))');
  });

  it('of methods have objects, whoever may make them', () => {
    expect(examplesOf('add').objects.slice(0, 2)).toEqual(['new Bag([1, 2, 3])', 'new Bag([1, 2, 3], 2)']);
    expect(examplesOf('has').objects[0]).toBe('Box.of(2)');
    expect(examplesOf('static of').objects).toEqual(['Box']);
  });
});

describe('what the project has that fits', () => {
  const valuesOf = (head: string, name: string) =>
    examplesOf(head).signatures[0]?.find((one) => one.name === name)?.values ?? [];

  it('is a constant, where something is done and not only held', () => {
    expect(valuesOf('driven', 'by').slice(0, 2)).toEqual(['idle', '{ schedule: () => 2, now: () => 2 }']);
    expect(valuesOf('driven', 'hash')).toEqual(['plain', 'whole']);
    expect(valuesOf('driven', 'wrapped')).toEqual(['whole']);
    expect(examplesOf('driven').imports).toContainEqual({ name: 'plain', from: path.join(folder, 'hashes.ts') });
  });

  it('is nothing that only a program or a test exports', () => {
    const names = examplesOf('driven').imports.map(({ name }) => name);
    expect(names).not.toContain('ofProgram');
    expect(names).not.toContain('ofTest');
  });

  it('is what a function gives that has more than is needed', () => {
    expect(valuesOf('driven', 'store')).toEqual(["openStore('a b')"]);
  });

  it('is named after the parameter', () => {
    expect(valuesOf('finish', 'draft')[0]).toBe('this.createDraft({ a: 1 })');
  });

  it('is what a callback gives whose type has a bound', () => {
    expect(valuesOf('expanded', 'by')[0]).toMatch(/^\(\) => streamOf\(/);
  });

  it('is done before', () => {
    expect(examplesOf('get').preparations.filter(({ behind }) => behind.startsWith('.add'))).toEqual([
      { of: 'object', before: '', behind: ".add('a b')" },
      { of: 'object', before: '', behind: ".add('')" },
    ]);
    const leaf = "{ parent: null, kind: 'a b' }";
    expect(examplesOf('seen').preparations).toEqual([
      { of: 0, before: 'attach(', behind: `, ${leaf})` },
      { of: 0, before: `attach(${leaf}, `, behind: ')' },
    ]);
  });
});

it('is undefined where no function is', () => {
  const called = { file: path.join(folder, 'level.ts'), bodyStart: 3 };
  expect(service.examples(path.join(folder, 'code.test.ts'), '', called)).toBeUndefined();
});
