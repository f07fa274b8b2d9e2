import { LineIndex } from '../../../workspace/positions.ts';
import type { Candidate, Problem, Workshop } from '../types.ts';
import { proposed, replacement } from './proposal.ts';
import { namesDeclaredIn, placesOf, scopeOf } from './scope.ts';

const SAYS_IDLE = /expression value is unused|\bis not used$|is not used\b(?!.*import)|no-unused-expressions|\bB018\b/i;
const SAYS_NO_RETURN =
  /must return a value|not all code paths return|lacks ending return|must return value|missing return/i;
const MOST_RETURNED = 8;

/** A function ends without the value that it should give. */
export const saysNoReturn = ({ message }: Problem['diagnostic']): boolean => SAYS_NO_RETURN.test(message);

/** A value is computed, and nothing is done with it. */
export function saysIdle({ message, code = '' }: Problem['diagnostic']): boolean {
  return SAYS_IDLE.test(`${message} ${code}`);
}

/** Repairs of a statement: a `return`, an `async`, a sign of assignment or a result that is missing. */
export async function statementRepairs(problem: Problem, workshop: Workshop): Promise<Candidate[]> {
  const { text, languageId, diagnostic } = problem;
  const lines = new LineIndex(text);
  const line = lines.lineAt(diagnostic.start);
  const first = lines.lineStart(line) + (/^\s*/.exec(lines.lineText(line))?.[0].length ?? 0);
  const candidates: Candidate[] = [];
  if (saysIdle(diagnostic)) candidates.push(...uses(text, lines, line, first));
  if (saysNoReturn(diagnostic)) candidates.push(...(await returns(problem, workshop)));
  if (languageId === 'python' && /\bawait\b.*\basync\b|outside (?:of )?async/i.test(diagnostic.message)) {
    const { start } = await scopeOf(problem, workshop);
    const at = start + Math.max(0, text.slice(start).search(/\bdef\b/));
    candidates.push(replacement(text, at, at, 'async '));
  }
  if (languageId === 'go') candidates.push(...goStatements(problem, first, lines.lineEnd(line)));
  return candidates;
}

/** What may have been meant with a value that nothing is done with: to return it, where nothing follows; to assign; to call. */
function uses(text: string, lines: LineIndex, line: number, first: number): Candidate[] {
  const code = text.slice(first, lines.lineEnd(line)).replace(/\s*(?:#.*|\/\/.*)?$/, '');
  const end = first + code.length - (code.endsWith(';') ? 1 : 0);
  const comparison = /^[\w$.[\]]+\s*(==)/.exec(code);
  const sign = first + (comparison?.[0].length ?? 0);
  return [
    ...(isLastInBlock(lines, line) ? [replacement(text, first, first, 'return ')] : []),
    ...(comparison ? [replacement(text, sign - 2, sign, '=')] : []),
    ...(/^[\w$]+(?:\.[\w$]+)+;?$/.test(code) ? [replacement(text, end, end, '()')] : []),
  ];
}

/** Whether the next line of code, behind the statement that begins on this line, stands further out. */
function isLastInBlock(lines: LineIndex, line: number): boolean {
  const depth = (at: number) => /^\s*/.exec(lines.lineText(at))?.[0].length ?? 0;
  for (let next = line + 1; next < lines.lineCount; next++) {
    if (lines.lineText(next).trim() === '' || depth(next) > depth(line)) continue;
    // The closing bracket of the statement itself.
    if (depth(next) === depth(line) && /^\s*[)\]]/.test(lines.lineText(next))) continue;
    return depth(next) < depth(line);
  }
  return true;
}

/** The last statement's value returned, and each of what the function computed: what it used for nothing first. */
async function returns(problem: Problem, workshop: Workshop): Promise<Candidate[]> {
  const { text, languageId } = problem;
  const scope = await scopeOf(problem, workshop);
  if (scope.start === 0 && scope.end === text.length) return [];
  const lines = new LineIndex(text);
  const last = lines.lineAt(scope.end - 1);
  const closes = /^\s*[}\])]/.test(lines.lineText(last));
  let lastBody = closes ? last - 1 : last;
  while (lastBody > 0 && lines.lineText(lastBody).trim() === '') lastBody--;
  if (lastBody <= lines.lineAt(scope.start)) return [];
  const code = lines.lineText(lastBody);
  const closing = /^\s*/.exec(lines.lineText(closes ? last : lines.lineAt(scope.start)))?.[0] ?? '';
  const unit = languageId === 'go' ? '\t' : languageId === 'python' ? '    ' : '  ';
  const indentation = closing + (/\S/.test(code) && code.startsWith(closing + '\t') ? '\t' : unit);
  const at = lines.lineStart(lastBody + 1);
  const end = /;\s*$/.test(code) ? ';' : '';
  const start = lines.lineStart(lastBody) + (/^\s*/.exec(code)?.[0].length ?? 0);
  const isExpression =
    !/^\s*(?:return|throw|raise|if|for|while|const|let|var|else|[}\])])/.test(code) && !/[^=!<>]=(?![=>])/.test(code);
  const values = namesDeclaredIn(text, scope)
    .map((name) => ({ name, uses: placesOf(text, name, scope).length }))
    .sort((a, b) => Number(a.uses > 1) - Number(b.uses > 1))
    .slice(0, MOST_RETURNED);
  return [
    ...(isExpression ? [replacement(text, start, start, 'return ')] : []),
    ...values.map(({ name, uses }) =>
      proposed(
        text,
        [{ start: at, end: at, newText: `${indentation}return ${name}${end}\n` }],
        uses > 1 ? 'guess' : 'repair',
      ),
    ),
  ];
}

/** What Go's compiler asks for in so many words. */
function goStatements({ text, diagnostic }: Problem, start: number, end: number): Candidate[] {
  const { message } = diagnostic;
  const code = text.slice(start, end);
  const insert = (at: number, newText: string) => replacement(text, start + at, start + at, newText);
  const declares = code.indexOf(':=');
  if (/declared and not used|on left side of :=|no new variables/.test(message) && declares >= 0)
    return [replacement(text, start + declares, start + declares + 1, '')];
  const sign = code.search(/\s*:?=(?!=)/);
  const mismatch = /assignment mismatch: (\d+) variables? but .* returns? (\d+) values?/.exec(message);
  if (mismatch && Number(mismatch[2]) === Number(mismatch[1]) + 1 && sign >= 0)
    return [insert(sign, ', err'), insert(sign, ', _'), insert(sign, ', ok')];
  const results = /not enough return values\s+have \(([^)]*)\)\s+want \(([^)]*)\)/.exec(message);
  if (results) {
    const [have = [], want = []] = results.slice(1).map((list) => list.split(/,\s*/).filter(Boolean));
    const zeros = want.slice(have.length).map(zeroOf);
    const behind = code.trimEnd().length;
    return [insert(behind, `${have.length > 0 ? ', ' : ' '}${zeros.join(', ')}`)];
  }
  return [];
}

function zeroOf(type: string): string {
  if (type === 'string') return '""';
  if (type === 'bool') return 'false';
  if (/^(?:u?int\d*|float\d+|byte|rune|complex\d+|number)$/.test(type)) return '0';
  return 'nil';
}
