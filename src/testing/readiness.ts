import type { DiscoverOptions, FoundTypes } from '../checks/discover.ts';
import type { Program } from '../checks/run.ts';
import type { Source, TestLanguage } from './languages/language.ts';
import { testLanguage } from './languages/languages.ts';
import { RUNNERS, runnerProgram } from './run/frameworks.ts';
import { typesOfTests } from './typing/found.ts';

export interface Ready {
  readonly language: TestLanguage;
  readonly program: Program;
  /** What would check the tests' types; undefined where the project has nothing that does. */
  readonly types: FoundTypes | undefined;
}

/** Programs of the project that are run for tests, as people are shown them. */
export function programsOf({ program, types }: Ready): string[] {
  return [...new Set([program.shown, ...(types?.programs ?? [])])];
}

/** What is needed to run tests of a source, or the sentence why they cannot be; nothing has been run. */
export async function readiness(
  source: Source,
  folders: readonly string[],
  typescript: Pick<DiscoverOptions, 'typescript' | 'processes' | 'dist'> = {},
): Promise<Ready | { readonly reason: string }> {
  const { framework } = source.setup;
  const language = testLanguage(source.subject.languageId);
  if (language === undefined || RUNNERS[framework] === undefined)
    return { reason: `Local Forge does not run tests of ${framework} yet.` };
  const program = await runnerProgram(framework, source.file, folders);
  if ('reason' in program) return program;
  return { language, program, types: await typesOfTests(source, { ...typescript, folders }) };
}
