import { isObject, numberAt, objectAt, objectsAt, parsedJson, textAt, type Json } from './json.ts';
import type { ReportedProblem } from './problem.ts';

/** `cargo check --message-format json`: one JSON object in each line. Columns count code points; paths start at the workspace. */
export function cargoJson(text: string): ReportedProblem[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const row = line.startsWith('{') ? parsedJson(line) : undefined;
    return isObject(row) && textAt(row, 'reason') === 'compiler-message' ? problemsOf(objectAt(row, 'message')) : [];
  });
}

/** Whether the text is of this format, even where nothing was found. */
export function isCargoJson(text: string): boolean {
  return /^\{"reason":"/m.test(text);
}

function problemsOf(message: Json): ReportedProblem[] {
  const level = textAt(message, 'level') ?? '';
  const said = textAt(message, 'message');
  const span = objectsAt(message, 'spans').find((one) => one['is_primary'] === true);
  if (span === undefined || said === undefined) return [];
  const place = outsideOfMacros(span);
  const label = textAt(span, 'label');
  const code = textAt(objectAt(message, 'code'), 'code');
  return [
    {
      file: textAt(place, 'file_name') ?? '',
      start: { line: numberAt(place, 'line_start') ?? 1, column: numberAt(place, 'column_start') ?? 1 },
      end: { line: numberAt(place, 'line_end') ?? 1, column: numberAt(place, 'column_end') ?? 1 },
      columns: 'utf-32',
      severity: level.startsWith('error') ? 'error' : level === 'warning' ? 'warning' : 'information',
      // As rust-analyzer tells it: the label often says what is expected.
      message: label === undefined || label === said ? said : `${said}\n${label}`,
      ...(code !== undefined && { code }),
      source: 'rustc',
    },
  ];
}

/** A problem inside of a macro is the problem of the line that uses it. */
function outsideOfMacros(span: Json): Json {
  let place = span;
  for (let depth = 0; depth < 20 && isObject(place['expansion']); depth++) {
    place = objectAt(objectAt(place, 'expansion'), 'span');
  }
  return place;
}
