import type ts from 'typescript';
import type { ExampleContext } from './context.ts';
import { isImportable } from './importable.ts';
import { hasModifier } from './modifiers.ts';

/** Comparing types takes long where they are large: so long for all of one function. */
const BUDGET_MS = 3_000;
const MOST_CONSTANTS = 5;
const MOST_MAKERS = 60;

/** A function or constructor that gives something of a wanted type. */
export interface ProvidedMaker {
  /** How tests can name it, which then is imported; undefined where they cannot. */
  readonly name: () => string | undefined;
  readonly signature: ts.Signature;
  readonly isNew: boolean;
}

/** What a project's files export that fits a type, whatever that is called: for types of which nothing else tells an example. */
export class ProvidedValues {
  private readonly context: ExampleContext;
  private exported: readonly ts.Symbol[] | undefined;
  /** What is tested speaks of these. */
  private words: ReadonlySet<string> | undefined;
  private leftMs = BUDGET_MS;

  public constructor(context: ExampleContext) {
    this.context = context;
  }

  /** Names of exported constants that can be taken for it; those that can be used without an argument. */
  public constantsOf(wanted: ts.Type): string[] {
    const { checker, names, place, typescript } = this.context;
    const found: string[] = [];
    this.each(wanted, (symbol, isOf) => {
      if ((symbol.flags & typescript.SymbolFlags.Variable) === 0) return true;
      if (!isOf(checker.getTypeOfSymbolAtLocation(symbol, place))) return true;
      const name = names.nameOf(symbol);
      if (name !== undefined) found.push(name);
      return found.length < MOST_CONSTANTS;
    });
    return found;
  }

  /** Functions and constructors that give it: those first that what is tested speaks of, then those that need the least. */
  public makersOf(wanted: ts.Type): readonly ProvidedMaker[] {
    const { checker, names, place, typescript } = this.context;
    const words = (this.words ??= wordsOf(place));
    const found: { readonly maker: ProvidedMaker; readonly needed: number; readonly isMeant: boolean }[] = [];
    this.each(wanted, (symbol, isOf) => {
      const { declarations = [] } = symbol;
      if (declarations.some(({ pos, end }) => place.pos >= pos && place.end <= end)) return true; // what is tested
      if (declarations.some((one) => hasModifier(typescript, one, typescript.ModifierFlags.Abstract))) return true;
      const isMeant = words.has(symbol.name.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
      if (!isMeant && found.length >= MOST_MAKERS) return true;
      const own = checker.getTypeOfSymbolAtLocation(symbol, place);
      for (const isNew of [true, false]) {
        const [signature] = isNew ? own.getConstructSignatures() : own.getCallSignatures();
        if (signature === undefined || !isOf(signature.getReturnType())) continue;
        const needed = signature.parameters.filter((one) => !this.mayBeLeftOut(one)).length;
        found.push({ maker: { name: () => names.nameOf(symbol), signature, isNew }, needed, isMeant });
        break;
      }
      return true;
    });
    return found.sort((a, b) => Number(b.isMeant) - Number(a.isMeant) || a.needed - b.needed).map(({ maker }) => maker);
  }

  /** Shows values until `look` has enough or the time is over; `isOf` says whether a type can be taken for the wanted one. */
  private each(wanted: ts.Type, look: (symbol: ts.Symbol, isOf: (type: ts.Type) => boolean) => boolean): void {
    const { checker, typescript } = this.context;
    const { TypeFlags } = typescript;
    const needed = checker
      .getPropertiesOfType(wanted)
      .filter(({ flags }) => (flags & typescript.SymbolFlags.Optional) === 0);
    // What has nothing of its own is everything.
    if (needed.length === 0) return;
    const isOf = (type: ts.Type) =>
      (type.flags & (TypeFlags.Any | TypeFlags.Unknown | TypeFlags.Never | TypeFlags.TypeParameter)) === 0 &&
      needed.every(({ name }) => type.getProperty(name) !== undefined) &&
      checker.isTypeAssignableTo(type, wanted);
    const started = performance.now();
    for (const symbol of (this.exported ??= this.read())) {
      if (performance.now() - started > this.leftMs || !look(symbol, isOf)) break;
    }
    this.leftMs -= performance.now() - started;
  }

  private mayBeLeftOut({ valueDeclaration }: ts.Symbol): boolean {
    if (valueDeclaration === undefined || !this.context.typescript.isParameter(valueDeclaration)) return false;
    const { questionToken, initializer, dotDotDotToken } = valueDeclaration;
    return (questionToken ?? initializer ?? dotDotDotToken) !== undefined;
  }

  /** Values that the project's files export: of the file itself, then of those that lie nearest to it. */
  private read(): readonly ts.Symbol[] {
    const { checker, place, program, typescript } = this.context;
    const own = place.getSourceFile().fileName;
    const files = program
      .getSourceFiles()
      .filter((file) => file.fileName === own || isImportable(typescript, program, file))
      .map((file) => ({ file, far: file.fileName === own ? 0 : distance(file.fileName, own) }))
      .sort((a, b) => a.far - b.far);
    const { Function, Variable, Class } = typescript.SymbolFlags;
    const symbols = files.flatMap(({ file }) => {
      const module = checker.getSymbolAtLocation(file);
      return module === undefined ? [] : checker.getExportsOfModule(module);
    });
    // Files export again what others declare.
    return [...new Set(symbols)].filter(({ flags }) => (flags & (Function | Variable | Class)) !== 0);
  }
}

function wordsOf(place: ts.Node): ReadonlySet<string> {
  const words = new Set(place.getText().toLowerCase().match(/[a-z][a-z0-9]{2,}/g));
  words.delete('function');
  return words;
}

/** Folders between two files, and one more. */
function distance(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')];
  const common = a.findIndex((part, at) => part !== b[at]);
  return a.length - common + (b.length - common);
}
