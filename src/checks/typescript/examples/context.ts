import type ts from 'typescript';
import type { Makers } from './makers.ts';
import type { ExportedNames } from './names.ts';

/** What examples of types are made from. */
export interface ExampleContext {
  readonly typescript: typeof ts;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  /** Where types are looked at from. */
  readonly place: ts.Node;
  readonly names: ExportedNames;
  readonly makers: Makers;
}
