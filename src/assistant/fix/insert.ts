import { LineIndex } from '../../workspace/positions.ts';
import { replacing } from './candidate.ts';
import { fillings } from './fill.ts';
import { saysNoReturn } from './repairs/statements.ts';
import type { Candidate, Problem, Workshop } from './types.ts';

const ALTERNATIVES = 3;
const LINE_TOKENS = 48;
const BLOCK_TOKENS = 72;
/** A guard and its body; what is longer is no missing line. */
const MOST_LINES = 4;

/** An import, by the languages' own words. */
const IMPORT = /^\s*(?:import\b|from\s+\S+\s+import\b|use\s|#include\b|using\s|require\b|const .* = require\()/;

/** Candidates by putting new lines in: above the problem, among the imports, at the end of the function around it. */
export async function inserted(problem: Problem, workshop: Workshop, signal: AbortSignal): Promise<Candidate[]> {
  const { text, languageId, diagnostic } = problem;
  const { engine, maxStepMs, syntax } = workshop;
  const lines = new LineIndex(text);
  const own = lines.lineAt(diagnostic.start);
  const places: { at: number; indentation: string; block: boolean }[] = [
    { at: lines.lineStart(own), indentation: indentationOf(lines.lineText(own)), block: true },
  ];
  const addLine = (line: number) => {
    const at = lines.lineStart(line);
    if (places.some((place) => place.at === at)) return;
    places.push({ at, indentation: indentationOf(lines.lineText(line)), block: false });
  };
  const imports = importPlace(text, lines);
  if (imports) places.push({ ...imports, block: false });
  const units = await syntax.unitsAround(languageId, text, diagnostic.start, diagnostic.start + 1);
  const around = units?.find(({ kind }) => kind === 'function');
  const inside = units?.slice(0, around ? units.indexOf(around) : undefined).filter(({ kind }) => kind === 'statement');
  // A declaration stands above the outermost statement that needs it.
  const outermost = inside?.at(-1);
  if (outermost) addLine(lines.lineAt(outermost.start));
  if (around) {
    const last = lines.lineAt(around.end - 1);
    const closes = /^\s*[}\])]/.test(lines.lineText(last)) && last > lines.lineAt(around.start);
    const lastBody = closes ? last - 1 : last;
    if (saysNoReturn(diagnostic) && closes) {
      const outer = indentationOf(lines.lineText(last));
      const unit = outer.startsWith('\t') || languageId === 'go' ? '\t' : '  ';
      places.unshift({ at: lines.lineStart(last), indentation: outer + unit + 'return ', block: false });
    }
    if (lastBody > lines.lineAt(around.start)) {
      const body = around.bodyStart === undefined ? lastBody : Math.min(lastBody, lines.lineAt(around.bodyStart) + 1);
      places.push({
        at: lines.lineStart(lastBody + 1),
        indentation: indentationOf(lines.lineText(body)),
        block: false,
      });
    }
  }

  const candidates: Candidate[] = [];
  for (const { at, indentation, block } of places) {
    if (signal.aborted) return candidates;
    const hole = { start: at, end: at, typed: indentation, behind: '\n' };
    const options = {
      engine,
      maxStepMs,
      maxTokens: block ? BLOCK_TOKENS : LINE_TOKENS,
      firstLineOnly: !block,
      alternatives: ALTERNATIVES,
    };
    for (const { text: said } of await fillings(problem, hole, options, signal)) {
      const whole = indentation + said;
      for (const shown of block ? leadingBlocks(whole) : [whole.split('\n', 1)[0] ?? ''])
        if (shown.trim() !== '') candidates.push(replacing(text, at, at, shown.trimEnd() + '\n', 'insert'));
    }
  }
  return candidates;
}

/** The first line, and the first few lines where they go on deeper: a condition and its body. */
export function leadingBlocks(said: string): string[] {
  const lines = said.split('\n');
  const first = lines[0] ?? '';
  const own = indentationOf(first).length;
  const block = [first];
  for (const line of lines.slice(1, MOST_LINES)) {
    const deep = indentationOf(line).length;
    if (line.trim() !== '' && deep <= own && !/^\s*[}\])]/.test(line)) break;
    block.push(line);
    if (line.trim() !== '' && deep <= own) break;
  }
  while (block.at(-1)?.trim() === '') block.pop();
  return block.length > 1 ? [block.join('\n'), first] : [first];
}

/** Behind the last import of the file's head, or at its top; in Go inside of the parentheses. */
function importPlace(text: string, lines: LineIndex): { at: number; indentation: string } | undefined {
  let last: number | undefined;
  for (let line = 0; line < Math.min(lines.lineCount, 200); line++) {
    const code = lines.lineText(line);
    if (/^import \($/.test(code)) {
      const end = text.indexOf('\n)', lines.lineStart(line));
      return end < 0 ? undefined : { at: end + 1, indentation: '\t' };
    }
    if (IMPORT.test(code) && !/^\s/.test(code)) last = line;
  }
  if (last === undefined) return undefined;
  // An import may run over several lines.
  while (last < lines.lineCount - 1 && /[,({]\s*$/.test(lines.lineText(last))) last++;
  return { at: lines.lineStart(last + 1), indentation: '' };
}

function indentationOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
