import type { Diagnostic } from '../../src/workspace/diagnostic.ts';
import { goVet } from './checks/go.ts';
import { pyrightOf } from './checks/python.ts';
import { typescriptOf } from './checks/typescript.ts';
import type { LanguageId } from './code.ts';

/** A file of a package with a content to be checked. */
export interface Draft {
  /** The file's path in the package. */
  readonly name: string;
  readonly text: string;
}

/** What the language's checker says of each draft, each on its own, in the same order. */
export async function checked(
  languageId: LanguageId,
  project: string,
  drafts: readonly Draft[],
): Promise<readonly (readonly Diagnostic[])[]> {
  if (languageId === 'python') return await pyrightOf(project, drafts);
  if (languageId === 'go') return await goVet(project, drafts);
  const services = new Map<string, ReturnType<typeof typescriptOf>>();
  return drafts.map(({ name, text }) => {
    const service = services.get(name) ?? typescriptOf(project, name);
    services.set(name, service);
    return service(text);
  });
}
