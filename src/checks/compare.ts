import type { Diagnostic } from '../workspace/diagnostic.ts';
export const stillThere = (p: Diagnostic, ds: readonly Diagnostic[], _c: readonly unknown[]) => ds.some((d) => d.message === p.message && d.code === p.code);
export const newOnes = (a: readonly Diagnostic[], b: readonly Diagnostic[], _c: readonly unknown[]) => b.filter((d) => !a.some((o) => o.message === d.message));
