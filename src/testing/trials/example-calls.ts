import type { CallExamples, ParameterExamples } from '../../checks/call-examples.ts';
import type { Trial } from '../observe/trial.ts';
import { argumentsOf } from './parameters.ts';

const DECLARED = /^(?:const|let)\s+([A-Za-z_$][\w$]*)\s*=\s*([\s\S]+?);?\s*$/;
/** A literal of a type that has many, so that another one of them is as good. */
const LITERALS: readonly (readonly [type: RegExp, value: RegExp])[] = [
  [/\bstring\b/, /^(['"`]).*\1$/s],
  [/\bnumber\b/, /^-?[\d.]+$/],
  [/\bboolean\b/, /^(?:true|false)$/],
];

/** Whether all arguments of a call are examples that the compiler gave for its parameters, or literals of their types. */
export function isOfExamples({ setup, call }: Trial, { signatures, continuations }: CallExamples): boolean {
  const declared = new Map<string, string>();
  for (const statement of setup) {
    const [, name, value] = DECLARED.exec(statement) ?? [];
    if (name !== undefined && value !== undefined) declared.set(name, value);
  }
  const behind = continuations.find((one) => call.endsWith(one)) ?? '';
  const given = argumentsOf(call.slice(0, call.length - behind.length))?.list.map((one) => declared.get(one) ?? one);
  return given !== undefined && signatures.some((parameters) => fits(given, parameters));
}

/** The arguments of a call that are calls themselves; of constructors none. */
export function calledWithin(call: string): readonly string[] {
  return argumentsOf(call)?.list.filter((one) => /^[\w$.]+\(/.test(one)) ?? [];
}

function fits(given: readonly string[], parameters: readonly ParameterExamples[]): boolean {
  const needed = parameters.filter(({ isOptional }) => !isOptional).length;
  if (given.length < needed) return false;
  return given.every((value, at) => {
    const last = parameters.at(-1);
    const parameter = parameters[at] ?? (last?.isVariadic === true ? last : undefined);
    if (parameter === undefined) return false;
    const { type, values } = parameter;
    // Of what nothing is known, anything may do.
    return (
      values.length === 0 ||
      values.includes(value) ||
      LITERALS.some(([of, literal]) => of.test(type) && literal.test(value))
    );
  });
}
