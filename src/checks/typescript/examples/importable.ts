import type ts from 'typescript';

/** Of others, or for tests. */
const NOT_OURS = /\/(?:node_modules|__tests__|__mocks__|tests?|specs?)\/|\.(?:test|spec|stories)\.[cm]?[jt]sx?$/;

/**
 * Whether a test may import a file of the project that nobody has asked for: one that is meant for others and only declares. What calls
 * something as soon as it is loaded may be a program.
 */
export function isImportable(typescript: typeof ts, program: ts.Program, file: ts.SourceFile): boolean {
  const folder = program.getCurrentDirectory();
  // A project may itself lie in a folder for tests.
  const name = file.fileName.startsWith(folder) ? file.fileName.slice(folder.length) : file.fileName;
  if (file.isDeclarationFile || NOT_OURS.test(name) || file.text.startsWith('#!')) return false;
  return !file.statements.some((one) => {
    if (!typescript.isExpressionStatement(one)) return false;
    const { expression } = one;
    const called = typescript.isAwaitExpression(expression) || typescript.isVoidExpression(expression);
    return called || typescript.isCallExpression(expression);
  });
}
