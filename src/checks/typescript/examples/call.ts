import type ts from 'typescript';
import type { CallExamples } from '../../call-examples.ts';
import { valuesByName } from './by-name.ts';
import { Makers } from './makers.ts';
import { hasModifier } from './modifiers.ts';
import { ExportedNames } from './names.ts';
import { preparations } from './preparations.ts';
import type { ExampleContext } from './context.ts';
import { TypeExamples } from './values.ts';

type TypeScript = typeof ts;

const MOST_SIGNATURES = 4;
const MOST_CONTINUATIONS = 8;
/** They collect what is given to whoever subscribes; who makes calls of it declares the variable. */
const LISTENING = '.subscribe((value) => values.push(value))';
const OBSERVING =
  ".subscribe({ next: (value) => values.push(value), error: (error) => values.push(String(error)), complete: () => values.push('complete') })";

/** What the function whose body starts at `bodyStart` may be called with; undefined where there is none. */
export function callExamples(
  typescript: TypeScript,
  program: ts.Program,
  fileName: string,
  bodyStart: number,
): CallExamples | undefined {
  const file = program.getSourceFile(fileName);
  const node = file && functionAt(typescript, file, bodyStart);
  if (file === undefined || node === undefined) return undefined;
  const checker = program.getTypeChecker();
  const names = new ExportedNames(typescript, checker, file);
  const context = { typescript, program, checker, place: node, names, makers: new Makers(typescript, program, file) };
  const examples = new TypeExamples(context);
  const declared = signaturesOf(context, node);
  const known = declared.filter((one) =>
    examples.parametersOf(one).every((parameter) => parameter.isOptional || mayBeAnything(parameter)),
  );
  const signatures = (known.length > 0 ? known : declared).slice(0, MOST_SIGNATURES);
  const implemented = node.parameters.filter(({ name }) => name.getText(file) !== 'this');
  return {
    signatures: signatures.map((signature) =>
      examples.parametersOf(signature).map((one, index) => {
        // The body knows it by that of the implementation.
        const name = implemented[index]?.name.getText(file) ?? one.name;
        return {
          ...one,
          name,
          values: one.values.length > 0 ? one.values : valuesByName(context, examples, node, name),
        };
      }),
    ),
    objects: objectsOf(context, examples, node),
    continuations: signatures.slice(0, 1).flatMap((one) => continuations(context, examples, one.getReturnType())),
    preparations: preparations(context, examples, node),
    imports: names.imports,
  };
}

/** There are examples, or the type says nothing. */
function mayBeAnything({ values, type }: { readonly values: readonly string[]; readonly type: string }): boolean {
  return values.length > 0 || /^(?:any|unknown|[A-Z]\w?)$/.test(type);
}

/** The function whose body begins nearest to a place. */
function functionAt(
  typescript: TypeScript,
  file: ts.SourceFile,
  bodyStart: number,
): ts.FunctionLikeDeclaration | undefined {
  let found: { readonly node: ts.FunctionLikeDeclaration; readonly distance: number } | undefined;
  const look = (node: ts.Node) => {
    if (node.end < bodyStart || node.pos > bodyStart) return;
    if (typescript.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const distance = Math.abs((node.body as ts.Node).getStart(file) + 1 - bodyStart);
      if (found === undefined || distance < found.distance)
        found = { node: node, distance };
    }
    typescript.forEachChild(node, look);
  };
  look(file);
  return found?.node;
}

/** Of an overloaded function those that callers see. */
function signaturesOf({ checker, typescript }: ExampleContext, node: ts.FunctionLikeDeclaration): readonly ts.Signature[] {
  const own = checker.getSignatureFromDeclaration(node);
  const named = node.name && checker.getSymbolAtLocation(node.name);
  if (typescript.isConstructorDeclaration(node)) {
    const owner = node.parent.name && checker.getSymbolAtLocation(node.parent.name);
    const all = owner && checker.getTypeOfSymbolAtLocation(owner, node).getConstructSignatures();
    if (all !== undefined && all.length > 0) return all;
  }
  const all = named && checker.getTypeOfSymbolAtLocation(named, node).getCallSignatures();
  return all !== undefined && all.length > 0 ? all : own === undefined ? [] : [own];
}

function objectsOf(
  { checker, typescript, names }: ExampleContext,
  examples: TypeExamples,
  node: ts.FunctionLikeDeclaration,
): readonly string[] {
  const { parent } = node;
  if (typescript.isConstructorDeclaration(node) || !typescript.isClassLike(parent) || parent.name === undefined)
    return [];
  const owner = checker.getSymbolAtLocation(parent.name);
  if (owner === undefined) return [];
  if (!hasModifier(typescript, node, typescript.ModifierFlags.Static))
    return examples.of(checker.getDeclaredTypeOfSymbol(owner));
  const name = names.nameOf(owner);
  return name === undefined ? [] : [name];
}

/** Where a call gives a function, the arguments of that; where it gives what can be subscribed to, that. */
function continuations(context: ExampleContext, examples: TypeExamples, given: ts.Type): string[] {
  const subscribed = subscription(context, given);
  if (subscribed !== undefined) return [subscribed];
  const [signature] = given.getCallSignatures();
  if (signature === undefined) return [];
  const parameters = examples.parametersOf(signature);
  const needed = parameters.filter(({ isOptional }) => !isOptional);
  // What can be anything gets something, too.
  const choices = needed.map(({ values }) => (values.length > 0 ? values : ['1', "'a b'", 'undefined']));
  const usual = choices.map(([first = '1']) => first);
  const lists = [
    usual,
    ...choices.flatMap((values, index) =>
      values.slice(1).map((value) => usual.map((one, other) => (other === index ? value : one))),
    ),
  ];
  const then = subscription(context, signature.getReturnType()) ?? '';
  return lists.slice(0, MOST_CONTINUATIONS).map((list) => `(${list.join(', ')})${then}`);
}

function subscription({ checker, place }: ExampleContext, given: ts.Type): string | undefined {
  const property = given.getProperty('subscribe');
  const [signature] =
    property === undefined ? [] : checker.getTypeOfSymbolAtLocation(property, place).getCallSignatures();
  const [first] = signature?.parameters ?? [];
  if (first === undefined) return undefined;
  const taken = checker.getTypeOfSymbolAtLocation(first, place);
  const alternatives = taken.isUnion() ? taken.types : [taken];
  const takesValues = alternatives.some((one) => one.getCallSignatures().some(({ parameters }) => parameters.length > 0));
  // An error that nobody listens to ends the run.
  if (alternatives.some((one) => one.getProperty('next') && one.getProperty('error'))) return OBSERVING;
  return takesValues ? LISTENING : undefined;
}
