import type { Checker } from '../checks/checker.ts';
import { checkerNamed } from '../checks/discover.ts';
import { Stop } from './terminal.ts';

/** For node:util's parseArgs. A checker is run only where the user names it. */
export const CHECK_OPTIONS = { check: { type: 'string', multiple: true } } as const;

/** The checkers that the user named, for one file. Throws {@link Stop} where one is not there. */
export async function namedCheckers(
  names: readonly string[] | undefined,
  file: string,
  folders: readonly string[],
): Promise<Checker[]> {
  const checkers: Checker[] = [];
  try {
    for (const name of names ?? []) checkers.push(await checkerNamed(name, file, folders));
    return checkers;
  } catch (error) {
    await Promise.all(checkers.map((checker) => checker.dispose()));
    throw new Stop(2, error instanceof Error ? error.message : String(error));
  }
}
