import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { TestCase } from '../../../../src/testing/cases.ts';
import type { GoValue } from '../../../../src/testing/observe/trial.ts';
import { goTests } from '../../../../src/testing/write/go.ts';
import { caseOf, subject, trial } from '../made.ts';

const F = subject('go', 'F');
const gives = (call: string, ...values: GoValue[]) => caseOf(call, { kind: 'values', values });
const one = (literal: string, shape: GoValue['shape'] = 'primitive'): GoValue => ({ literal, shape });
const NIL = one('nil', 'none');

it('are subtests of one function that says that nobody has specified them', () => {
  expect(goTests([gives('F(1)', one('2'))], F).tests).toBe(
    [
      '// Characterisation tests: the expected values were observed by running the code.',
      '// They say what it does, not what it should do.',
      'func TestFCharacterisation(t *testing.T) {',
      '\tt.Run("returns 2 for F(1)", func(t *testing.T) {',
      '\t\tgot := F(1)',
      '\t\tif got != 2 {',
      '\t\t\tt.Errorf("F(1): got = %v, want %v", got, 2)',
      '\t\t}',
      '\t})',
      '}',
      '',
    ].join('\n'),
  );
});

it('of a method are named after its type, too; documented ones are no characterisation', () => {
  const documented = { ...gives('ring.push(1)', one('2')), isDocumented: true };
  expect(goTests([documented], subject('go', 'push', 'ring')).group).toBe('TestRingPush');
});

describe('a case compares', () => {
  const lines = (made: TestCase) =>
    goTests([made], F)
      .tests.split('\n')
      .map((line) => line.trim());

  it.each<[string, TestCase, string[]]>([
    ['a value and no error', gives('F(1)', one('2'), NIL), ['got, err := F(1)', 'if got != 2 {', 'if err != nil {']],
    [
      'an error',
      gives('F(1)', one('0'), one('"no"', 'error')),
      ['got, err := F(1)', 'if err == nil || err.Error() != "no" {'],
    ],
    ['two values', gives('F(1)', one('2'), one('"a"')), ['got0, got1 := F(1)', 'if got0 != 2 {', 'if got1 != "a" {']],
    [
      'parts of a value',
      gives(
        'F(1)',
        {
          literal: '_',
          shape: 'parts',
          parts: [
            { name: '$', literal: '', shape: 'some' },
            { name: '$.next', literal: '"*m.Point"', shape: 'type' },
            { name: '$.list', literal: '[]int{1}', shape: 'equal' },
          ],
        },
        NIL,
      ),
      [
        'if got == nil {',
        'if got := fmt.Sprintf("%T", got.next); got != "*m.Point" {',
        'if want := ([]int{1}); !reflect.DeepEqual(got.list, want) {',
      ],
    ],
    ['nothing of what is ignored', gives('F(1)', one('_', 'ignored'), NIL), ['_, err := F(1)', 'if err != nil {']],
    [
      'what it changes',
      caseOf('p.Set(1)', {
        kind: 'values',
        values: [],
        after: [{ name: 'p.x', literal: '1', shape: 'primitive' }],
      }),
      ['p.Set(1)', 'if p.x != 1 {'],
    ],
    ['true', gives('F(1)', one('true')), ['if !got {']],
    ['false', gives('F(1)', one('false')), ['if got {']],
    ['a slice', gives('F(1)', one('[]int{1}', 'equal')), ['want := []int{1}', 'if !reflect.DeepEqual(got, want) {']],
    [
      'two slices',
      gives('F(1)', one('[]int{1}', 'equal'), one('[]int{2}', 'equal')),
      ['want0 := []int{1}', 'want1 := []int{2}'],
    ],
    ['what its String says', gives('F(1)', one('"1s"', 'text')), ['if got.String() != "1s" {']],
    [
      'a panic',
      caseOf('F(1)', { kind: 'throws', type: 'panic', message: 'no' }),
      ['if r := recover(); r == nil {', 'F(1)'],
    ],
  ])('%s', (_, made, some) => expect(lines(made)).toEqual(expect.arrayContaining(some)));

  it('after its statements', () => {
    const made = { ...gives('F(a)', one('2')), trial: trial('F(a)', { setup: ['a := []int{1}'] }) };
    const found = lines(made);
    expect(found.indexOf('a := []int{1}')).toBe(found.indexOf('got := F(a)') - 1);
  });
});

it('imports reflect only where something is compared in depth', () => {
  const imports = (made: TestCase) => goTests([made], F).imports.map(({ from }) => from);
  expect(imports(gives('F(1)', one('2')))).toEqual(['testing']);
  expect(imports(gives('F(1)', one('[]int{1}', 'equal')))).toEqual(['reflect', 'testing']);
});

it('says what was called as it is, though it stands in a format', () => {
  expect(goTests([gives('F("5%")', one('2'))], F).tests).toContain('t.Errorf("F(\\"5%%\\"): got = %v');
});

it('is formatted as gofmt does it, whatever stands in it', () => {
  const cases = [
    gives('F("100%\\n`\\"")', one('"100%\\n`\\""')),
    gives('F("a")', one('"a"')),
    gives('F("a")', one('"a"')),
    gives('F("é 😀")', one('"é 😀"')),
  ];
  const text = `package m\n\nimport "testing"\n\n${goTests(cases, F).tests}`;
  const formatted = execFileSync('gofmt', ['-s'], { input: text, encoding: 'utf8' });
  expect(formatted).toBe(text);
});
