import type ts from 'typescript';
import type { ExampleContext } from './context.ts';
import type { TypeExamples } from './values.ts';

const MOST_LISTS = 3;
const MAKING = 'create|make|new|build|parse|load|open|start|get|to|from|init';

/**
 * Values of a parameter whose type says nothing, by its name: `draft` is what `createDraft` gives, a method of the same object (called on
 * `this`) or a function of the same file.
 */
export function valuesByName(
  { checker, typescript, names, place }: ExampleContext,
  examples: TypeExamples,
  node: ts.FunctionLikeDeclaration,
  parameter: string,
): readonly string[] {
  if (!/^[A-Za-z_$][\w$]{2,}$/.test(parameter)) return [];
  const { parent } = node;
  const pattern = new RegExp(`^(?:${MAKING})${parameter}$`, 'i');
  const isMethod = typescript.isClassLike(parent);
  const candidates: readonly ts.Node[] = isMethod ? parent.members : node.getSourceFile().statements;
  return candidates.flatMap((one) => {
    const isCallable = isMethod ? typescript.isMethodDeclaration(one) : typescript.isFunctionDeclaration(one);
    if (!isCallable || one === node) return [];
    const { name } = one as ts.MethodDeclaration | ts.FunctionDeclaration;
    if (name === undefined || !pattern.test(name.getText())) return [];
    const symbol = checker.getSymbolAtLocation(name);
    const called = isMethod ? `this.${name.getText()}` : symbol && names.nameOf(symbol);
    const [signature] =
      symbol === undefined ? [] : checker.getTypeOfSymbolAtLocation(symbol, place).getCallSignatures();
    if (called === undefined || signature === undefined) return [];
    const lists = examples.argumentLists(signature, 0).slice(0, MOST_LISTS);
    return lists.map((list) => `${called}(${list.join(', ')})`);
  });
}
