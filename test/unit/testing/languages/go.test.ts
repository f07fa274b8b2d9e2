import { describe, expect, it } from 'vitest';
import { GO, hasResults, importsOf, packageOf } from '../../../../src/testing/languages/go.ts';
import { caseOf, sourceOf, subject, subjectIn } from '../made.ts';

it.each([
  ['// About.\npackage m\n', 'm'],
  ['package main // entry\n', 'main'],
])('the package of %j is %s', (text, name) => expect(packageOf(text)).toBe(name));

describe('a function gives something back', () => {
  it.each([
    ['func F(a int) int {', true],
    ['func F(a int) (int, error) {', true],
    ['func F(a func(int) int) {', false],
    ['func F[T any](a T) T {', true],
    ['func (r *Ring[T]) F(a int) {', false],
    ['func (r *Ring) F() bool {', true],
    ['func F[T int | func() int](a T) {', false],
    ['func F() {', false],
  ])('%s: %s', (head, has) => {
    const text = `package m\n\n// F does what F(x) int says.\n${head}\n}\n`;
    const one = subjectIn(text, 'go', 'F', head);
    expect(hasResults({ text, subject: { ...one, start: text.indexOf('//') } })).toBe(has);
  });
});

it('reads imports, with their names, without those for their effect', () => {
  const text =
    'package m\n\nimport "fmt"\nimport (\n\t"strings"\n\tstr "strconv" // numbers\n\t_ "embed"\n\t. "math"\n\n\t"example.com/a/v2"\n)\n';
  expect(importsOf(text)).toEqual([
    { from: 'fmt', names: [] },
    { from: 'strings', names: [] },
    { from: 'strconv', names: [], whole: 'str' },
    { from: 'example.com/a/v2', names: [] },
  ]);
});

describe('a test file', () => {
  const fileOf = (imports: string, call: string) => {
    const text = `package m\n\n${imports}\n\nfunc F(a any) int {\n}\n`;
    const one = sourceOf('/p/code.go', text, subject('go', 'F'), { framework: 'go test', testFile: '/p/code_test.go' });
    return GO.newFile(
      one,
      GO.tests(one, [caseOf(call, { kind: 'values', values: [{ literal: '1', shape: 'primitive' }] })]),
    );
  };

  it('imports what its calls name, sorted', () => {
    expect(fileOf('import str "strconv"', 'F(str.Itoa(1) + strings.ToUpper("a"))')).toContain(
      'package m\n\nimport (\n\tstr "strconv"\n\t"strings"\n\t"testing"\n)\n',
    );
  });

  it('has names of its own where it is compiled beside another one of the same cases', () => {
    const text = 'package m\n\nfunc F(a any) int {\n}\n';
    const one = sourceOf('/p/code.go', text, subject('go', 'F'), { framework: 'go test', testFile: '/p/code_test.go' });
    const cases = [caseOf('F(1)', { kind: 'values', values: [{ literal: '1', shape: 'primitive' }] })];
    const { group, tests } = GO.tests(one, cases);
    const found = GO.apart?.(one, cases, 'Other');
    expect(tests).toContain(`func ${group}(t *testing.T)`);
    expect(found?.text).toContain(`func ${group}Other(t *testing.T)`);
    expect(found?.pattern).toBe(`^${group}Other$`);
  });

  it('imports testing alone on one line', () => {
    expect(fileOf('import "strings"', 'F(1)')).toContain('package m\n\nimport "testing"\n\n');
  });

  it.each(['F("strings.ToUpper")', 'F(`time.Now`)', 'F(a.strings.ToUpper())'])('imports nothing for %s', (call) => {
    expect(fileOf('import "strings"', call)).toContain('import "testing"');
  });

  it('imports a package of a later version by its name', () => {
    expect(fileOf('import "example.com/ring/v2"', 'F(ring.New())')).toContain('\t"example.com/ring/v2"\n');
  });
});

it('refuse the program itself, and nothing else', () => {
  const refusal = (text: string, name: string) =>
    GO.refusal(sourceOf('/p/a.go', text, subject('go', name), { framework: 'go test', testFile: '/p/a_test.go' }));
  expect(refusal('package main\n', 'main')).toBe('"main" is the program itself.');
  expect(refusal('package main\n', 'run')).toBeUndefined();
});
