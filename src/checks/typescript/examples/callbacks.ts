import type ts from 'typescript';
import type { ExampleContext } from './context.ts';

/** Functions of a signature: what comes in, where it is of the type that is given back, and examples of that. */
export function callbacks(
  signature: ts.Signature,
  { checker, place, typescript }: ExampleContext,
  examplesOf: (type: ts.Type) => readonly string[],
): string[] {
  const { TypeFlags } = typescript;
  const given = signature.getReturnType();
  const is = (type: ts.Type, flags: ts.TypeFlags) => (type.flags & flags) !== 0;
  const parameters = signature.parameters.map((one) => ({
    name: /^[A-Za-z_$][\w$]*$/.test(one.name) && !one.name.startsWith('__') ? one.name : 'value',
    type: checker.getTypeOfSymbolAtLocation(one, place),
  }));
  const [first, second] = parameters;
  const isPredicate = checker.getTypePredicateOfSignature(signature)?.kind === typescript.TypePredicateKind.Identifier;
  if (isPredicate && first !== undefined) {
    const head = `(${first.name}): ${first.name} is any`;
    return [`${head} => true`, `${head} => false`, `${head} => Boolean(${first.name})`];
  }
  if (is(given, TypeFlags.Void | TypeFlags.Undefined)) return ['() => undefined'];
  const found: string[] = [];
  const bound = is(given, TypeFlags.TypeParameter) ? checker.getBaseConstraintOfType(given) : given;
  const isOpen = bound === undefined || is(bound, TypeFlags.Any | TypeFlags.Unknown | TypeFlags.TypeParameter);
  const same = parameters.find(({ type }) => type === given || checker.typeToString(type) === checker.typeToString(given));
  const passed = same ?? (isOpen ? first : undefined);
  if (passed !== undefined) {
    const before = parameters.slice(0, parameters.indexOf(passed) + 1).map(({ name }) => name);
    found.push(`(${before.join(', ')}) => ${passed.name}`);
  }
  const isNumeric = (type: ts.Type) =>
    is(type, TypeFlags.Number | TypeFlags.Any | TypeFlags.TypeParameter);
  if (is(given, TypeFlags.Number) && first && second && isNumeric(first.type) && isNumeric(second.type))
    found.push(`(${first.name}, ${second.name}) => ${first.name} - ${second.name}`);
  const values = isOpen ? ['1'] : [...examplesOf(given)].sort((a, b) => rankOf(a) - rankOf(b));
  found.push(...values.slice(0, 4).map((value) => `() => ${value.startsWith('{') ? `(${value})` : value}`));
  if (is(given, TypeFlags.BooleanLike) && first !== undefined) found.push(`(${first.name}) => Boolean(${first.name})`);
  return found;
}

/** What comes at once before what comes later, which may keep on coming. */
function rankOf(value: string): number {
  return /\basync\b|\bPromise\b/.test(value) ? 1 : 0;
}
