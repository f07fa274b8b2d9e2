import type { Translate } from '../presentation.ts';
import type { Review } from './review.ts';

/** What a proposal has to say beside its text: as in `Proposal`. */
export interface Findings {
  readonly passed: readonly string[];
  readonly unchecked: readonly string[];
  readonly warnings: readonly string[];
}

/** A line of links above a line of the preview; those without a command only tell. */
export interface Lens {
  readonly line: number;
  readonly title: string;
  readonly command?: string;
  /** The hunk that the command is about. */
  readonly hunk?: number;
}

/** The links of a preview: at the top of the document and at the first open hunk all, at the others what concerns them. */
export function lensesOf(review: Review, findings: Findings, t: Translate): Lens[] {
  const open = review.numbers('open');
  const rows = review.rows();
  const lineOf = (hunk: number) => rows.findIndex((row) => row.hunk === hunk);
  const summary = summaryOf(review, findings, t);
  const [first] = open;
  const lenses = open.flatMap((hunk) => {
    const line = lineOf(hunk);
    const own = [
      { line, title: t('Accept'), command: 'acceptChange', hunk },
      { line, title: t('Discard'), command: 'discardChange', hunk },
    ];
    return hunk === first ? [...own, ...all(open.length, t), ...summary].map((lens) => ({ ...lens, line })) : own;
  });
  // The preview opens at the first change: of a single one, everything is said there.
  const saidThere = review.hunks.length < 2 || first === undefined || lineOf(first) === 0;
  const top = saidThere ? [] : [...all(Math.max(open.length, 2), t), ...summary].map((lens) => ({ ...lens, line: 0 }));
  return [...top, ...lenses];
}

function all(open: number, t: Translate): Omit<Lens, 'line'>[] {
  const compare = { title: t('Compare Side by Side'), command: 'compareChanges' };
  if (open < 2) return [compare];
  return [
    { title: t('Accept All'), command: 'acceptAllChanges' },
    { title: t('Discard All'), command: 'discardAllChanges' },
    compare,
  ];
}

function summaryOf(review: Review, { passed, unchecked, warnings }: Findings, t: Translate): Omit<Lens, 'line'>[] {
  const partly = review.numbers('discarded').length > 0;
  const titles = [
    ...warnings.map((warning) => `$(warning) ${warning}`),
    ...(passed.length === 0 ? [] : [`$(check) ${passed.join(', ')}`]),
    // Whatever was checked had every change in it.
    ...(partly && passed.length > 0 ? [`$(circle-slash) ${t('Checked only with all changes')}`] : []),
    ...(unchecked.length === 0 ? [] : [`$(circle-slash) ${t('Not checked: {0}', unchecked.join(', '))}`]),
  ];
  return titles.map((title) => ({ title }));
}
