import { LineIndex } from '../../workspace/positions.ts';
import { replacing } from './candidate.ts';
import { saysIdle } from './repairs/statements.ts';
import type { Candidate, Problem, Workshop } from './types.ts';

/**
 * Only where a checker says that something declared is not used may it be removed: to remove what is wrong is no fix. Go's "is not used" of a
 * value means that something should be done with it: `_` in its place keeps a checker silent, and is no fix.
 */
const SAYS_UNUSED =
  /\b(?:unused|(?:declared|imported) and not used|never used|never read|not accessed|declared but|imported but|is assigned a value but)\b|\bF(?:401|841)\b|no-unused|TS(?:6133|6192|6196|6198)/i;

export function saysUnused(diagnostic: Problem['diagnostic']): boolean {
  const { message, code = '' } = diagnostic;
  return !saysIdle(diagnostic) && SAYS_UNUSED.test(`${message} ${code}`);
}

/** Candidates that remove what is not used: the line, the statement, or the one name out of a list. */
export async function removals({ languageId, text, diagnostic }: Problem, { syntax }: Workshop): Promise<Candidate[]> {
  if (!saysUnused(diagnostic)) return [];
  const lines = new LineIndex(text);
  const line = lines.lineAt(diagnostic.start);
  const [from, to] = [lines.lineStart(line), lines.lineStart(line + 1)];
  const candidates = [replacing(text, from, to, '', 'remove')];
  const units = await syntax.unitsAround(languageId, text, diagnostic.start, diagnostic.start + 1);
  const statement = units?.[0];
  if (statement?.kind === 'statement') {
    const first = lines.lineAt(statement.start);
    const last = lines.lineAt(Math.max(statement.start, statement.end - 1));
    if (last - first < 12)
      candidates.push(replacing(text, lines.lineStart(first), lines.lineStart(last + 1), '', 'remove'));
  }
  const name = /^[\w$]+/.exec(text.slice(diagnostic.start))?.[0];
  if (name !== undefined) {
    const behind = diagnostic.start + name.length;
    const withComma = /^\s*,[ \t]*/.exec(text.slice(behind))?.[0];
    if (withComma !== undefined)
      candidates.push(replacing(text, diagnostic.start, behind + withComma.length, '', 'remove'));
    const commaBefore = /,\s*$/.exec(text.slice(0, diagnostic.start))?.[0];
    if (commaBefore !== undefined)
      candidates.push(replacing(text, diagnostic.start - commaBefore.length, behind, '', 'remove'));
  }
  return candidates;
}
