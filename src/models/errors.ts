/** A file that is no usable GGUF model. The message is one sentence that names the file and what is wrong with it. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError';
  readonly path: string;

  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(`${path} ${problem}.`, options);
    this.path = path;
  }
}

/** The wanted model is not on this machine. The message says how to get it. */
export class ModelNotFoundError extends Error {
  override readonly name = 'ModelNotFoundError';
}

/** Why one source could not deliver. The message is a clause without a full stop, made to be joined with others. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

/** One source's part in a failed pull. */
export interface SourceFailure {
  readonly source: string;
  readonly reason: string;
}

/** No source could deliver the model. The message is one sentence; `failures` has the cause per source for the log. */
export class ModelPullError extends Error {
  override readonly name = 'ModelPullError';
  readonly failures: readonly SourceFailure[];

  constructor(message: string, failures: readonly SourceFailure[], options?: ErrorOptions) {
    super(message, options);
    this.failures = failures;
  }
}

/** The system's error code (`ENOENT`, `ECONNREFUSED` …) of an error or of its cause, or undefined. */
export function errorCode(error: unknown): string | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth++) {
    if ('code' in current && typeof current.code === 'string') return current.code;
  }
  return undefined;
}

/** A short clause for people: the message and, where it says more, the system's error code. */
export function shortReason(error: unknown): string {
  const code = errorCode(error);
  if (code === 'ENOSPC') return 'the disk is full';
  if (!(error instanceof Error)) return String(error);
  const message = error.message.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 300);
  return code === undefined || message.includes(code) ? message : `${message} (${code})`;
}
