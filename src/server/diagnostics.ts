import { DiagnosticSeverity, type Diagnostic as LspDiagnostic } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from '../workspace/diagnostic.ts';
import { locate } from '../workspace/file-location.ts';
import type { Documents } from './documents.ts';

const SEVERITIES: Readonly<Record<number, Diagnostic['severity']>> = {
  [DiagnosticSeverity.Error]: 'error',
  [DiagnosticSeverity.Warning]: 'warning',
  [DiagnosticSeverity.Information]: 'information',
  [DiagnosticSeverity.Hint]: 'hint',
};

/** A client's diagnostic in our terms; undefined where it is none. What a client sends is not trusted to be well formed. */
export function fromLsp(given: unknown, document: TextDocument, documents: Documents): Diagnostic | undefined {
  if (!isDiagnostic(given)) return undefined;
  const { range, severity, code, source, message, relatedInformation = [] } = given;
  const said = typeof message === 'string' ? message : message.value;
  return {
    start: documents.offsetAt(document, range.start),
    end: documents.offsetAt(document, range.end),
    // A diagnostic without a severity is for the client to judge; editors show it as an error.
    severity: SEVERITIES[severity ?? DiagnosticSeverity.Error] ?? 'error',
    message: said,
    ...(code !== undefined && { code: String(code) }),
    ...(source !== undefined && { source }),
    related: relatedInformation.flatMap(({ location, message: about }) => {
      const place = locate(location.uri);
      return place.kind === 'file' ? [{ file: place.path, line: location.range.start.line, message: about }] : [];
    }),
  };
}

type Given = Omit<LspDiagnostic, 'message'> & { readonly message: string | { readonly value: string } };

function isDiagnostic(given: unknown): given is Given {
  if (typeof given !== 'object' || given === null || !('range' in given) || !('message' in given)) return false;
  const { range, message } = given;
  const isMessage =
    typeof message === 'string' || (typeof message === 'object' && message !== null && 'value' in message);
  return isMessage && isRange(range);
}

/** Whether a value has the form of an LSP range. */
export function isRange(range: unknown): range is LspDiagnostic['range'] {
  if (typeof range !== 'object' || range === null || !('start' in range) || !('end' in range)) return false;
  return [range.start, range.end].every(
    (place) =>
      typeof place === 'object' &&
      place !== null &&
      'line' in place &&
      'character' in place &&
      Number.isInteger(place.line) &&
      Number.isInteger(place.character),
  );
}
