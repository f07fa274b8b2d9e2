import type { Framework } from '../../types.ts';

/** What a sign in the project says. `because` follows the framework's name: `pytest, because …`. */
export type Decision =
  | { readonly framework: Framework; readonly because: string }
  /** The project uses another one, that no tests are written for. */
  | { readonly unsupported: string };

export function decided(framework: Framework, because: string): Decision {
  return { framework, because };
}

/** What most say; of the same, what the first says. */
export function mostVotes<T>(votes: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const vote of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}
