// The process that runs a TypeScript library: its path is the only argument. Ends with its parent.
import { createRequire } from 'node:module';
import type ts from 'typescript';
import type { TypeScriptAnswer, TypeScriptRequest } from './ipc.ts';
import { OverlayService } from './service.ts';

const PARENT = process.ppid;
const library = process.argv[2] ?? '';
let service: OverlayService | undefined;

process.on('message', (request: TypeScriptRequest) => answer(request));
process.on('disconnect', () => process.exit(0));

function answer({ id, file, text, problem, called, ...surroundings }: TypeScriptRequest): void {
  let reply: TypeScriptAnswer;
  try {
    service ??= new OverlayService(loadedLibrary(), isOrphaned);
    if (problem !== undefined) reply = { id, repairs: service.repairs(file, text, problem) };
    else if (called !== undefined) reply = { id, examples: service.examples(file, text, called, surroundings) };
    else reply = { id, diagnostics: service.diagnostics(file, text, surroundings) };
  } catch (error) {
    if (isOrphaned()) process.exit(0);
    reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  process.send?.(reply);
}

function loadedLibrary(): typeof ts {
  const loaded = createRequire(import.meta.url)(library) as Partial<typeof ts>;
  if (typeof loaded.createLanguageService !== 'function' || typeof loaded.version !== 'string') {
    throw new Error(`${library} is not a TypeScript library`);
  }
  return loaded as typeof ts;
}

/** While it works, the end of the parent cannot be heard as an event; on Windows the parent's id stays the same. */
function isOrphaned(): boolean {
  return process.ppid !== PARENT;
}
