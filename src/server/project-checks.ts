import { pathToFileURL } from 'node:url';
import type { Checker } from '../checks/checker.ts';
import { availableCheckers } from '../checks/discover.ts';
import { CONSENT_REQUEST, type ConsentParams } from '../protocol/messages.ts';
import { workspaceFolderOf } from '../workspace/folders.ts';
import { locate } from '../workspace/file-location.ts';
import type { Session } from './session.ts';

export interface ProjectCheckers {
  readonly checkers: readonly Checker[];
  /** Why others are not among them, a sentence each. */
  readonly refusals: readonly string[];
  dispose(): Promise<void>;
}

/** The checkers that may be asked about a document. Programs of the project are among them only with the user's consent. */
export async function projectCheckers(
  session: Session,
  uri: string,
  languageId: string,
  withTests: boolean,
): Promise<ProjectCheckers> {
  const location = locate(uri);
  if (location.kind !== 'file') return { checkers: [], refusals: [], dispose: () => Promise.resolve() };
  const { path: file } = location;
  const folders = session.folderPaths();
  const { checkers, refusals } = await availableCheckers(file, {
    folders,
    languageId,
    withTests,
    typescript: session.editorTypescript,
    processes: session.typescriptProcesses,
    mayRun: (programs) => mayRun(session, uri, programs),
    log: (text) => session.connection.console.info(text),
  });
  return {
    checkers,
    refusals,
    dispose: async () => {
      await Promise.all(checkers.map((checker) => checker.dispose()));
    },
  };
}

/** As the setting says, and else as the user does; without anybody to ask, nothing is run. */
export async function mayRun(
  session: Session,
  uri: string,
  programs: readonly string[],
  purpose: ConsentParams['purpose'] = 'checks',
): Promise<boolean> {
  const { runCheckers, runTests } = session.settingsOf(uri);
  const setting = purpose === 'tests' ? runTests : runCheckers;
  if (setting !== 'ask') return setting === 'always';
  if (!session.asksConsent) return false;
  const file = locate(uri);
  const folder = file.kind === 'file' ? workspaceFolderOf(file.path, session.folderPaths()) : undefined;
  if (folder === undefined) return false; // a single file belongs to no project
  const params: ConsentParams = { folder: pathToFileURL(folder).href, programs, purpose };
  return (await session.connection.sendRequest<unknown>(CONSENT_REQUEST, params).catch(() => false)) === true;
}
