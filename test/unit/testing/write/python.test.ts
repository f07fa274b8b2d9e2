import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { TestCase } from '../../../../src/testing/cases.ts';
import type { TestStyle } from '../../../../src/testing/types.ts';
import { pythonTests } from '../../../../src/testing/write/python.ts';
import { caseOf, STYLE, subject, trial, value } from '../made.ts';

const F = subject('python', 'f');
const written = (
  cases: TestCase[],
  framework: 'pytest' | 'unittest' = 'pytest',
  style: Partial<TestStyle> = {},
  one = F,
) => pythonTests(cases, one, framework, { ...STYLE, grouped: false, indentation: '    ', ...style });
const rejected = (message: string) => caseOf('f(1)', { kind: 'throws', type: 'ValueError', message, isAsync: true });
const thrown = (message: string) => caseOf('f(1)', { kind: 'throws', type: 'ValueError', message });

it('are functions in pytest', () => {
  expect(written([caseOf('f(1)', value('2'))]).tests).toBe(
    [
      '# Characterisation tests: the expected values were observed by running the code.',
      '# They say what it does, not what it should do.',
      'def test_f_of_1():',
      '    assert f(1) == 2',
      '',
    ].join('\n'),
  );
});

it('are methods in unittest, and in pytest where the others are', () => {
  const { tests } = written([caseOf('f(1)', value('2'), { isDocumented: true })], 'unittest');
  expect(tests).toBe(
    'class TestF(unittest.TestCase):\n    def test_f_of_1(self):\n        self.assertEqual(f(1), 2)\n',
  );
  const grouped = written([caseOf('f(1)', value('2'), { isDocumented: true })], 'pytest', { grouped: true }).tests;
  expect(grouped).toBe('class TestF:\n    def test_f_of_1(self):\n        assert f(1) == 2\n');
});

it('of a method are named after its class, too', () => {
  const { tests, group } = written(
    [caseOf('ring.push(1)', value('2'))],
    'unittest',
    {},
    subject('python', 'push_all', 'Ring'),
  );
  expect(group).toBe('TestRingPushAllCharacterisation');
  expect(tests).toContain('def test_ring_push_all_of_1(self):');
});

it('have names of their own', () => {
  const cases = ['f(-1)', 'f(1)', "f('1')", 'f()', 'f([])'].map((call) => caseOf(call, value('2')));
  const names = [...written(cases).tests.matchAll(/def (\w+)/g)].map(([, name = '']) => name);
  expect(new Set(names).size).toBe(5);
  expect(names.slice(0, 3)).toEqual(['test_f_of_minus_1', 'test_f_of_1', 'test_f_of_1_2']);
});

describe('a case asserts', () => {
  const body = (one: TestCase, framework: 'pytest' | 'unittest') =>
    written([one], framework)
      .tests.split('\n')
      .filter((line) => !/^#|^class|^ *def/.test(line) && line !== '')
      .map((line) => line.trim());

  it.each<[string, TestCase, string[], string[]]>([
    ['a value', caseOf('f(1)', value('[2]')), ['assert f(1) == [2]'], ['self.assertEqual(f(1), [2])']],
    ['None', caseOf('f(1)', value('None')), ['assert f(1) is None'], ['self.assertIsNone(f(1))']],
    ['True', caseOf('f(1)', value('True')), ['assert f(1) is True'], ['self.assertIs(f(1), True)']],
    [
      'a coroutine',
      caseOf('f(1)', value('2', { isAsync: true })),
      ['assert asyncio.run(f(1)) == 2'],
      ['self.assertEqual(asyncio.run(f(1)), 2)'],
    ],
    [
      'an iterator',
      caseOf('f(1)', value('[2]', { isIterator: true })),
      ['assert list(f(1)) == [2]'],
      ['self.assertEqual(list(f(1)), [2])'],
    ],
    [
      'an error',
      thrown('no'),
      ['with pytest.raises(ValueError) as raised:', 'f(1)', "assert str(raised.value) == 'no'"],
      ['with self.assertRaises(ValueError) as raised:', 'f(1)', "self.assertEqual(str(raised.exception), 'no')"],
    ],
    [
      'an error without message',
      thrown(''),
      ['with pytest.raises(ValueError):', 'f(1)'],
      ['with self.assertRaises(ValueError):', 'f(1)'],
    ],
  ])('%s', (_, one, pytest, unittest) => {
    expect(body(one, 'pytest')).toEqual(pytest);
    expect(body(one, 'unittest')).toEqual(unittest);
  });

  it('an error of a coroutine, which comes when it is awaited', () => {
    expect(body(rejected(''), 'pytest')).toEqual(['with pytest.raises(ValueError):', 'asyncio.run(f(1))']);
  });

  it('what is seen of a value that nothing equals, by a name that is free', () => {
    const views = [
      { of: 'type(_).__name__', literal: "'Ring'" },
      { of: 'list(_.items)', literal: '[_1]' },
    ];
    const one = caseOf('f(1)', value(undefined, { views }));
    expect(body(one, 'pytest')).toEqual([
      'result = f(1)',
      "assert type(result).__name__ == 'Ring'",
      'assert list(result.items) == [_1]',
    ]);
    const other = { ...one, trial: trial('f(result)', { setup: ['result = 1'] }) };
    expect(body(other, 'unittest').slice(1, 3)).toEqual([
      'given = f(result)',
      "self.assertEqual(type(given).__name__, 'Ring')",
    ]);
  });

  it('nothing about what its setup imports, which stands with the other imports', () => {
    const one = {
      ...caseOf('f(Ring(1))', value('2')),
      trial: trial('f(Ring(1))', { setup: ['from p.q import Ring'] }),
    };
    expect(body(one, 'pytest')).toEqual(['assert f(Ring(1)) == 2']);
    expect(written([one]).imports).toContainEqual({ from: 'p.q', names: ['Ring'] });
  });

  it('what a call changes, and does not compare the None that it gives', () => {
    const after = [{ name: 'a', literal: '[1, 2]' }];
    const one = { ...caseOf('f(a)', value('None', { after })), trial: trial('f(a)', { setup: ['a = [1]'] }) };
    expect(body(one, 'pytest')).toEqual(['a = [1]', 'f(a)', 'assert a == [1, 2]']);
  });
});

it.each([
  ['pytest', caseOf('f(1)', value('2')), []],
  ['pytest', thrown('no'), ['pytest']],
  ['unittest', thrown('no'), ['unittest']],
  ['pytest', caseOf('f(1)', value('2', { isAsync: true })), ['asyncio']],
  ['unittest', rejected('no'), ['asyncio', 'unittest']],
] as const)('imports of %s', (framework, one, modules) => {
  expect(written([one], framework).imports.map(({ from }) => from)).toEqual(modules);
});

it.each(['pytest', 'unittest'] as const)('what is written for %s can be read, whatever stands in it', (framework) => {
  const cases = [
    thrown('it\'s "so"'),
    thrown('two\nlines \\ \u2028 é 😀'),
    caseOf("f('''a\nb''')", value("'a\\nb'")),
    {
      ...caseOf('f(a)', value('2')),
      trial: trial('f(a)', { setup: ['a = [\n    1,\n]'] }),
    },
  ];
  const { tests } = written(cases, framework, { grouped: true });
  expect(() =>
    execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: tests, stdio: 'pipe' }),
  ).not.toThrow();
});
