import { describe, expect, it } from 'vitest';
import type { CallExamples, ParameterExamples } from '../../../../src/checks/call-examples.ts';
import { objectsOf, seedTrials, withObject } from '../../../../src/testing/trials/seeds.ts';
import { subject, subjectIn, trial } from '../made.ts';

const seeds = (text: string, languageId: string, name: string, head: string, owner?: string) =>
  seedTrials(text, subjectIn(text, languageId, name, head, owner)).map(({ setup, call }) =>
    [...setup, call].join('; '),
  );

describe('calls of Python with what the runtime says', () => {
  const surveyed = {
    values: { graph: ['Graph([1])', 'Graph()'] },
    objects: [['from p import Ring', 'ring = Ring(graph)'], ['ring = Ring(2)']],
    imports: {},
    calls: ['f(Graph([9]))'],
  };
  const head = 'def f(graph, count):';
  const text = `${head}\n    return graph\n`;
  const callsOf = (owner?: string) =>
    seedTrials(text, subjectIn(text, 'python', 'f', head, owner), { surveyed }).map(({ setup, call }) =>
      [...setup, call].join('; '),
    );

  it('have the values that were found first, and calls that were seen', () => {
    const calls = callsOf();
    expect(calls.slice(0, 2)).toEqual(['f(Graph([9]))', 'f(Graph([1]), 2)']);
    expect(calls).toEqual(expect.arrayContaining(['f(Graph(), 2)', 'f(Graph([1]), 0)']));
  });

  it('are made on the objects that were found', () => {
    const calls = callsOf('Ring');
    expect(calls[0]).toBe('from p import Ring; ring = Ring(graph); ring.f(Graph([9]))');
    expect(calls).toContain('ring = Ring(2); ring.f(Graph([1]), 2)');
  });

  it('have no dates where the clock is read', () => {
    const dated = { ...surveyed, calls: ['f(datetime.date(2020, 1, 2), 1)'] };
    const clock = `${head}\n    return graph - date.today()\n`;
    const calls = seedTrials(clock, subjectIn(clock, 'python', 'f', head), { surveyed: dated });
    expect(calls.filter(({ call }) => call.includes('2020'))).toEqual([]);
  });
});

describe('calls from the head of a function', () => {
  it('of TypeScript have values of each type, and options left out', () => {
    const head = "function f(a: number, b?: 'x' | 'y') {";
    const calls = seeds(`${head} }`, 'typescript', 'f', head);
    expect(calls[0]).toBe('f(2)');
    expect(calls).toEqual(expect.arrayContaining(["f(2, 'x')", "f(2, 'y')", 'f(0)', 'f(-1)', 'f(1.5)']));
  });

  it('of TypeScript have the members of an enum', () => {
    const head = 'function f(a: Level) {';
    expect(seeds(`enum Level { Low, /* more */ High = 2 }\n${head} }`, 'typescript', 'f', head)).toEqual(
      expect.arrayContaining(['f(Level.Low)', 'f(Level.High)']),
    );
  });

  it.each([
    ['def f(count):', ['f(2)', 'f(0)', 'f(-1)']],
    ['def f(text):', ["f('a b')", "f('')"]],
    ['def f(a: Optional[int] = None):', ['f()', 'f(2)', 'f(0)', 'f(None)']],
    ['def f(a: int, *, key: bool = True):', ['f(2)', 'f(2, key=True)', 'f(2, key=False)']],
    ['def f(a: typing.Union[int, str]):', ['f(2)', "f('a b')"]],
    ['def f(is_big):', ['f(True)', 'f(False)']],
    ['def f(items):', ['f([1, 2, 3])', 'f([])']],
  ])('of Python %s has %j', (head, some) => {
    expect(seeds(`${head}\n    pass\n`, 'python', 'f', head)).toEqual(expect.arrayContaining(some));
  });

  it.each([
    ['func F(a int, b uint8) {', ['F(2, 2)', 'F(-1, 2)', 'F(2, 1)']],
    ['func F(a []string) {', ['F([]string{"a b", ""})', 'F([]string{})', 'F(nil)']],
    ['func F(a map[string]int) {', ['F(map[string]int{"a b": 2})', 'F(map[string]int{})']],
    ['func F(d time.Duration, r io.Reader) {', ['F(time.Second, strings.NewReader("a b"))']],
    ['func F(a Celsius) {', ['F(Celsius(2))', 'F(Celsius(1.5))']],
    ['func F(a *Point) {', ['a := &Point{}; F(a)', 'F(nil)']],
  ])('of Go %s has %j', (head, some) => {
    const text = `package m\n\ntype Celsius float64\n\ntype Point struct {\n\tX int\n}\n\n${head}\n}\n`;
    expect(seeds(text, 'go', 'F', head)).toEqual(expect.arrayContaining(some));
  });

  it('set a variable of the package that holds another value before', () => {
    const head = 'func SetSource(r io.Reader) {';
    const body = '\tif r == nil {\n\t\tsource = rand.Reader\n\t\treturn\n\t}\n\tsource = r\n';
    expect(seeds(`package m\n\nvar source = rand.Reader\n\n${head}\n${body}}\n`, 'go', 'SetSource', head)).toContain(
      'sourceBefore := source; defer func() { source = sourceBefore }(); source = strings.NewReader("a b"); SetSource(nil)',
    );
  });

  it('serve requests around each handler that panics, where that is recovered from', () => {
    const head = 'func F(next http.Handler) http.Handler {';
    const body = '\tdefer func() {\n\t\tif v := recover(); v == http.ErrAbortHandler {\n\t\t}\n\t}()\n';
    const served = seeds(`package m\n\n${head}\n${body}}\n`, 'go', 'F', head).filter((one) =>
      one.includes('ServeHTTP'),
    );
    expect(served.join()).toContain('panic("a")');
    expect(served.join()).toContain('panic(http.ErrAbortHandler)');
  });

  it('name no unsigned value below zero', () => {
    const head = 'func F(a uint) {';
    expect(seeds(`package m\n\n${head}\n}\n`, 'go', 'F', head).join()).not.toContain('-');
  });

  it('have values that the body asks for, before those of the name', () => {
    const head = 'function f(text) {';
    expect(seeds(`${head} return text === null ? 0 : text.kind === 'x'; }`, 'javascript', 'f', head)).toEqual(
      expect.arrayContaining(["f({ kind: 'x' })", 'f(null)', 'f({})']),
    );
  });

  it('keep what is changed in a variable, to be looked at', () => {
    const head = 'function f(state: State) {';
    expect(seeds(`${head} if (!state.done) state.done = true; }`, 'typescript', 'f', head)).toEqual(
      expect.arrayContaining(['const state = { done: false }; f(state)', 'const state = { done: true }; f(state)']),
    );
    const python = 'def f(rows):';
    expect(seeds(`${python}\n    rows.append(1)\n`, 'python', 'f', python)[0]).toBe('rows = [1, 2, 3]; f(rows)');
  });

  it.each([
    ['typescript', 'function f(a: number, ...more: string[]) {', ['f(2)', "f(2, 'a b')", "f(2, 'a b', '')"]],
    ['python', 'def f(a: int, *more: str):', ['f(2)', "f(2, 'a b')", "f(2, 'a b', '')"]],
    ['go', 'func f(a int, more ...string) {', ['f(2)', 'f(2, "a b")', 'f(2, "a b", "")']],
  ])('of %s have none, one and two of what takes any number', (languageId, head, some) =>
    expect(seeds(`${head}\n`, languageId, 'f', head)).toEqual(expect.arrayContaining(some)),
  );

  it('are no fixed dates where the clock is read', () => {
    const head = 'def f(a: dt.datetime | dt.timedelta):';
    const calls = (body: string) =>
      seeds(`import datetime as dt\n\n${head}\n    ${body}\n`, 'python', 'f', head).join();
    expect(calls('return a')).toContain('dt.datetime(');
    expect(calls('return _now() - a')).not.toContain('dt.datetime(');
    expect(calls('return _now() - a')).toContain('dt.timedelta(');
  });

  it('of Python have values of types that are imported for the type checker only', () => {
    const head = 'def f(a: dt.timedelta):';
    const imported = 'if TYPE_CHECKING:\n    import datetime as dt\n\n';
    expect(seeds(`${imported}${head}\n    pass\n`, 'python', 'f', head)[0]).toBe('f(datetime.timedelta(seconds=5))');
    expect(seeds(`import datetime as dt\n\n${head}\n`, 'python', 'f', head)[0]).toBe('f(dt.timedelta(seconds=5))');
    const pattern = 'def f(a: Pattern[bytes]):';
    expect(seeds(`${pattern}\n`, 'python', 'f', pattern)).toEqual(["f(re.compile(b'ab'))"]);
  });

  it('are not too many, each once', () => {
    const head = `function f(${'abcdefghijklmnopqrst'
      .split('')
      .map((name) => `${name}: number`)
      .join(', ')}) {`;
    const calls = seeds(`${head} }`, 'typescript', 'f', head);
    expect(calls).toHaveLength(48);
    expect(new Set(calls).size).toBe(48);
  });
});

describe('an object that a method is called on', () => {
  it('is made by the constructor of its class, not of another one', () => {
    const head = 'push(x: number) {';
    const text = `class Ring {\n  constructor(size: number) {}\n  ${head} }\n}\nclass Other {\n  constructor(a: string) {}\n}\n`;
    expect(seeds(text, 'typescript', 'push', head, 'Ring')[0]).toBe('const ring = new Ring(2); ring.push(2)');
    const bare = `class Ring {\n  ${head} }\n}\nclass Other {\n  constructor(a: string) {}\n}\n`;
    expect(objectsOf(bare, subject('typescript', 'push', 'Ring'))).toEqual([
      { name: 'ring', setup: ['const ring = new Ring()'] },
    ]);
  });

  it('is made in Python with what __init__ takes', () => {
    const text =
      'class Ring:\n    def __init__(self, size, name="x"):\n        pass\n\n    def push(self, x):\n        pass\n';
    expect(objectsOf(text, subject('python', 'push', 'Ring'))[0]?.setup).toEqual(['ring = Ring(2)']);
  });

  it('is made in Go by its maker where there is one, and by its fields', () => {
    const text =
      'package m\n\ntype Ring struct {\n\tsize int\n\tname string\n}\n\nfunc NewRing(size int) (*Ring, error) {\n}\n';
    const made = objectsOf(text, subject('go', 'Push', 'Ring')).map(({ setup }) => setup[0]);
    expect(made).toEqual(
      expect.arrayContaining(['ring, _ := NewRing(2)', 'ring := &Ring{}', 'ring := &Ring{size: 2, name: "a b"}']),
    );
    expect(made[0]).toBe('ring, _ := NewRing(2)');
  });

  it('is added to a call that lacks it, by the name that the call has for it', () => {
    const text = 'class Ring {\n  constructor(size: number) {}\n  push(x: number) { }\n}\n';
    const method = subject('typescript', 'push', 'Ring');
    expect(withObject(trial('r.push(1)'), text, method).setup).toEqual(['const r = new Ring(2)']);
    const whole = trial('r.push(1)', { setup: ['const r = new Ring(9)'] });
    expect(withObject(whole, text, method)).toBe(whole);
  });
});

describe('calls with what a compiler says of types', () => {
  const parameter = (name: string, values: string[], more: Partial<ParameterExamples> = {}): ParameterExamples => ({
    name,
    type: '',
    isOptional: false,
    isVariadic: false,
    values,
    ...more,
  });
  const examples = (more: Partial<CallExamples>): CallExamples => ({
    signatures: [],
    objects: [],
    preparations: [],
    continuations: [],
    imports: [],
    ...more,
  });
  const calls = (text: string, head: string, given: CallExamples, owner?: string) =>
    seedTrials(text, subjectIn(text, 'typescript', 'f', head, owner), { examples: given }).map(({ setup, call }) =>
      [...setup, call].join('; '),
    );

  it('have the usual of each first, and objects of the body with what the type needs', () => {
    const head = 'export function f(a: Node) {';
    const typed = examples({ signatures: [[parameter('a', ["{ name: 'n', kind: 'x' }"])]] });
    const found = calls(`${head} return a.kind === 'y'; }`, head, typed);
    expect(found[0]).toBe("f({ name: 'n', kind: 'x' })");
    expect(found).toContain("f({ name: 'n', kind: 'y' })");
  });

  it('go on with what the function gives, and collect what comes', () => {
    const head = 'export function f(a: number) {';
    const typed = examples({
      signatures: [[parameter('a', ['2', '0'])]],
      continuations: ['(1).subscribe((value) => values.push(value))'],
    });
    expect(calls(`${head} }`, head, typed)).toEqual([
      'const values: unknown[] = []; f(2)(1).subscribe((value) => values.push(value))',
      'const values: unknown[] = []; f(0)(1).subscribe((value) => values.push(value))',
      'f(2)',
      'f(0)',
    ]);
  });

  it('find something when something was done before', () => {
    const head = 'export function f(a: Node) {';
    const typed = examples({
      signatures: [[parameter('a', ['new Leaf()'])]],
      preparations: [{ of: 0, before: 'append(new Tree(), ', behind: ')' }],
    });
    expect(calls(`${head} return a.parent; }`, head, typed)).toContain(
      'const a = new Leaf(); append(new Tree(), a); f(a)',
    );
    const method = 'f(a: number) {';
    const text = `export class Box {\n${method} return this.#items[a]; } }`;
    const more = examples({
      signatures: [[parameter('a', ['2'])]],
      objects: ['new Box()'],
      preparations: [{ of: 'object', before: '', behind: ".add('a')" }],
    });
    expect(calls(text, method, more, 'Box')).toContain("const box = new Box(); box.add('a'); box.f(2)");
    expect(calls(text, method, more, 'Box')).toContain("const box = new Box(); box.add('a'); box.add('a'); box.f(2)");
    const two = [...more.preparations, { of: 'object' as const, before: '', behind: '.clear()' }];
    expect(calls(text, method, { ...more, preparations: two }, 'Box')).toContain(
      "const box = new Box(); box.add('a'); box.clear(); box.add('a'); box.f(2)",
    );
  });

  it('name the object where an argument is made by it', () => {
    const head = 'f(draft: any) {';
    const typed = examples({ signatures: [[parameter('draft', ['this.createDraft({})'])]], objects: ['new Box()'] });
    const found = calls(`export class Box {\n${head} return draft; } }`, head, typed, 'Box');
    expect(found[0]).toBe('const box = new Box(); box.f(box.createDraft({}))');
  });

  it.each([
    ['{ for (const one of a) one.kind = 1; }', 'const a = [{}]; f(a)'],
    ['{ return a.length; }', 'f([{}])'],
    ['{ }', 'f([{}])'],
  ])('of a function that gives nothing keep what it gets: %s', (body, first) => {
    const head = 'export function f(a: Node[]) ';
    expect(calls(head + body, head, examples({ signatures: [[parameter('a', ['[{}]'])]] }))[0]).toBe(first);
  });

  it('are made on objects of the class, or on the class itself', () => {
    const head = 'f(a: number) {';
    const text = `export class Box {\n${head} } }`;
    const signatures = [[parameter('a', ['2'])]];
    const made = calls(text, head, examples({ signatures, objects: ['Box.of(1)'] }), 'Box');
    expect(made[0]).toBe('const box = Box.of(1); box.f(2)');
    expect(calls(text, head, examples({ signatures, objects: ['Box'] }), 'Box')).toEqual(['Box.f(2)']);
  });
});
