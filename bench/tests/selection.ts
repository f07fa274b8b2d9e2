import { halfOf, shuffled, type Half } from '../eval/order.ts';
import { leastUsed, Spread } from '../fix/selection.ts';
import type { Listed } from './list.ts';

/** Functions of one file, and of one package. */
export const MOST = { file: 3, package: 8 };
/** Of the functions of a language at most so many are methods. */
export const METHODS = 0.2;

/** What a function was dropped for. */
export interface Dropped {
  readonly listed: Listed;
  readonly reason: string;
}

/**
 * As many functions of one language in each half, from all packages and files in turn, always the same ones of the same
 * candidates. `refusal` says why a function cannot be used; the others of its file are then passed over too.
 */
export async function chosen(
  candidates: readonly Listed[],
  perHalf: number,
  refusal: (listed: Listed) => Promise<string | undefined>,
): Promise<{ readonly list: Listed[]; readonly dropped: Dropped[] }> {
  const list: Listed[] = [];
  const dropped: Dropped[] = [];
  const spread = new Spread();
  const halves: Record<Half, number> = { tune: 0, kept: 0 };
  let methods = 0;
  let pool = shuffled(candidates, ({ id }) => id, 'tests');
  const isOpen = (listed: Listed): boolean => {
    const [source = '', file = ''] = kindsOf(listed);
    return (
      halves[halfOf(listed.id)] < perHalf &&
      spread.of(source) < MOST.package &&
      spread.of(file) < MOST.file &&
      (listed.owner === undefined || methods + 1 <= METHODS * 2 * perHalf)
    );
  };
  for (;;) {
    const next = leastUsed(pool.filter(isOpen), spread, kindsOf);
    if (!next) return { list, dropped };
    const reason = await refusal(next);
    if (reason === undefined) {
      list.push(next);
      spread.add(1, kindsOf(next));
      halves[halfOf(next.id)]++;
      if (next.owner !== undefined) methods++;
      pool = pool.filter((listed) => listed !== next);
    } else {
      const [, file] = kindsOf(next);
      const isOfFile = (listed: Listed) => kindsOf(listed)[1] === file;
      dropped.push(...pool.filter(isOfFile).map((listed) => ({ listed, reason })));
      pool = pool.filter((listed) => !isOfFile(listed));
    }
  }
}

const kindsOf = ({ package: source, file }: Listed): readonly string[] => [source, `${source}/${file}`];
