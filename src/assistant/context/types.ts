import type { Declaration } from '../../workspace/syntax/declarations.ts';

/** A few lines of text that stand elsewhere and may help at the cursor. */
export interface Piece {
  /** Path for the model to see: relative to the workspace folder, with slashes. */
  readonly path: string;
  /** Where in its file it stands, UTF-16; pieces of a file are shown in this order. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What is known around a document, best pieces first. */
export interface Elsewhere {
  /** Name of the workspace folder. */
  readonly repository: string;
  /** The document's own path, as in {@link Piece}. */
  readonly path: string;
  readonly pieces: readonly Piece[];
}

/** Files of the workspace folders, as the editor has them or as they are on disk. */
export interface ProjectFiles {
  /** The workspace folder that a file is in, absolute; undefined: in none, so that nothing around it is looked at. */
  folderOf(file: string): string | undefined;
  /** Text of a file in a workspace folder; undefined where there is none, or where it is left out or too large. */
  read(file: string): Promise<string | undefined>;
  /** Names of what is in a folder inside a workspace folder, sorted; empty where it is none. */
  list(folder: string): Promise<readonly string[]>;
  /** What the file declares at its top; empty where it cannot be read, or no grammar knows its language. */
  declarations(file: string): Promise<readonly Declaration[]>;
}
