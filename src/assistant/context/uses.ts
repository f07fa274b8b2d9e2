import type { Declaration } from '../../workspace/syntax/declarations.ts';

/** Text before and behind the cursor whose names count as used near it; in characters. */
const BEFORE = 1500;
const BEHIND = 500;

/** The names that are used near a cursor. */
export interface Uses {
  /** Nearest first. */
  readonly names: readonly string[];
  /** 0 for the nearest; undefined: not used near the cursor. */
  rankOf(name: string): number | undefined;
  /** Of a declaration: of its own name, where the type that it belongs to is used there, too. */
  rankOfDeclaration(declaration: Declaration): number | undefined;
  /** Names used as `owner.name`, nearest first. */
  membersOf(owner: string): string[];
}

export function usesNear(before: string, after: string): Uses {
  const above = [...before.slice(-BEFORE).matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)].map(([name]) => name).reverse();
  const below = [...after.slice(0, BEHIND).matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)].map(([name]) => name);
  const ranks = new Map<string, number>();
  for (const name of [...above, ...below]) if (name.length > 1 && !ranks.has(name)) ranks.set(name, ranks.size);
  const near = before.slice(-BEFORE) + ' ' + after.slice(0, BEHIND);
  return {
    names: [...ranks.keys()],
    rankOf: (name) => ranks.get(name),
    rankOfDeclaration: ({ name, owner }) => (owner === undefined || ranks.has(owner) ? ranks.get(name) : undefined),
    membersOf: (owner) => {
      const pattern = new RegExp(`(?<![\\w$.])${owner.replaceAll(/[$.*]/g, '\\$&')}\\.([\\w$]+)`, 'g');
      const names = new Set([...near.matchAll(pattern)].map(([, name = '']) => name));
      return [...names].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
    },
  };
}
