import type ts from 'typescript';

/** Whether a declaration, or what holds it, has one of these modifiers; what is not declared has none. */
export function hasModifier(
  typescript: typeof ts,
  declaration: ts.Declaration | undefined,
  flags: ts.ModifierFlags,
): boolean {
  return declaration !== undefined && (typescript.getCombinedModifierFlags(declaration) & flags) !== 0;
}
