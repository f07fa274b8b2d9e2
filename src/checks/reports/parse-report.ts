import { stripVTControlCharacters } from 'node:util';
import { cargoJson, isCargoJson } from './cargo.ts';
import { eslintJson, eslintStylish } from './eslint.ts';
import { goText, goVetJson, jsonObjects } from './go.ts';
import { isObject, parsedJson } from './json.ts';
import { ReportError, type ReportedProblem } from './problem.ts';
import { pyrightJson, pyrightText } from './pyright.ts';
import { ruffJson, ruffText } from './ruff.ts';
import { sarif } from './sarif.ts';
import { tscText } from './tsc.ts';

/** Formats that a user can name; `-` finds out which it is. */
export const REPORT_FORMATS = ['tsc', 'eslint', 'ruff', 'pyright', 'go', 'cargo', 'sarif', '-'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

type Parser = (text: string) => ReportedProblem[];

const PARSERS: Record<Exclude<ReportFormat, '-'>, Parser> = {
  tsc: (text) => orError('tsc', text, tscText(text)),
  eslint: (text) => (isJson(text) ? eslintJson(text) : orError('eslint', text, eslintStylish(text))),
  ruff: (text) => (isJson(text) ? ruffJson(text) : orError('ruff', text, ruffText(text))),
  pyright: (text) => (isJson(text) ? pyrightJson(text) : orError('pyright', text, pyrightText(text))),
  go: (text) => orError('go', text, bothOfGo(text)),
  cargo: (text) => {
    if (text.trim() !== '' && !isCargoJson(text)) {
      throw new ReportError('This is not what `cargo check --message-format json` prints.');
    }
    return cargoJson(text);
  },
  sarif,
};

/** The problems that a tool has reported. Throws {@link ReportError} where the text is not of that format. */
export function parseReport(format: ReportFormat, text: string): ReportedProblem[] {
  const plain = stripVTControlCharacters(text);
  return format === '-' ? recognized(plain) : PARSERS[format](plain);
}

function recognized(text: string): ReportedProblem[] {
  if (text.trim() === '') return [];
  const parser = isCargoJson(text) ? cargoJson : jsonParser(text);
  if (parser !== undefined) return parser(text);
  // Lines of one tool may pass for those of another, but never most of them.
  const attempts = [tscText, ruffText, pyrightText, eslintStylish, bothOfGo].map((parse) => parse(text));
  const best = attempts.reduce((most, one) => (one.length > most.length ? one : most));
  return best.length === 0 && !isAllClear(text) ? refuse('a report of a known tool', text) : best;
}

function jsonParser(text: string): Parser | undefined {
  const value = parsedJson(text);
  if (Array.isArray(value)) {
    const [first] = value as unknown[];
    if (first === undefined) return () => [];
    return isObject(first) && 'messages' in first ? eslintJson : ruffJson;
  }
  if (!isObject(value)) return undefined;
  if ('runs' in value) return sarif;
  if ('generalDiagnostics' in value) return pyrightJson;
  return Object.values(value).every(isObject) ? bothOfGo : undefined;
}

function bothOfGo(text: string): ReportedProblem[] {
  return jsonObjects(text).length > 0 ? [...goText(text), ...goVetJson(text)] : goText(text);
}

function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

function orError(tool: string, text: string, found: ReportedProblem[]): ReportedProblem[] {
  const isGoClean = tool === 'go' && jsonObjects(text).length > 0;
  return found.length === 0 && text.trim() !== '' && !isGoClean && !isAllClear(text)
    ? refuse(`a report of ${tool}`, text)
    : found;
}

/** What tools print when there is nothing to report, and Go's headings of packages. */
function isAllClear(text: string): boolean {
  return text
    .trim()
    .split(/\r?\n/)
    .every(
      (line) => line.trim() === '' || /^# |^\{\}$|All checks passed|\b0 errors\b|No issues found|^ok\s/.test(line),
    );
}

function refuse(what: string, text: string): never {
  const line = text.trim().split(/\r?\n/)[0] ?? '';
  throw new ReportError(`The input is not ${what}; it starts with: ${line.slice(0, 80)}`);
}
