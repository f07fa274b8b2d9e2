import type ts from 'typescript';
import type { Preparation } from '../../call-examples.ts';
import type { ExampleContext } from './context.ts';
import { hasModifier } from './modifiers.ts';
import type { TypeExamples } from './values.ts';

const MOST_PREPARATIONS = 12;
/** Methods that only say something change nothing. */
const ASKING = /^(?:get|is|has|can|should|find|to|as|equals|compare|count|size|length|keys|values|entries|inspect|dispose|destroy|close|end|stop)(?![a-z])/;

/**
 * What may be done before a call so that it finds something: other methods called on its object, and functions of the same file that give
 * nothing, so that they are there for what they do to what they get, called with one of its arguments.
 */
export function preparations(
  context: ExampleContext,
  examples: TypeExamples,
  node: ts.FunctionLikeDeclaration,
): readonly Preparation[] {
  const { typescript } = context;
  const { parent } = node;
  if (typescript.isClassLike(parent)) {
    const isStatic = hasModifier(typescript, node, typescript.ModifierFlags.Static);
    return isStatic || typescript.isConstructorDeclaration(node) ? [] : byMethods(context, examples, parent, node);
  }
  return byFunctions(context, examples, node);
}

function byMethods(
  { checker, typescript, place }: ExampleContext,
  examples: TypeExamples,
  owner: ts.ClassLikeDeclaration,
  subject: ts.Node,
): readonly Preparation[] {
  const { Private, Protected, Static } = typescript.ModifierFlags;
  const own = checker.getTypeAtLocation(owner);
  const found: Preparation[] = [];
  for (const member of owner.members) {
    if (member === subject || !typescript.isMethodDeclaration(member) || !typescript.isIdentifier(member.name)) continue;
    if (hasModifier(typescript, member, Private | Protected | Static)) continue;
    if (ASKING.test(member.name.text) || found.length >= MOST_PREPARATIONS) continue;
    const symbol = checker.getSymbolAtLocation(member.name);
    const [signature] =
      symbol === undefined ? [] : checker.getTypeOfSymbolAtLocation(symbol, place).getCallSignatures();
    if (signature === undefined || member.name.text === nameOf(typescript, subject)) continue;
    const result = signature.getReturnType();
    const isDone = (result.flags & (typescript.TypeFlags.Void | typescript.TypeFlags.Undefined)) !== 0;
    // What is given back may be thrown away where something was given in.
    if (!isDone && !checker.isTypeAssignableTo(result, own) && signature.parameters.length === 0) continue;
    const name = member.name.text;
    const given = new Set(examples.argumentLists(signature, 0).map((list) => list.join(', ')));
    for (const list of [...given].slice(0, 2)) found.push({ of: 'object', before: '', behind: `.${name}(${list})` });
  }
  return found.slice(0, MOST_PREPARATIONS);
}

function byFunctions(
  context: ExampleContext,
  examples: TypeExamples,
  node: ts.FunctionLikeDeclaration,
): readonly Preparation[] {
  const { checker, typescript, names } = context;
  const ours = node.parameters.map((one) => checker.getTypeAtLocation(one));
  const found: Preparation[] = [];
  for (const statement of node.getSourceFile().statements) {
    if (!typescript.isFunctionDeclaration(statement) || statement === node || statement.name === undefined) continue;
    const symbol = checker.getSymbolAtLocation(statement.name);
    const signature = checker.getSignatureFromDeclaration(statement);
    if (symbol === undefined || signature === undefined) continue;
    if ((signature.getReturnType().flags & typescript.TypeFlags.Void) === 0) continue;
    for (const [of, type] of ours.entries()) {
      if (found.length >= MOST_PREPARATIONS) return found;
      if (!isObject(typescript, type)) continue;
      const places = statement.parameters.flatMap((one, at) => {
        const other = checker.getTypeAtLocation(one);
        return isObject(typescript, other) && checker.isTypeAssignableTo(type, other) ? [at] : [];
      });
      if (places.length === 0) continue;
      const [list] = examples.argumentLists(signature, 0);
      const name = list && names.nameOf(symbol);
      if (list === undefined || name === undefined) continue;
      for (const at of places.filter((one) => one < list.length)) {
        const [before, behind] = [list.slice(0, at), list.slice(at + 1)];
        found.push({
          of,
          before: `${name}(${before.map((one) => `${one}, `).join('')}`,
          behind: `${behind.map((one) => `, ${one}`).join('')})`,
        });
      }
    }
  }
  return found.slice(0, MOST_PREPARATIONS);
}

function isObject(typescript: typeof ts, type: ts.Type): boolean {
  const members = type.isUnion() ? type.types : [type];
  const objects = members.filter(({ flags }) => (flags & typescript.TypeFlags.Object) !== 0);
  return objects.some((one) => one.getProperties().length > 0 && one.getCallSignatures().length === 0);
}

function nameOf(typescript: typeof ts, node: ts.Node): string | undefined {
  return typescript.isMethodDeclaration(node) && typescript.isIdentifier(node.name) ? node.name.text : undefined;
}
