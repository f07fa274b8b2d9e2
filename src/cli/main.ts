#!/usr/bin/env node
import { version } from '../../package.json';
import { commit } from './commands/commit.ts';
import { complete } from './commands/complete.ts';
import { demo } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { edit } from './commands/edit.ts';
import { explain } from './commands/explain.ts';
import { fix } from './commands/fix.ts';
import { lsp } from './commands/lsp.ts';
import { models } from './commands/models.ts';
import { test } from './commands/test.ts';
import { note, out, Stop } from './terminal.ts';

const HELP = `local-forge ${version}: a coding assistant whose model runs on this machine.

  local-forge complete FILE:LINE:COLUMN           complete at a place in a file (1-based)
  local-forge complete --stdin --language ID --line L --column C
  local-forge fix FILE[:LINE] --check NAME | --from FORMAT    fix a problem that a checker reports
  local-forge edit FILE[:LINE[-LINE]] -m "what"   change code as you say
  local-forge explain FILE[:LINE[-LINE]]          explain code, or with --from a problem
  local-forge test FILE:FUNCTION|:LINE[-LINE]     unit tests that have run, in a copy of the project
  local-forge test FILE:FUNCTION --bug "what is wrong"    a test that fails by it: a sentence, or an error message;
                                                  with --fix also the fix with which it passes
  local-forge commit                              a message for what is staged in git
  local-forge doctor                              what this machine has and how fast it is
  local-forge models list|pull|path|verify|remove [MODEL]
  local-forge lsp --stdio                         the language server, for editors
  local-forge demo [FILE]                         show a completion arriving

fix, edit and test print a unified diff; --apply writes the file. test asks before it runs anything; --run allows it. --check runs a checker of the project: tsc, eslint, ruff,
pyright, cargo, go. --from reads a report from stdin: tsc, eslint, ruff, sarif, or - to recognise it.

Common options: --model ID|PATH, --gpu auto|off|metal|cuda|vulkan, --json, --help.
Exit codes: 0 done, 1 nothing to offer or a clean failure, 2 wrong use.
`;

const COMMANDS: Record<string, (args: string[]) => Promise<number>> = {
  commit,
  complete,
  demo,
  doctor,
  edit,
  explain,
  fix,
  lsp,
  models,
  test,
};

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined) throw new Stop(2, 'Which command? "local-forge --help" lists them.');
  if (name === '--version' || name === '-V') {
    out(`${version}\n`);
    return 0;
  }
  if (['--help', '-h', 'help'].includes(name) || args.includes('--help') || args.includes('-h')) {
    out(HELP);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new Stop(2, `There is no command "${name}". "local-forge --help" lists them.`);
  return command(args);
}

// A reader that closed the pipe (`| head`) has what it wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const message = isWrongUse(error) ? wrongUse(error) : error instanceof Error ? error.message : String(error);
  note(`local-forge: ${message}`);
  if (process.env['LOCAL_FORGE_DEBUG'] !== undefined && error instanceof Error) note(error.stack ?? '');
  process.exitCode = error instanceof Stop ? error.exitCode : isWrongUse(error) ? 2 : 1;
}

/** Errors of node:util's parseArgs. */
function isWrongUse(error: unknown): error is TypeError {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

/** What parseArgs says, less its advice, which is about parsing and not about this program. */
function wrongUse({ message }: TypeError): string {
  return `${message.split(/\. (?=[A-Z])|\n/, 1).join('')}. "local-forge --help" says what there is.`;
}
