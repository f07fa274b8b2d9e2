import type ts from 'typescript';
import { isImportable } from './importable.ts';
import { hasModifier } from './modifiers.ts';

type TypeScript = typeof ts;

/** More functions of a project do not count. */
const MOST_FUNCTIONS = 5_000;

/** Exported functions of the project by the name of the type that they say they give. */
export class Makers {
  private readonly typescript: TypeScript;
  private readonly program: ts.Program;
  private readonly own: ts.SourceFile;
  private byType: Map<string, ts.FunctionDeclaration[]> | undefined;

  /** `own` is the file that is imported anyway. */
  public constructor(typescript: TypeScript, program: ts.Program, own: ts.SourceFile) {
    this.typescript = typescript;
    this.program = program;
    this.own = own;
  }

  /** Those that carry data into what they give come first, then those that take something, then those that take a function. */
  public of(typeName: string): readonly ts.FunctionDeclaration[] {
    this.byType ??= this.read();
    const found = this.byType.get(typeName) ?? [];
    const ranked = found.map((one) => ({ one, rank: this.rankOf(one) }));
    // What is meant for everybody has mostly the shortest name.
    const lengthOf = ({ name }: ts.FunctionDeclaration) => name?.text.length ?? 0;
    return ranked.sort((a, b) => a.rank - b.rank || lengthOf(a.one) - lengthOf(b.one)).map(({ one }) => one);
  }

  private rankOf({ parameters, typeParameters }: ts.FunctionDeclaration): number {
    const types = parameters.map(({ type }) => type?.getText() ?? '');
    const generic = new RegExp(`\\b(?:${typeParameters?.map(({ name }) => name.text).join('|') ?? '!'})\\b`);
    if (types.length === 0) return 2;
    if (types.some((type) => type.includes('=>'))) return 3;
    return types.some((type) => generic.test(type)) && types.length === 1 ? 0 : 1;
  }

  private read(): Map<string, ts.FunctionDeclaration[]> {
    const found = new Map<string, ts.FunctionDeclaration[]>();
    let left = MOST_FUNCTIONS;
    for (const file of this.program.getSourceFiles()) {
      if (file !== this.own && !isImportable(this.typescript, this.program, file)) continue;
      const overloads = new Set<string | undefined>();
      for (const statement of file.statements) {
        if (!this.typescript.isFunctionDeclaration(statement) || statement.type === undefined) continue;
        if (!hasModifier(this.typescript, statement, this.typescript.ModifierFlags.Export) || left-- <= 0) continue;
        // What implements overloads is none of them.
        if (statement.body !== undefined && overloads.has(statement.name?.text)) continue;
        if (statement.body === undefined) overloads.add(statement.name?.text);
        const name = /^([A-Za-z_$][\w$]*)(?:<|$)/.exec(statement.type.getText(file))?.[1];
        if (name !== undefined) found.set(name, [...(found.get(name) ?? []), statement]);
      }
    }
    return found;
  }
}
