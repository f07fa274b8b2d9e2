import type { Diagnostic } from '../../workspace/diagnostic.ts';

/** What test frameworks declare without an import, where their types are installed. */
const GLOBALS =
  /^Cannot find name '(?:describe|it|test|suite|expect|assert|vi|jest|before|after|(?:before|after)(?:Each|All)|require|module|process|Buffer|global|console)'/;
/** TypeScript's: a name or module whose types are not installed, as its message advises ("Do you need to install type definitions"). */
const NOT_INSTALLED = new Set(['TS2580', 'TS2582', 'TS2591', 'TS2592', 'TS2593', 'TS2688', 'TS7016']);
/** pyright's: what is imported is not there, or has no types. */
const NOT_FOUND = new Set(['reportMissingImports', 'reportMissingModuleSource', 'reportMissingTypeStubs']);

/** What says that code is wrong. That declarations of the framework are not installed says nothing of a test. */
export function complaintsIn(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ severity, code = '', message }) => {
    if (severity !== 'error' || NOT_INSTALLED.has(code) || NOT_FOUND.has(code)) return false;
    if (code === 'TS2307') return /^Cannot find module '\.{1,2}\//.test(message);
    return !(code === 'TS2304' && GLOBALS.test(message));
  });
}

/** Those that are not among others; where they stand does not matter, since the new code moves what is below it. */
export function addedTo(before: readonly Diagnostic[], after: readonly Diagnostic[]): Diagnostic[] {
  const left = before.map(keyOf);
  return after.filter((one) => {
    const at = left.indexOf(keyOf(one));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function keyOf({ code = '', message }: Diagnostic): string {
  return `${code}\n${message}`;
}
