import type { Diagnostic } from '../../../workspace/diagnostic.ts';
import { pointedNames } from '../near-names.ts';
import type { Candidate, Problem } from '../types.ts';
import { saysUnknown } from './names.ts';
import { proposed } from './proposal.ts';
import { goPackages, isPythonModule, pythonModulesOf } from './standard-library.ts';

interface Insertion {
  readonly at: number;
  readonly newText: string;
}

/**
 * Imports from the standard library for a name that is not known, together with the other such names of the same module that are `reported`: who
 * lacks an import lacks all of it. TypeScript's own repairs have those of TypeScript.
 */
export function importRepairs({ text, languageId, diagnostic }: Problem, reported: readonly Diagnostic[]): Candidate[] {
  const [pointed] = saysUnknown(diagnostic) ? pointedNames(text, diagnostic) : [];
  if (pointed === undefined) return [];
  const { name, at } = pointed;
  const isQualifier = text.startsWith('.', at + name.length);
  const unknown = reported.filter(saysUnknown).flatMap((one) => pointedNames(text, one).slice(0, 1));
  const others = new Set(unknown.map((one) => one.name).filter((other) => other !== name));
  return insertionsFor({ name, isQualifier, others: [...others] }, text, languageId).map(({ at: start, newText }) =>
    proposed(text, [{ start, end: start, newText }], 'import'),
  );
}

interface Wanted {
  readonly name: string;
  readonly isQualifier: boolean;
  /** Other names that are not known. */
  readonly others: readonly string[];
}

function insertionsFor({ name, isQualifier, others }: Wanted, text: string, languageId: string): Insertion[] {
  if (languageId === 'go') return isQualifier ? goPackages(name).map((path) => goImport(path, text)) : [];
  if (languageId !== 'python') return [];
  if (isPythonModule(name) && isQualifier) return [pythonImport(`import ${name}`, text)];
  return pythonModulesOf(name).flatMap((module) => {
    const together = [name, ...others.filter((other) => pythonModulesOf(other).includes(module))].sort();
    return [...(together.length > 1 ? [together] : []), [name]].map((names) => fromImport(module, names, text));
  });
}

/** Among the imports of the standard library, which have no dot in their first part, in their order. */
function goImport(path: string, text: string): Insertion {
  const line = `"${path}"\n`;
  const block = /^import \(\n/m.exec(text);
  if (block) {
    let at = block.index + block[0].length;
    for (const [whole, , other = ''] of text.slice(at).matchAll(/^\t(\w+ |_ |\. )?"([^"]*)".*\n/gm)) {
      if (!text.startsWith(whole, at) || other > path || /^[^/]*\./.test(other)) break;
      at += whole.length;
    }
    return { at, newText: `\t${line}` };
  }
  const single = /^import (?:\w+ )?"[^"]*".*\n/m.exec(text);
  if (single) return { at: single.index + single[0].length, newText: `import ${line}` };
  const head = /^package \w+.*\n/m.exec(text);
  return { at: head ? head.index + head[0].length : 0, newText: `\nimport ${line}` };
}

/** Into a line that imports from the module already, else as a line of its own. */
function fromImport(module: string, names: readonly string[], text: string): Insertion {
  const there = new RegExp(
    String.raw`^from ${module.replaceAll('.', String.raw`\.`)} import [\w, ]*\w(?=\s*(?:#|$))`,
    'm',
  ).exec(text);
  return there
    ? { at: there.index + there[0].length, newText: `, ${names.join(', ')}` }
    : pythonImport(`from ${module} import ${names.join(', ')}`, text);
}

/** In its order among the first imports of the same kind, else before the first import, else behind the docstring and comments. */
function pythonImport(line: string, text: string): Insertion {
  const imports = [...text.matchAll(/^(?:import|from) (?!__future__)(?!\.)[^\n(]*(?:\([^)]*\))?[^\n]*\n/gm)];
  const [first] = imports;
  if (first === undefined) {
    const head =
      /^(?:#.*\n|\s*\n)*(?:[rR]?"""[\s\S]*?"""[^\n]*\n|[rR]?'''[\s\S]*?'''[^\n]*\n)?(?:\s*\n)*(?:from __future__ .*\n)?/.exec(
        text,
      );
    const newText = /__future__.*\n$/.test(head?.[0] ?? '') ? `\n${line}\n` : `${line}\n\n\n`;
    return { at: head?.[0].length ?? 0, newText };
  }
  const kind = line.slice(0, line.indexOf(' '));
  let at = first.index;
  for (const { 0: whole, index } of imports) {
    if (index > at && text.slice(at, index).trim() !== '') break;
    if (whole.startsWith(kind) ? whole > line : kind === 'import') break;
    at = index + whole.length;
  }
  return { at, newText: `${line}\n` };
}
