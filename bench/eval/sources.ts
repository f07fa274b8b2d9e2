/** A pinned version of a real project whose code the holes are cut in; bench/CORPUS.md says where each comes from. */
export interface Source {
  /** As the ecosystem's own client names it. */
  readonly name: string;
  readonly version: string;
  readonly languageId: 'typescript' | 'python' | 'go';
  /** SPDX identifier. */
  readonly licence: string;
  /** Folder of the code inside the package. */
  readonly folder: string;
  /** `sdist` for a Python package whose wheel leaves the tests out. */
  readonly form?: 'sdist';
}

export const SOURCES: readonly Source[] = [
  { name: 'rxjs', version: '7.8.2', languageId: 'typescript', licence: 'Apache-2.0', folder: 'src/internal' },
  { name: 'immer', version: '10.1.1', languageId: 'typescript', licence: 'MIT', folder: 'src' },
  { name: '@reduxjs/toolkit', version: '2.8.2', languageId: 'typescript', licence: 'MIT', folder: 'src' },
  { name: 'click', version: '8.1.7', languageId: 'python', licence: 'BSD-3-Clause', folder: 'click' },
  { name: 'httpx', version: '0.27.2', languageId: 'python', licence: 'BSD-3-Clause', folder: 'httpx' },
  { name: 'rich', version: '13.7.1', languageId: 'python', licence: 'MIT', folder: 'rich' },
  { name: 'github.com/spf13/cobra', version: 'v1.8.1', languageId: 'go', licence: 'Apache-2.0', folder: '.' },
  { name: 'github.com/gorilla/mux', version: 'v1.8.1', languageId: 'go', licence: 'BSD-3-Clause', folder: '.' },
  { name: 'github.com/go-chi/chi/v5', version: 'v5.1.0', languageId: 'go', licence: 'MIT', folder: '.' },
];

export const idOf = ({ name, version }: Pick<Source, 'name' | 'version'>): string => `${name}@${version}`;
