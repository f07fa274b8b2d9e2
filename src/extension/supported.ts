/** Schemes of documents that get suggestions: files, unsaved documents, cells of notebooks. */
export const SCHEMES = ['file', 'untitled', 'vscode-notebook-cell'] as const;

export function isSupported(scheme: string): boolean {
  return SCHEMES.some((known) => known === scheme);
}
