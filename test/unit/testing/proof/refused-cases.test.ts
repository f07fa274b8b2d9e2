import { describe, expect, it } from 'vitest';
import { refusedCases } from '../../../../src/testing/proof/refused-cases.ts';

const JAVA = `package p;

class CodeTest {
  @Test
  void f() {
    assertEquals(1, f(1));
  }

  // Documented.
  @Test
  void fOf2() throws Exception {
    List<Integer> list = List.of(2);
    assertEquals(2, f(list));
  }

  @Test
  void fOf2_2() {}
}
`;
const NAMES = ['f', 'fOf2', 'fOf2_2'];

describe('of lines that a compiler names', () => {
  it.each<[readonly number[], readonly string[]]>([
    [[6], ['first']],
    [[12, 13], ['second']],
    [
      [6, 17],
      ['first', 'third'],
    ],
    [[1], []],
    [[], []],
  ])('the cases are known: %j', (lines, refused) => {
    expect([...refusedCases(['first', 'second', 'third'], NAMES, JAVA, lines)]).toEqual(refused);
  });

  it('and of Rust', () => {
    const text =
      'mod tests {\n    #[test]\n    fn one() {\n        x\n    }\n    #[test]\n    fn two() {\n        y\n    }\n}\n';
    expect([...refusedCases([1, 2], ['one', 'two'], text, [8])]).toEqual([2]);
  });

  it('nothing is known where tests have no function of their own', () => {
    const text = 'func TestF(t *testing.T) {\n\tt.Run("f(1)", func() {})\n\tt.Run("f(2)", func() {})\n}\n';
    expect(refusedCases([1, 2], ['TestF/f(1)', 'TestF/f(2)'], text, [3]).size).toBe(0);
    expect(refusedCases([1, 2], ['f', 'missing'], JAVA, [6]).size).toBe(0);
  });
});
