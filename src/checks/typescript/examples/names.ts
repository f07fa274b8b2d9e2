import type ts from 'typescript';
import type { ExampleImport } from '../../call-examples.ts';

type TypeScript = typeof ts;

/** How code beside a source file can name what is exported somewhere; remembers what has to be imported for it. */
export class ExportedNames {
  public readonly imports: ExampleImport[] = [];
  private readonly typescript: TypeScript;
  private readonly checker: ts.TypeChecker;
  private readonly source: ts.SourceFile;

  public constructor(typescript: TypeScript, checker: ts.TypeChecker, source: ts.SourceFile) {
    this.typescript = typescript;
    this.checker = checker;
    this.source = source;
  }

  /** Undefined where nothing exports it by a name. */
  public nameOf(symbol: ts.Symbol): string | undefined {
    const file = symbol.declarations?.[0]?.getSourceFile();
    if (file === undefined) return undefined;
    if (!this.typescript.isExternalModule(file)) return this.isOutermost(symbol) ? symbol.name : undefined;
    if (file === this.source) {
      // What it exports is imported by the name that it has there.
      return this.exportedAs(symbol, file) === undefined ? undefined : this.localName(symbol);
    }
    const isProjects = !file.isDeclarationFile && !file.fileName.includes('/node_modules/');
    const from = isProjects ? file.fileName : this.moduleWith(symbol);
    const name = isProjects ? this.exportedAs(symbol, file) : from && symbol.name;
    if (from === undefined || name === undefined || name === 'default') return undefined;
    if (!this.imports.some((one) => one.name === name && one.from === from)) this.imports.push({ name, from });
    return name;
  }

  private isOutermost(symbol: ts.Symbol): boolean {
    const { parent } = symbol.declarations?.[0] ?? {};
    if (parent === undefined) return false;
    return this.typescript.isSourceFile(parent) || this.typescript.isVariableDeclarationList(parent);
  }

  private localName(symbol: ts.Symbol): string | undefined {
    if (symbol.name !== 'default') return symbol.name;
    const named = symbol.declarations?.[0] as { readonly name?: ts.Node } | undefined;
    return named?.name?.getText();
  }

  private exportedAs(symbol: ts.Symbol, file: ts.SourceFile): string | undefined {
    return this.exportsOf(file).find((one) => one === symbol || this.aliased(one) === symbol)?.name;
  }

  private exportsOf(node: ts.Node): readonly ts.Symbol[] {
    const module = this.checker.getSymbolAtLocation(node);
    return module === undefined ? [] : this.checker.getExportsOfModule(module);
  }

  private aliased(symbol: ts.Symbol): ts.Symbol {
    return (symbol.flags & this.typescript.SymbolFlags.Alias) !== 0 ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  /** The module that the source file imports from and that exports it by its own name. */
  private moduleWith(symbol: ts.Symbol): string | undefined {
    for (const statement of this.source.statements) {
      if (!this.typescript.isImportDeclaration(statement)) continue;
      const { moduleSpecifier } = statement;
      if (!this.typescript.isStringLiteral(moduleSpecifier) || moduleSpecifier.text.startsWith('.')) continue;
      const found = this.exportsOf(moduleSpecifier).find((one) => one.name === symbol.name);
      if (found !== undefined && this.aliased(found) === symbol) return moduleSpecifier.text;
    }
    return undefined;
  }
}
