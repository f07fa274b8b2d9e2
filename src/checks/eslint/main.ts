// Lints several texts as one file with the eslint of a project, in one process: reading a project's types takes seconds, each text
// after that a fraction of one. Arguments: the folder of eslint's package, the configuration file, the file. Texts come as a JSON
// array through stdin; the results go out as one line of JSON, the last.
import { createRequire } from 'node:module';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** What eslint 7 to 10 have in common (its Node.js API). */
interface Linter {
  lintText(text: string, options: { filePath: string; warnIgnored: boolean }): Promise<unknown>;
}
type LinterClass = new (options: { cwd: string }) => Linter;

interface EslintPackage {
  readonly ESLint: LinterClass;
  /** From 8.57 on: the class that fits the project's kind of configuration. */
  readonly loadESLint?: (options: { cwd: string }) => Promise<LinterClass>;
}

const [packageFolder = '', configFile = '', file = ''] = process.argv.slice(2);
const cwd = path.dirname(configFile);

try {
  const texts = JSON.parse(await text(process.stdin)) as string[];
  const linter = new (await linterClass())({ cwd });
  const results = [];
  for (const one of texts) results.push(await linter.lintText(one, { filePath: file, warnIgnored: true }));
  process.stdout.write(`\n${JSON.stringify(results)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

async function linterClass(): Promise<LinterClass> {
  const load = createRequire(path.join(packageFolder, 'package.json'));
  const eslint = load(packageFolder) as EslintPackage;
  if (eslint.loadESLint !== undefined) return eslint.loadESLint({ cwd });
  if (!path.basename(configFile).startsWith('eslint.config.')) return eslint.ESLint;
  // Before 8.57 the new kind of configuration had a class of its own.
  const early = load(path.join(packageFolder, 'lib/unsupported-api.js')) as { readonly FlatESLint: LinterClass };
  return early.FlatESLint;
}
