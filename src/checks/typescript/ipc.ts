import type { Diagnostic } from '../../workspace/diagnostic.ts';

/** Parent → child: the diagnostics of `file` (absolute) with `text` as its content. */
export interface TypeScriptRequest {
  readonly id: number;
  readonly file: string;
  readonly text: string;
}

/** Child → parent; `error` is a sentence for people. */
export type TypeScriptAnswer =
  | { readonly id: number; readonly diagnostics: readonly Diagnostic[] }
  | { readonly id: number; readonly error: string };
