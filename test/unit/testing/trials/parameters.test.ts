import { describe, expect, it } from 'vitest';
import { parametersOf, type Parameter } from '../../../../src/testing/trials/parameters.ts';

const one = (name: string, type?: string, more: Partial<Parameter> = {}): Parameter => ({
  name,
  isOptional: more.default !== undefined,
  isNamed: false,
  ...(type !== undefined && { type }),
  ...more,
});

describe('parameters of TypeScript', () => {
  it.each<[string, Parameter[]]>([
    ['function f(a: number, b?: string) {', [one('a', 'number'), one('b', 'string', { isOptional: true })]],
    [
      "function f(a = 1, b: 'x' | 'y' = 'x') {",
      [one('a', undefined, { default: '1' }), one('b', "'x' | 'y'", { default: "'x'" })],
    ],
    ['function f<T extends (x: number) => string>(a: T[]) {', [one('a', 'T[]')]],
    [
      'const f = async (a: (x: number) => string, ...rest: number[]) => {',
      [one('a', '(x: number) => string'), one('rest', 'number', { isOptional: true, isVariadic: true })],
    ],
    ['function f(...rest) {', [one('rest', undefined, { isOptional: true, isVariadic: true })]],
    ['f(private readonly a: string, public b = 1) {', [one('a', 'string'), one('b', undefined, { default: '1' })]],
    ['const f: Handler<string> = (a, b) => {', [one('a'), one('b')]],
    ['function f({ a, b = 2 }: Options = {}) {', [one('{ a, b = 2 }', 'Options', { default: '{}' })]],
    ['function f(this: Window, /* first */ a: number) {', [one('a', 'number')]],
    ['function f() {', []],
  ])('in %j', (head, parameters) => expect(parametersOf(head, 'f', 'typescript')).toEqual(parameters));
});

describe('parameters of Python', () => {
  it.each<[string, Parameter[]]>([
    ['def f(self, a: int, b=None):', [one('a', 'int'), one('b', undefined, { default: 'None' })]],
    [
      'def f(a, /, b, *, c: str = "x", d):',
      [one('a'), one('b'), one('c', 'str', { default: '"x"', isNamed: true }), one('d', undefined, { isNamed: true })],
    ],
    [
      'def f(*args: int, key=None, **kwargs):',
      [
        one('args', 'int', { isOptional: true, isVariadic: true }),
        one('key', undefined, { default: 'None', isNamed: true }),
      ],
    ],
    [
      'def f(\n    a: Dict[str, int],  # first\n    b: "x" = 1,\n) -> int:',
      [one('a', 'Dict[str, int]'), one('b', '"x"', { default: '1' })],
    ],
  ])('in %j', (head, parameters) => expect(parametersOf(head, 'f', 'python')).toEqual(parameters));
});

describe('parameters of Go', () => {
  it.each<[string, Parameter[]]>([
    ['func F(a, b int, c string) int {', [one('a', 'int'), one('b', 'int'), one('c', 'string')]],
    ['func (r *Ring[T]) F(a func(x, y int) bool) {', [one('a', 'func(x, y int) bool')]],
    [
      'func F[T int | string](a []T, rest ...T) {',
      [one('a', '[]T'), one('rest', 'T', { isOptional: true, isVariadic: true })],
    ],
    ['func F() (int, error) {', []],
  ])('in %j', (head, parameters) => expect(parametersOf(head, 'F', 'go')).toEqual(parameters));
});
