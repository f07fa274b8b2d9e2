import { LineIndex } from '../../workspace/positions.ts';
import { fillings } from './fill.ts';
import { pointedNames } from './near-names.ts';
import { saysUnknown } from './repairs/names.ts';
import { proposed } from './repairs/proposal.ts';
import type { Candidate, Problem, Workshop } from './types.ts';

const ALTERNATIVES = 3;
const VALUE_TOKENS = 40;

/**
 * Candidates that declare a name that is not known, above the statement that needs it: how a declaration begins is known, and the model says its value.
 */
export async function declared(problem: Problem, workshop: Workshop, signal: AbortSignal): Promise<Candidate[]> {
  const { text, languageId, diagnostic } = problem;
  const { engine, maxStepMs, syntax } = workshop;
  const [pointed] = saysUnknown(diagnostic) ? pointedNames(text, diagnostic) : [];
  if (pointed === undefined) return [];
  const { name, at } = pointed;
  // What is called or is a type is no variable that one line could declare.
  if (/^\s*[(<]/.test(text.slice(at + name.length)) || /^\p{Lu}/u.test(name)) return [];
  const units = (await syntax.unitsAround(languageId, text, diagnostic.start, diagnostic.start + 1)) ?? [];
  const around = units.findIndex(({ kind }) => kind === 'function');
  const function_ = units[around];
  const outermost = units
    .slice(0, around < 0 ? undefined : around)
    .filter(({ kind }) => kind === 'statement')
    .at(-1);
  if (outermost === undefined) return [];
  const code = function_ ? text.slice(function_.start, function_.end) : text;
  const beginning = declarationOf(languageId, name, code);
  if (beginning === undefined) return [];
  const lines = new LineIndex(text);
  const line = lines.lineAt(outermost.start);
  const start = lines.lineStart(line);
  const typed = (/^[ \t]*/.exec(lines.lineText(line))?.[0] ?? '') + beginning;
  const hole = { start, end: start, typed, behind: '\n' };
  const options = { engine, maxStepMs, maxTokens: VALUE_TOKENS, firstLineOnly: true, alternatives: ALTERNATIVES };
  return (await fillings(problem, hole, options, signal)).flatMap(({ text: said }) => {
    const value = (said.split('\n', 1)[0] ?? '').trimEnd();
    return value.trim() === ''
      ? []
      : [proposed(text, [{ start, end: start, newText: `${typed}${value}\n` }], 'repair')];
  });
}

/** How the declaration of a variable begins, by what else is done with it. */
export function declarationOf(languageId: string, name: string, code: string): string | undefined {
  const escaped = name.replaceAll('$', '\\$');
  const isAssigned = new RegExp(
    `(?<![\\w$.])${escaped}\\s*(?:=(?![=>])|[-+*/%&|^]=|\\+\\+|--)|(?:\\+\\+|--)${escaped}(?![\\w$])`,
  ).test(code);
  switch (languageId) {
    case 'typescript':
    case 'typescriptreact':
    case 'javascript':
    case 'javascriptreact':
      return `${isAssigned ? 'let' : 'const'} ${name} = `;
    case 'python':
      return `${name} = `;
    case 'go':
      return `${name} := `;
    default:
      return undefined;
  }
}
