import type { GoDeclarations } from './go-declarations.ts';

const MOST_CARRIERS = 3;

/**
 * Calls that give a request or a context which carries something, each made of an expression for one that does not: functions of the package
 * that put something into one, where code looks into it for that.
 */
export function carriersOf(
  type: string,
  code: string,
  { functions }: GoDeclarations,
  valuesOf: (type: string, name: string) => readonly string[],
): ((usual: string) => string)[] {
  if (!/^(?:\*http\.Request|context\.Context)$/.test(type)) return [];
  const called = new Set([...code.matchAll(/(\w+)\(/g)].map(([, name = '']) => name));
  const looksInto = (body: string) => /\.Value\(/.test(body);
  if (!looksInto(code) && !functions.some(({ name, body }) => called.has(name) && looksInto(body))) return [];
  return functions
    .filter(({ owner, typeParameters, results, parameters: [first, ...others] }) => {
      const isPlain = owner === undefined && typeParameters === '' && others.length > 0;
      return isPlain && results.length === 1 && results[0] === type && first?.type === type;
    })
    .slice(0, MOST_CARRIERS)
    .map(({ name, parameters: [, ...others] }) => {
      const list = others.map((one) => valuesOf(one.type ?? 'int', one.name).find((value) => value !== 'nil') ?? 'nil');
      return (usual) => `${name}(${[usual, ...list].join(', ')})`;
    });
}
