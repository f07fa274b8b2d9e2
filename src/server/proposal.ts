import { pathToFileURL } from 'node:url';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { changesBetween } from '../assistant/edit/changes.ts';
import { hiddenWarning } from '../assistant/edit/hidden-characters.ts';
import type { Proposal } from '../protocol/messages.ts';
import { LineIndex } from '../workspace/positions.ts';
import type { Documents } from './documents.ts';

type Findings = Pick<Proposal, 'title' | 'passed' | 'unchecked' | 'warnings'>;

/** A change of a document, with a warning about characters that come with it and cannot be seen. */
export function proposalFor(
  documents: Documents,
  document: TextDocument,
  newText: string,
  findings: Findings,
): Proposal {
  const { uri, version } = document;
  return proposal(documents, { uri, version, text: document.getText() }, newText, findings);
}

/** The same for a file that the editor may not have opened; `text` is undefined where there is none yet. */
export function proposalForFile(
  documents: Documents,
  file: string,
  { open, text }: { readonly open: TextDocument | undefined; readonly text: string | undefined },
  newText: string,
  findings: Findings,
): Proposal {
  const uri = open?.uri ?? pathToFileURL(file).href;
  const version = text === undefined ? null : (open?.version ?? 0);
  return proposal(documents, { uri, version, text: text ?? '' }, newText, findings);
}

function proposal(
  { encoding }: Documents,
  { uri, version, text }: { readonly uri: string; readonly version: number | null; readonly text: string },
  newText: string,
  { title, passed, unchecked, warnings }: Findings,
): Proposal {
  const lines = new LineIndex(text);
  const hidden = hiddenWarning(text, newText);
  const edits = changesBetween(text, newText).map(({ start, end, newText: replacement }) => ({
    range: { start: lines.positionAt(start, encoding), end: lines.positionAt(end, encoding) },
    newText: replacement,
  }));
  return {
    title,
    documents: [{ uri, version, edits }],
    passed,
    unchecked,
    warnings: [...warnings, ...(hidden === undefined ? [] : [hidden])],
  };
}
