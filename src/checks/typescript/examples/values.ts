import type ts from 'typescript';
import { callbacks } from './callbacks.ts';
import type { ExampleContext } from './context.ts';
import { interleaved, objects, tuples, type Field } from './combine.ts';
import { hasModifier } from './modifiers.ts';
import { ProvidedValues } from './provided.ts';
import { STANDARD } from './standard.ts';

/** Examples at most of a type, by how deep it stands in another one. */
const MOST = [12, 6, 3, 2];
const DEEPEST = 4;
/** Types looked at for one function: some lead to hundreds of others. */
const MOST_VISITS = 3_000;
/** Longer ones nobody would write into a test. */
const MOST_CHARACTERS = [240, 120];
const MOST_PROPERTIES = 24;
const MOST_MAKERS = 4;
const MOST_CONSTRUCTED = 4;
const MOST_PROVIDED = 6;

/** Expressions of a type: the usual one first, then borders. */
export class TypeExamples {
  private readonly context: ExampleContext;
  private readonly provided: ProvidedValues;
  private readonly stack: ts.Type[] = [];
  private visits = 0;

  public constructor(context: ExampleContext) {
    this.context = context;
    this.provided = new ProvidedValues(context);
  }

  /** Empty where the type says nothing, or no expression of it is known. */
  public of(type: ts.Type, depth = 0): readonly string[] {
    if (this.visits++ > MOST_VISITS || depth > DEEPEST) return [];
    const longest = MOST_CHARACTERS[depth] ?? 80;
    const found = this.found(type, depth);
    const short = found.filter(({ length }) => length <= longest);
    const [least] = short.length > 0 ? [] : [...found].sort((a, b) => a.length - b.length);
    // A long one is better than none.
    if (least !== undefined && least.length <= 2 * longest) return [least];
    return [...new Set(short)].slice(0, MOST[depth] ?? 1);
  }

  private found(type: ts.Type, depth: number): readonly string[] {
    const { TypeFlags } = this.context.typescript;
    const is = (flags: ts.TypeFlags) => (type.flags & flags) !== 0;
    if (is(TypeFlags.Any | TypeFlags.Unknown)) return depth === 0 ? [] : ['1', "'a b'"];
    if (is(TypeFlags.Never)) return [];
    if (is(TypeFlags.EnumLiteral) && !type.isUnion()) return this.members(type);
    if (type.isStringLiteral()) return [quoted(type.value)];
    if (is(TypeFlags.Literal)) return [this.context.checker.typeToString(type)];
    if (is(TypeFlags.String)) return ["'a b'", "''", "'12'"];
    if (is(TypeFlags.Number)) return ['2', '0', '-1', '1.5'];
    if (is(TypeFlags.Boolean)) return ['true', 'false'];
    if (is(TypeFlags.BigInt)) return ['2n', '0n', '-1n'];
    if (is(TypeFlags.ESSymbol)) return ["Symbol('a')"];
    if (is(TypeFlags.Null)) return ['null'];
    if (is(TypeFlags.Undefined | TypeFlags.Void)) return ['undefined'];
    if (is(TypeFlags.NonPrimitive)) return ['{ a: 1 }', '{}', '[1]'];
    if (is(TypeFlags.TemplateLiteral)) return this.templates(type as ts.TemplateLiteralType, depth);
    if (is(TypeFlags.Index)) return ["'a'", "'b'"];
    if (type.isUnion()) return this.union(type, depth);
    if (is(TypeFlags.Instantiable)) return this.constrained(type, depth);
    if (type.isIntersection()) {
      const primitive = type.types.find(({ flags }) => (flags & (TypeFlags.StringLike | TypeFlags.NumberLike)) !== 0);
      if (primitive !== undefined) return this.of(primitive, depth);
    }
    return this.guarded(type, depth);
  }

  /** A type that holds itself is not looked into again. */
  private guarded(type: ts.Type, depth: number): readonly string[] {
    const symbol = symbolOf(type);
    const isSame = (one: ts.Type) => one === type || (one.symbol === symbol && this.isGeneric(one));
    if (this.stack.some(isSame)) return [];
    this.stack.push(type);
    try {
      return this.object(type, depth);
    } finally {
      this.stack.pop();
    }
  }

  /** `Tree<A>` beside `Tree<B>`; lists of lists are nothing unusual. */
  private isGeneric(type: ts.Type): boolean {
    const { target } = type as Partial<ts.TypeReference>;
    return target !== undefined && !isTuple(this.context.typescript, type) && !this.isStandard(type);
  }

  private union(type: ts.UnionType, depth: number): string[] {
    const { TypeFlags } = this.context.typescript;
    const nothing = TypeFlags.Null | TypeFlags.Undefined | TypeFlags.Void;
    const isNothing = ({ flags }: ts.Type) => (flags & nothing) !== 0;
    const members = [...type.types.filter((one) => !isNothing(one)), ...type.types.filter(isNothing)];
    // At the end of what may be nested, nothing at all is the simplest.
    if (depth >= 2) members.reverse();
    return interleaved(members.map((one) => this.of(one, depth)));
  }

  /** A type parameter, or what is made of one. */
  private constrained(type: ts.Type, depth: number): readonly string[] {
    const { checker, typescript } = this.context;
    const declaration = symbolOf(type)?.declarations?.[0];
    if (type.isTypeParameter() && declaration !== undefined && typescript.isTypeParameterDeclaration(declaration)) {
      // `K extends keyof T` is a key of the usual example of `T`.
      const { constraint } = declaration;
      if (constraint !== undefined && (checker.getTypeAtLocation(constraint).flags & typescript.TypeFlags.Index) !== 0)
        return ["'a'", "'b'"];
    }
    const constraint = checker.getBaseConstraintOfType(type);
    const isOpen =
      constraint === undefined ||
      constraint === type ||
      (constraint.flags & (typescript.TypeFlags.Any | typescript.TypeFlags.Unknown)) !== 0;
    if (isOpen) return depth === 0 ? [] : ['1', '2', "'a b'"];
    return this.of(constraint, depth);
  }

  private templates({ texts, types }: ts.TemplateLiteralType, depth: number): string[] {
    const parts = types.map((type) => this.of(type, depth + 1).map((one) => one.replace(/^'(.*)'$/s, '$1')));
    const joined = (place: number) =>
      texts.map((text, index) => text + (parts[index]?.[place] ?? parts[index]?.[0] ?? '')).join('');
    return [quoted(joined(0)), quoted(joined(1))];
  }

  /** `Level.Low`, where the enum can be named, else the number that it is. */
  private members(type: ts.Type): string[] {
    const { names, typescript, checker } = this.context;
    const member = type.symbol.valueDeclaration;
    if (member === undefined || !typescript.isEnumMember(member)) return [];
    const owner = checker.getSymbolAtLocation(member.parent.name);
    const name = owner && names.nameOf(owner);
    if (name !== undefined) return [`${name}.${type.symbol.name}`];
    return type.isNumberLiteral() ? [String(type.value)] : [];
  }

  private object(type: ts.Type, depth: number): readonly string[] {
    const { checker } = this.context;
    const name = symbolOf(type)?.name;
    if (isTuple(this.context.typescript, type)) return this.tuple(type, depth);
    if (name === 'Array' || name === 'ReadonlyArray') return this.array(type as ts.TypeReference, depth);
    const standard = name !== undefined && Object.hasOwn(STANDARD, name) ? STANDARD[name] : undefined;
    if (standard !== undefined && this.isStandard(type)) {
      const of = checker.getTypeArguments(type as ts.TypeReference);
      return standard((place) => (of[place] && this.of(of[place], depth + 1)[0]) ?? '1');
    }
    if (name?.endsWith('Constructor') === true && this.isStandard(type)) return [name.replace(/Constructor$/, '')];
    const [signature] = type.getCallSignatures();
    if (signature !== undefined) {
      const needed = checker.getPropertiesOfType(type).filter((one) => !this.isOptional(one));
      if (needed.length > 0) return this.offered(type, depth);
      return callbacks(signature, this.context, (one) => this.of(one, depth + 1));
    }
    const [construct] = type.getConstructSignatures();
    if (construct !== undefined) return this.classes(construct);
    const constructed = this.constructed(type, depth);
    // What is made of nothing shows little.
    const isComplete = constructed[0]?.endsWith('()') === false;
    const made = isComplete || depth > 1 ? [] : this.made(type, depth);
    const literal = constructed.length > 0 && this.isClass(type) ? [] : this.literals(type, depth);
    // What only does something is made by whoever knows how; what holds data is written down.
    const doesSomething = literal[0]?.includes('=>') === true;
    const isKnown = made.length + constructed.length + literal.length > 0;
    const offered = depth > 1 || (isKnown && !doesSomething && !this.isClass(type)) ? [] : this.offered(type, depth, isKnown);
    if (doesSomething || this.isClass(type)) return [...made, ...offered, ...constructed, ...literal];
    return [...literal, ...constructed, ...made, ...offered];
  }

  /** What the project exports that can be taken for it: values as they are, then what constructors and functions give where nothing else is known. */
  private offered(type: ts.Type, depth: number, isKnown = false): readonly string[] {
    if (this.isStandard(type)) return [];
    const found = this.provided.constantsOf(type);
    if (isKnown) return found;
    for (const { name, signature, isNew } of this.provided.makersOf(type)) {
      if (found.length >= MOST_PROVIDED) break;
      const [list] = this.argumentLists(signature, depth);
      const named = list && name();
      if (named !== undefined) found.push(`${isNew ? 'new ' : ''}${named}(${list?.join(', ') ?? ''})`);
    }
    return found.slice(0, MOST_PROVIDED);
  }

  private isClass(type: ts.Type): boolean {
    const symbol = symbolOf(type);
    return symbol !== undefined && (symbol.flags & this.context.typescript.SymbolFlags.Class) !== 0;
  }

  private isOptional({ flags }: ts.Symbol): boolean {
    return (flags & this.context.typescript.SymbolFlags.Optional) !== 0;
  }

  /** Of the language's or the platform's own declarations. */
  private isStandard(type: ts.Type): boolean {
    const { program } = this.context;
    return (symbolOf(type)?.declarations ?? []).some((one) => {
      const file = one.getSourceFile();
      return program.isSourceFileDefaultLibrary(file) || file.fileName.includes('/@types/node/');
    });
  }

  private array(type: ts.TypeReference, depth: number): string[] {
    const { checker, typescript } = this.context;
    const [of] = checker.getTypeArguments(type);
    if (of === undefined) return ['[]'];
    if ((of.flags & typescript.TypeFlags.Number) !== 0) return ['[1, 2, 3]', '[]', '[2, -1]'];
    if ((of.flags & typescript.TypeFlags.String) !== 0) return ["['a', 'b']", '[]', "['']"];
    const elements = this.of(of, depth + 1);
    const [first, second] = elements;
    if (first === undefined) return (of.flags & typescript.TypeFlags.TypeParameter) !== 0 ? ['[1, 2, 3]', '[]'] : ['[]'];
    const isOpen = first === '1';
    const both = second === undefined ? [] : [`[${first}, ${second}]`];
    return [isOpen ? '[1, 2, 3]' : `[${first}]`, '[]', ...both, ...elements.slice(1).map((one) => `[${one}]`)];
  }

  private tuple(type: ts.TypeReference, depth: number): readonly string[] {
    const { checker } = this.context;
    const { elementFlags, minLength } = type.target as ts.TupleType;
    const values = checker.getTypeArguments(type).map((one) => this.of(one, depth + 1));
    return tuples(values, minLength, elementFlags.length);
  }

  private constructed(type: ts.Type, depth: number): readonly string[] {
    const { checker, names, place, typescript } = this.context;
    const symbol = symbolOf(type);
    if (symbol === undefined) return [];
    const { SymbolFlags, ModifierFlags } = typescript;
    const isGlobal = (symbol.flags & SymbolFlags.Variable) !== 0 && this.isStandard(type);
    if (!this.isClass(type) && !isGlobal) return [];
    const name = names.nameOf(symbol);
    if (name === undefined) return [];
    if (hasModifier(typescript, symbol.valueDeclaration, ModifierFlags.Abstract)) return this.ofSubclasses(symbol, depth);
    const found: string[] = [];
    const own = checker.getTypeOfSymbolAtLocation(symbol, place);
    for (const signature of own.getConstructSignatures()) {
      if (hasModifier(typescript, signature.declaration, ModifierFlags.Private | ModifierFlags.Protected)) continue;
      found.push(...this.argumentLists(signature, depth).map((list) => `new ${name}(${list.join(', ')})`));
    }
    if (found.length === 0) found.push(...this.ofStatics(own, symbol, name, depth));
    return found.slice(0, MOST_CONSTRUCTED);
  }

  /** `Box.of(2)`, where only the class itself may make one. */
  private ofStatics(own: ts.Type, symbol: ts.Symbol, name: string, depth: number): string[] {
    const { checker, place } = this.context;
    return checker.getPropertiesOfType(own).flatMap((property) => {
      const [signature] = checker.getTypeOfSymbolAtLocation(property, place).getCallSignatures();
      if (signature === undefined || symbolOf(signature.getReturnType()) !== symbol) return [];
      const lists = this.argumentLists(signature, depth);
      return lists.map((list) => `${name}.${property.name}(${list.join(', ')})`);
    });
  }

  /** The class that a constructor is of. */
  private classes(signature: ts.Signature): string[] {
    const symbol = symbolOf(signature.getReturnType());
    const name = symbol && (symbol.flags & this.context.typescript.SymbolFlags.Value) !== 0 && this.context.names.nameOf(symbol);
    return name ? [name] : [];
  }

  /** Of classes of the same file that say they extend it. */
  private ofSubclasses(symbol: ts.Symbol, depth: number): string[] {
    const { checker, typescript } = this.context;
    const file = symbol.valueDeclaration?.getSourceFile();
    return (file?.statements ?? []).flatMap((statement) => {
      if (!typescript.isClassDeclaration(statement) || statement.name === undefined) return [];
      const base = statement.heritageClauses?.[0]?.types[0]?.expression.getText(file);
      const own = checker.getSymbolAtLocation(statement.name);
      if (base !== symbol.name || own === undefined) return [];
      return this.of(checker.getDeclaredTypeOfSymbol(own), depth).slice(0, 1);
    });
  }

  /** Calls of exported functions that give it. */
  private made(type: ts.Type, depth: number): readonly string[] {
    const { checker, makers, names, place } = this.context;
    const symbol = symbolOf(type);
    if (symbol === undefined || symbol.name.startsWith('__') || this.isStandard(type)) return [];
    const found = new Set<string>();
    for (const maker of makers.of(symbol.name)) {
      if (found.size >= MOST_MAKERS) break;
      if (maker.name === undefined || (place.pos >= maker.pos && place.end <= maker.end)) continue;
      const own = checker.getSymbolAtLocation(maker.name);
      const signature = checker.getSignatureFromDeclaration(maker);
      if (own === undefined || signature === undefined) continue;
      if (symbolOf(signature.getReturnType()) !== symbol) continue;
      const [list, other = list] = this.argumentLists(signature, depth);
      const name = list && names.nameOf(own);
      if (list === undefined || name === undefined) continue;
      found.add(`${name}(${list.join(', ')})`);
      // Of what takes any number of values, none is a case of its own.
      if (other?.length === 0) found.add(`${name}()`);
    }
    return [...found];
  }

  /** Lists of arguments: what is needed, then all, then others of each; none where something needed has no example. */
  public argumentLists(signature: ts.Signature, depth: number): readonly (readonly string[])[] {
    const parameters = this.parametersOf(signature, depth + 1);
    const needed = parameters.filter(({ isOptional, isVariadic }) => !isOptional && !isVariadic);
    if (needed.some(({ values }) => values.length === 0)) return [];
    const usual = parameters.map(({ values }) => values[0]);
    const given = usual.findIndex((one) => one === undefined);
    const all = usual.slice(0, given < 0 ? undefined : given).flatMap((one) => one ?? []);
    const last = parameters.at(-1);
    if (last?.isVariadic === true && all.length === parameters.length) all.push(...last.values.slice(1, 2));
    const required = all.slice(0, needed.length);
    const variadic = parameters.some(({ isVariadic }) => isVariadic);
    const others = needed.flatMap(({ values }, index) =>
      values.slice(1).map((value) => required.map((one, other) => (other === index ? value : one))),
    );
    return variadic ? [all, required, ...others] : [required, all, ...others];
  }

  /** The parameters of a signature with examples of each. */
  public parametersOf(
    signature: ts.Signature,
    depth = 0,
  ): { name: string; type: string; isOptional: boolean; isVariadic: boolean; values: readonly string[] }[] {
    const { checker, place, typescript } = this.context;
    return signature.parameters.map((parameter) => {
      const declaration = parameter.valueDeclaration;
      const own = declaration !== undefined && typescript.isParameter(declaration) ? declaration : undefined;
      const isVariadic = own?.dotDotDotToken !== undefined;
      const whole = checker.getTypeOfSymbolAtLocation(parameter, place);
      const type = isVariadic ? elementOf(this.context, whole) : whole;
      const isOptional =
        isVariadic || own?.questionToken !== undefined || own?.initializer !== undefined || this.isOptional(parameter);
      const values = this.of(type, depth);
      return {
        name: own?.name.getText() ?? parameter.name,
        type: checker.typeToString(type),
        isOptional,
        isVariadic,
        values: isOptional ? values.filter((one) => one !== 'undefined') : values,
      };
    });
  }

  private literals(type: ts.Type, depth: number): readonly string[] {
    const { checker, place, typescript } = this.context;
    const properties = checker.getPropertiesOfType(type);
    const index = type.getStringIndexType();
    if (properties.length === 0) {
      const [one = '1', two] = index === undefined ? [] : this.of(index, depth + 1);
      return [`{ a: ${one} }`, '{}', ...(two === undefined || index === undefined ? [] : [`{ a: ${one}, b: ${two} }`])];
    }
    const { Private, Protected } = typescript.ModifierFlags;
    const isHidden = (one: ts.Declaration) => hasModifier(typescript, one, Private | Protected);
    const fields: Field[] = [];
    for (const property of properties) {
      const isOptional = this.isOptional(property);
      if (fields.length >= MOST_PROPERTIES) {
        if (isOptional) continue;
        return [];
      }
      const isUnwritable = property.name.startsWith('__@') || (property.declarations ?? []).some(isHidden);
      const values = isUnwritable
        ? []
        : this.of(checker.getTypeOfSymbolAtLocation(property, place), depth + 1).filter(
            (one) => !isOptional || one !== 'undefined',
          );
      if (values.length > 0) fields.push({ key: keyOf(property.name), values, isOptional });
      else if (!isOptional) return [];
    }
    return objects(fields);
  }
}

/** A tuple, for one, has none. */
function symbolOf(type: ts.Type): ts.Symbol | undefined {
  return (type as { readonly symbol?: ts.Symbol }).symbol;
}

/** What each of `...rest` is. */
function elementOf({ checker }: ExampleContext, whole: ts.Type): ts.Type {
  const constraint = checker.getBaseConstraintOfType(whole) ?? whole;
  return constraint.getNumberIndexType() ?? whole;
}

function isTuple(typescript: typeof ts, type: ts.Type): type is ts.TypeReference {
  const { target } = type as Partial<ts.TypeReference>;
  return target !== undefined && (target.objectFlags & typescript.ObjectFlags.Tuple) !== 0;
}

function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function keyOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}
