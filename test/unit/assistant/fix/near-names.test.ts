import { expect, it } from 'vitest';
import { nearNames, pointedNames, spellingDistance } from '../../../../src/assistant/fix/near-names.ts';

const problem = (text: string, at: string, message: string) => {
  const start = text.indexOf(at);
  const diagnostic = { start, end: start + at.length, severity: 'error' as const, message };
  return { uri: 'file:///a.ts', languageId: 'typescript', text, diagnostic };
};

it('takes the name that the message means first', () => {
  const text = 'const quality = 1;\nitem.quantty;\n';
  const [first, second] = nearNames(
    problem(text, 'quantty', "Property 'quantty' does not exist. Did you mean 'quantity'?"),
  );
  expect(first?.text).toBe('const quality = 1;\nitem.quantity;\n');
  expect(second?.text).toBe('const quality = 1;\nitem.quality;\n');
});

it('finds a name of the document in another case, and one that is nearly the same', () => {
  const names = nearNames(
    problem('userName = 1\nprint(username)\nusernames = 2\n', 'username', "undefined name 'username'"),
  );
  expect(names.map(({ changes }) => changes[0]?.newText)).toEqual(['userName', 'usernames']);
});

it('finds nothing where no name is near', () => {
  expect(nearNames(problem('alpha = beta\n', 'beta', 'undefined: beta'))).toEqual([]);
});

it('knows which name is meant where a range holds more, or nothing', () => {
  const text = 'foo.bar(baz)\n';
  const at = (start: number, end: number, message: string) =>
    pointedNames(text, { start, end, severity: 'error', message }).map(({ name }) => name);
  expect(at(0, 12, "no member 'bar'")).toEqual(['bar']);
  expect(at(5, 5, 'undefined')).toEqual(['bar']);
  expect(at(0, 0, 'foo.baz undefined (no field baz)')).toEqual(['foo']);
});

it.each([
  ['total', 'totl', 1],
  ['recieve', 'receive', 1],
  ['user_name', 'userName', 0.5],
  ['a', 'abcdef', Infinity],
  ['kitten', 'sitting', 3],
])('counts the edits from %s to %s', (a, b, distance) => {
  expect(spellingDistance(a, b)).toBe(distance);
});
