import { describe, expect, it } from 'vitest';
import { isChanged, mentioned, valuesByUse } from '../../../../src/testing/trials/uses.ts';

describe('values by what a body of TypeScript does', () => {
  it.each([
    ["if (a === 'x' || 'y' !== a) return 1;", ["'x'", "'y'"]],
    ['switch (a) { case Kind.One: return 1; case Kind.Two: return 2; }', ['Kind.One', 'Kind.Two']],
    ["if (typeof a === 'function') return a();", ['(x) => x']],
    [
      "const type = typeof a; switch (type) { case 'boolean': return 1; case 'symbol': return 2; }",
      ['true', "Symbol('a')"],
    ],
    ['if (a instanceof Date) return 1;', ['new Date(0)']],
    ['return Array.isArray(a) ? a.length : 0;', ['[1, 2, 3]', '[]']],
    ['return a.trim().length;', ["'a b'", "''"]],
    ['return a.has(1) ? a.get(1) : 0;', ["new Map([['a', 1]])", 'new Map()']],
    ['return Number.isNaN(a) ? 0 : a;', ['NaN', 'Infinity']],
    ["if (a.startsWith('0x')) return 16;", ["'0x'"]],
  ])('%s has %j', (code, some) => expect(valuesByUse('a', code, 'typescript')).toEqual(expect.arrayContaining(some)));

  it('are objects with the properties that are read, each with what it is compared with', () => {
    const code =
      "if (node.kind === 'leaf') return node.value; if (node?.next) return f(node.next.value); node.seen = 1;";
    const made = valuesByUse('node', code, 'typescript');
    expect(made[0]).toMatch(/^\{ kind: 'leaf', value: .+, next: \{ value: .+ \} \}$/);
    expect(made).toContain('{}');
    expect(made.join()).not.toContain('seen');
    expect(made.some((one) => !one.includes('next') && one.includes('kind'))).toBe(true);
  });

  it('are objects with what a parameter is taken apart into, and with functions where they are called', () => {
    expect(valuesByUse('{ a, other: c = 2 }', "return a === 'x' ? c : 0;", 'typescript')[0]).toBe(
      "{ a: 'x', other: 1 }",
    );
    expect(valuesByUse('o', 'return o.load(1) + o.other;', 'typescript')[0]).toBe('{ load: () => 1, other: 1 }');
  });

  it('are those of this name only', () =>
    expect(valuesByUse('a', "if (ba === 'x' || c.a === 'y') return;", 'typescript')).toEqual([]));

  it('are of the standard types that are named, where anything is taken', () => {
    expect(mentioned("if (isDate(v)) return 1; switch (n) { case 'WeakMap': return 2; }", 'typescript')).toEqual([
      'new Date(0)',
      'new WeakMap()',
    ]);
    expect(mentioned('return update(v);', 'typescript')).toEqual([]);
  });
});

describe('values by what a body of Python does', () => {
  it.each([
    ['if isinstance(a, (str, bytes)): return 1', ["'a b'", "b'ab'"]],
    ['if isinstance(a, dt.timedelta): return 1', ['dt.timedelta(seconds=5)']],
    ['import datetime as dt\n', []],
    ["if a == 'x' or a in ('y', 'z'): return 1", ["'x'", "'y'", "'z'"]],
    ['if a is None: return 1', ['None']],
    ["return a['k'] + a.get('l')", ["{'k': 1, 'l': 1}", '{}']],
    ['return a.strip().lower()', ["'a b'"]],
    ['return a.readline()', ["io.StringIO('a b')"]],
    ['return a(1)', ['lambda x: x']],
    ['for one in a:\n    yield one', ['[1, 2, 3]']],
    ['if math.isnan(a): return 1', ["float('nan')"]],
    ['x, f = a\nif x > 3: return f(x)', ['(3, lambda x: x)']],
    ["for one in a['items']: use(one)", ["{'items': [1, 2, 3]}", "{'items': []}"]],
    ["if a < b'1.1': pass", ["b'1.1'"]],
    ['for line in a.splitlines(): yield line', [String.raw`'a b\nc d\n'`]],
    [String.raw`return int(a.split("\n")[0])`, [String.raw`'1\n1\n1\n1\n1\n1\n1\n1'`]],
  ])('%j has %j', (code, some) => expect(valuesByUse('a', code, 'python')).toEqual(expect.arrayContaining(some)));

  it('name a module in full that is imported within a function only', () => {
    const code = '\n    import datetime as dt\n\n    return isinstance(a, dt.date)\n';
    expect(valuesByUse('a', code, 'python')).toEqual(['datetime.date(2020, 1, 2)']);
  });

  it('are objects with the attributes that are read', () => {
    const [usual] = valuesByUse('node', "if node.kind == 'leaf': return node.width", 'python');
    expect(usual).toBe("types.SimpleNamespace(kind='leaf', width=2)");
  });

  it('are no list where the name says something else', () =>
    expect(valuesByUse('text', 'for one in text: pass', 'python')).toEqual([]));
});

describe('what is changed', () => {
  it.each([
    ['a.x = 1', 'typescript', true],
    ['a.b[0] += 1', 'typescript', true],
    ['a.push(1)', 'typescript', true],
    ['delete a.x', 'typescript', true],
    ['Object.assign(a, b)', 'typescript', true],
    ['if (a.x === 1) return a.y >= 2;', 'typescript', false],
    ['b.a.x = 1', 'typescript', false],
    ['f((a) => a.x => 1)', 'typescript', false],
    ['a["x"] = 1', 'python', true],
    ['a.append(1)', 'python', true],
    ['del a["x"]', 'python', true],
    ['return a["x"] == 1', 'python', false],
  ])('%s in %s: %s', (code, languageId, changed) => expect(isChanged('a', code, languageId)).toBe(changed));
});
