import { describe, expect, it } from 'vitest';
import type { Importable, SubjectProblem } from '../../../../bench/tests/function.ts';
import { smokeTest } from '../../../../bench/tests/smoke.ts';

function problem(text: string, name: string, importable: Importable, owner?: string): SubjectProblem {
  return {
    id: 'p@1/f#n',
    half: 'tune',
    languageId: 'typescript',
    project: '/p',
    package: 'p@1',
    file: '/p/f',
    text,
    importable,
    subject: {
      languageId: 'typescript',
      name,
      ...(owner !== undefined && { owner }),
      start: 0,
      end: text.length,
      bodyStart: text.indexOf('{') + 1,
    },
  };
}

describe('a test that only reaches for a function', () => {
  it('stands beside a TypeScript file and takes the export as it is', () => {
    const at = { by: 'path', path: 'src/a.ts' } as const;
    const { name, text } = smokeTest(problem('export function f() { }', 'f', at));
    expect(name).toBe('src/a.test.ts');
    expect(text).toContain("from './a'");
    expect(text).toContain('typeof subject.f)');
    expect(smokeTest(problem('export default function f() { }', 'f', at)).text).toContain('typeof subject.default)');
    expect(smokeTest(problem('m() { }', 'm', at, 'C')).text).toContain('typeof subject.C.prototype.m)');
  });
  it('imports a Python module by its name', () => {
    const { text } = smokeTest(problem('def m(self): {', 'm', { by: 'module', module: 'a.b' }, 'C'));
    expect(text).toContain('import_module("a.b")');
    expect(text).toContain('callable(module.C.m)');
  });
  it('is of the same package in Go, and names no generic function, which has no value', () => {
    const at = { by: 'package', folder: 'a', package: 'p' } as const;
    const { name, text } = smokeTest(problem('func (c *C) M() {', 'M', at, 'C'));
    expect(name).toBe('a/smoke_test.go');
    expect(text).toMatch(/^package p\n/);
    expect(text).toContain('var _ = (*C).M');
    expect(smokeTest(problem('func F[T any](x T) {', 'F', at)).text).not.toContain('var _');
    expect(smokeTest(problem('func F(x []T) {', 'F', at)).text).toContain('var _ = F');
  });
});
