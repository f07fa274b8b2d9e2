import { fileURLToPath } from 'node:url';
import { isObject, numberAt, objectAt, objectsAt, parsedJson, textAt, type Json } from './json.ts';
import { ReportError, type ReportedPlace, type ReportedProblem } from './problem.ts';

/** Tools that count code points and do not say so; what is not said is otherwise taken as UTF-16. */
const CODE_POINTS = new Set(['ruff']);

/** A SARIF 2.1 log (OASIS). Results that passed, are suppressed or have no place are left out. */
export function sarif(text: string): ReportedProblem[] {
  const log = parsedJson(text);
  if (!isObject(log) || !Array.isArray(log['runs'])) throw new ReportError('This is not a SARIF log.');
  const version = textAt(log, 'version') ?? '';
  if (!version.startsWith('2.1')) throw new ReportError(`SARIF 2.1 can be read, not '${version}'.`);
  return objectsAt(log, 'runs').flatMap((run) =>
    objectsAt(run, 'results').flatMap((result) => problemsOf(run, result)),
  );
}

function problemsOf(run: Json, result: Json): ReportedProblem[] {
  const kind = textAt(result, 'kind') ?? 'fail';
  if (kind !== 'fail' || objectsAt(result, 'suppressions').length > 0) return [];
  const [location] = objectsAt(result, 'locations');
  const physical = objectAt(location ?? {}, 'physicalLocation');
  const region = objectAt(physical, 'region');
  const file = fileOf(run, objectAt(physical, 'artifactLocation'));
  const line = numberAt(region, 'startLine');
  if (file === undefined || line === undefined) return [];
  const driver = objectAt(objectAt(run, 'tool'), 'driver');
  const code = textAt(result, 'ruleId') ?? textAt(objectAt(result, 'rule'), 'id');
  const rule = ruleOf(driver, result, code);
  const end = endOf(region, line);
  return [
    {
      file,
      start: { line, column: numberAt(region, 'startColumn') ?? 1 },
      ...(end && { end }),
      columns: columnsOf(run, driver),
      severity: severityOf(textAt(result, 'level') ?? textAt(objectAt(rule, 'defaultConfiguration'), 'level')),
      message: messageOf(objectAt(result, 'message'), rule),
      ...(code !== undefined && { code }),
      source: textAt(driver, 'name') ?? 'SARIF',
    },
  ];
}

/** An end without a column is the line's end, which only the text knows. */
function endOf(region: Json, line: number): ReportedPlace | undefined {
  const column = numberAt(region, 'endColumn');
  return column === undefined ? undefined : { line: numberAt(region, 'endLine') ?? line, column };
}

function columnsOf(run: Json, driver: Json): ReportedProblem['columns'] {
  const kind = textAt(run, 'columnKind');
  const isCodePoints =
    kind === undefined ? CODE_POINTS.has(textAt(driver, 'name') ?? '') : kind === 'unicodeCodePoints';
  return isCodePoints ? 'utf-32' : 'utf-16';
}

function fileOf(run: Json, location: Json): string | undefined {
  const index = numberAt(location, 'index');
  const listed = index === undefined ? undefined : objectsAt(run, 'artifacts')[index];
  const uri = textAt(location, 'uri') ?? textAt(objectAt(listed ?? {}, 'location'), 'uri');
  if (uri === undefined) return undefined;
  const base = textAt(objectAt(objectAt(run, 'originalUriBaseIds'), textAt(location, 'uriBaseId') ?? ''), 'uri');
  try {
    if (uri.startsWith('file:')) return fileURLToPath(uri);
    return base?.startsWith('file:') === true ? fileURLToPath(new URL(uri, base)) : decodeURIComponent(uri);
  } catch {
    return uri; // not a URI as it should be, so probably a plain path
  }
}

function ruleOf(driver: Json, result: Json, id: string | undefined): Json {
  const rules = objectsAt(driver, 'rules');
  const index = numberAt(result, 'ruleIndex');
  return (index === undefined ? undefined : rules[index]) ?? rules.find((rule) => textAt(rule, 'id') === id) ?? {};
}

function messageOf(message: Json, rule: Json): string {
  const template =
    textAt(message, 'text') ?? textAt(objectAt(objectAt(rule, 'messageStrings'), textAt(message, 'id') ?? ''), 'text');
  const values = Array.isArray(message['arguments']) ? message['arguments'].map(String) : [];
  return (template ?? '').replace(/\{(\d+)\}/g, (all, number: string) => values[Number(number)] ?? all);
}

function severityOf(level: string | undefined): ReportedProblem['severity'] {
  if (level === 'error') return 'error';
  return level === 'note' || level === 'none' ? 'information' : 'warning';
}
