import fs from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { TestsParams } from '../protocol/messages.ts';
import { testSetup } from '../testing/layout/setup.ts';
import type { Source } from '../testing/languages/language.ts';
import { testLanguage } from '../testing/languages/languages.ts';
import { isCalledTest } from '../testing/layout/test-names.ts';
import { programsOf, readiness, type Ready } from '../testing/readiness.ts';
import { subjectAt } from '../testing/subject.ts';
import { locate } from '../workspace/file-location.ts';
import { writePermission } from '../workspace/write-guard.ts';
import { askedDocument } from './asked-document.ts';
import { isRange } from './diagnostics.ts';
import { mayRun } from './project-checks.ts';
import { proposalForFile } from './proposal.ts';
import type { EditResult, Proposal } from '../protocol/messages.ts';
import type { Session } from './session.ts';

/** Whether tests may be offered for functions of a document, by its language and name. */
export function isTestable({ uri, languageId }: Pick<TextDocument, 'uri' | 'languageId'>): boolean {
  return testLanguage(languageId) !== undefined && !isCalledTest(uri, languageId);
}

/** What tests are asked for, as it is in the editor, or the sentence why there can be none. */
export async function testSource(
  session: Session,
  { textDocument, range }: Pick<TestsParams, 'textDocument' | 'range'>,
): Promise<Source | { readonly reason: string }> {
  const asked = await askedDocument(session, textDocument);
  if ('reason' in asked) return asked;
  const { document, text } = asked;
  if (!isRange(range)) return { reason: 'The request names no place.' };
  const location = locate(document.uri);
  if (location.kind !== 'file') return { reason: 'Save this file first: tests stand in a file beside it.' };
  const setup = await testSetup(location.path, document.languageId, session.folderPaths());
  if (!('framework' in setup)) return setup;
  const { syntax } = session;
  const [start, end] = [range.start, range.end].map((place) => session.documents.offsetAt(document, place));
  const subject = await subjectAt(document.languageId, text, start ?? 0, end ?? 0, syntax);
  if (subject === undefined) return { reason: 'There is no function here that a test could call.' };
  // What is in the editor is what the user sees, saved or not.
  const open = openAt(session, setup.testFile)?.getText();
  return { file: location.path, text, subject, setup: open === undefined ? setup : { ...setup, existing: open } };
}

/** What its tests are run with. `reason`: why they may not be run; `refusal`: why there can be none at all. */
export async function permittedRun(
  session: Session,
  source: Source,
  uri: string,
): Promise<Ready | { readonly reason: string } | { readonly refusal: string }> {
  const ready = await readiness(source, session.folderPaths(), {
    typescript: session.editorTypescript,
    processes: session.typescriptProcesses,
  });
  if (!('language' in ready)) return ready;
  const refusal = ready.language.refusal(source);
  if (refusal !== undefined) return { refusal };
  return (await mayRun(session, uri, programsOf(ready), 'tests'))
    ? ready
    : { reason: 'Programs of this project may not be run here.' };
}

/** A test file in the editor; one that was made before and not saved yet, too. */
function openAt(session: Session, testFile: string): TextDocument | undefined {
  const { href } = pathToFileURL(testFile);
  const { documents } = session;
  return documents.get(href) ?? documents.get(href.replace(/^file:\/\//, 'untitled:'));
}

/** The test file of a source with another text, as an edit of what it was when its tests were made. */
export async function testFileProposal(
  session: Session,
  { setup: { testFile, existing } }: Source,
  newText: string,
  findings: Pick<Proposal, 'title' | 'passed' | 'unchecked'>,
): Promise<EditResult> {
  const open = openAt(session, testFile);
  const now = open?.getText() ?? (await fs.readFile(testFile, 'utf8').catch(() => undefined));
  if (now !== existing) return { reason: 'The test file was changed meanwhile. Ask again.' };
  const permission = await writePermission(pathToFileURL(testFile).href, session.folders);
  if (permission.kind === 'refused') return { reason: permission.reason };
  const warnings = permission.kind === 'show-first' ? [permission.reason] : [];
  const about = { open, text: existing };
  return { proposal: proposalForFile(session.documents, testFile, about, newText, { ...findings, warnings }) };
}
