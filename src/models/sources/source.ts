/** Sources by the name that users choose them by. */
export type SourceKind = 'user-path' | 'existing-files' | 'hugging-face' | 'python-index';

/** What identifies the wanted file. The SHA-256 decides; the rest only saves work. */
export interface WantedFile {
  readonly fileName: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface FindOptions {
  /** Called with the bytes hashed so far of the candidate at hand. */
  readonly onProgress?: ((hashedBytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A place on this machine where the file may already lie. */
export interface LocalSource {
  readonly kind: SourceKind;
  /** For people, e.g. `files of other tools`. */
  describe(): string;
  /**
   * The path of a file with the wanted size and SHA-256. Throws `SourceError` with the reason when there is none, and
   * the signal's reason when aborted.
   */
  find(wanted: WantedFile, options: FindOptions): Promise<string>;
}

export interface FetchOptions {
  /** Called with the bytes that are there so far of the wanted file. */
  readonly onProgress?: ((phase: 'downloading' | 'joining', receivedBytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A place on the network that the file can be fetched from. */
export interface DownloadSource {
  readonly kind: SourceKind;
  /** For people, e.g. `Hugging Face (huggingface.co)`. */
  describe(): string;
  /** Disk space that `fetch` uses for a time beside the file itself. */
  readonly workspaceBytes: number;
  /**
   * Makes `target` a file of the wanted size, going on from what it holds already. On any failure it leaves there what
   * a later call can go on from. Throws `SourceError`, or the signal's reason when aborted. Checks no hash: the store does.
   */
  fetch(target: string, wanted: WantedFile, options: FetchOptions): Promise<void>;
}
