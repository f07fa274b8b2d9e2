import { afterAll, expect, it } from 'vitest';
import { subjectNamed } from '../../../../src/testing/subject.ts';
import { objectsOf, seedTrials } from '../../../../src/testing/trials/seeds.ts';
import { javaHead, javaTypes } from '../../../../src/testing/trials/java-text.ts';
import { viewsOf } from '../../../../src/testing/trials/java-views.ts';
import { changesOf } from '../../../../src/testing/trials/variations.ts';
import { syntax } from '../instrument/subjects.ts';
import { trial } from '../made.ts';

afterAll(() => syntax.dispose());

const TEXT = `package p;

public class Stack<T extends Comparable<T>> {
  enum Level { LOW, HIGH { int x() { return 1; } }; int y; }
  record Point(int x, String name) {}
  private final java.util.List<T> items = new java.util.ArrayList<>();
  int pushes; // private int no;
  public Stack(final int limit, Level level) { }
  private Stack() { }
  @Deprecated(since = "static (")
  public <R extends Number> boolean push(@Nullable T item, R... more) throws java.io.IOException { return true; }
  public int size() { return items.size(); }
  static void sort(int[] values, Point at) { java.util.Arrays.sort(values); }
}
`;

async function subject(name: string) {
  const found = await subjectNamed('java', TEXT, name, syntax);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

it('reads the head of a method', async () => {
  const { modifiers, bounds, ...rest } = javaHead(TEXT, await subject('push'));
  expect([...modifiers]).toEqual(['public']);
  expect([...bounds]).toEqual([['R', 'Number']]);
  expect(rest).toEqual({
    result: 'boolean',
    parameters: [
      { name: 'item', type: 'T', isVariadic: false },
      { name: 'more', type: 'R', isVariadic: true },
    ],
    thrown: ['java.io.IOException'],
  });
});

it('knows the types of a file', () => {
  expect(javaTypes(TEXT).map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    'class Stack',
    'enum Stack.Level',
    'record Stack.Point',
  ]);
});

it('makes objects, and puts something into them', async () => {
  const made = objectsOf(TEXT, await subject('size')).map(({ setup }) => setup.join('; '));
  expect(made[0]).toBe('Stack<Integer> stack = new Stack<>(2, Stack.Level.LOW)');
  expect(made).toContain('Stack<Integer> stack = new Stack<>(2, Stack.Level.HIGH)');
  expect(made).toContain('Stack<Integer> stack = new Stack<>(2, Stack.Level.LOW); stack.push(2, 2)');
});

it('looks at what a call may change', async () => {
  expect(viewsOf(TEXT, await subject('push'))).toEqual(['size()', 'pushes']);
  const [first] = seedTrials(TEXT, await subject('sort'));
  expect(first).toEqual({
    setup: ['int[] values = new int[] {3, 1, 2}'],
    call: 'Stack.sort(values, new Stack.Point(2, "a b"))',
    from: 'variation',
  });
});

it.each([
  ['A.f(2L)', ['A.f(0L)', 'A.f(5L)']],
  ["A.f('a')", ["A.f('x')", "A.f('0')"]],
  ['A.f(1.5f)', ['A.f(0.5f)', 'A.f(5.0f)']],
  ['A.f(List.of(3, 1))', ['A.f(List.of())', 'A.f(List.of(1, 3))', 'A.f(List.of(0, 1))']],
  ['A.f(new int[] {3, 1})', ['A.f(new int[] {})', 'A.f(new int[] {1, 3})']],
  ['A.f(Map.of("a", 1))', ['A.f(Map.of())', 'A.f(Map.of("a", 5))']],
  ['A.f((short) 2)', ['A.f((short) 5)']],
])('varies %s', (call, wanted) => {
  const calls = changesOf(trial(call), { numbers: [5], strings: ['x'] }, 'java').map((one) => one.call);
  expect(calls).toEqual(expect.arrayContaining(wanted));
  expect(calls.join()).not.toMatch(/NaN|Infinity/);
});

it('varies what is given before the call', () => {
  const one = trial('box.size()', { setup: ['Box<Integer> box = new Box<>(2)', 'box.add(7)'] });
  const setups = changesOf(one, { numbers: [], strings: [] }, 'java').map(({ setup }) => setup.join(';'));
  expect(setups).toContain('Box<Integer> box = new Box<>(3);box.add(7)');
  expect(setups).toContain('Box<Integer> box = new Box<>(2);box.add(8)');
});
