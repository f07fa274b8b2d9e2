/** A name that a file imports from a module. */
export interface Import {
  /** The module as the import statement names it. */
  readonly module: string;
  /** Its name there; `*`: the module itself, whose names are used as `local.name`. */
  readonly name: string;
  readonly local: string;
}

type Reader = (text: string) => Import[];

const READERS: Readonly<Record<string, Reader>> = {
  typescript: readEcmaScript,
  typescriptreact: readEcmaScript,
  javascript: readEcmaScript,
  javascriptreact: readEcmaScript,
  python: readPython,
  go: readGo,
};

/** What the import statements of a file say, in their order. Of a language that is not known here: nothing. */
export function importsOf(languageId: string, text: string): Import[] {
  return READERS[languageId]?.(text) ?? [];
}

function readEcmaScript(text: string): Import[] {
  const found: Import[] = [];
  for (const [, clause = '', module = ''] of text.matchAll(
    /^[ \t]*(?:import|export)\s+(?:type\s+)?([\w$*{}\s,]+?)\s*from\s*['"]([^'"\n]+)['"]/gm,
  )) {
    const named = /\{([^}]*)\}/.exec(clause)?.[1] ?? '';
    for (const entry of named.split(',')) {
      const [, name, local] = /^\s*(?:type\s+)?([\w$]+)(?:\s+as\s+([\w$]+))?\s*$/.exec(entry) ?? [];
      if (name !== undefined) found.push({ module, name, local: local ?? name });
    }
    const outside = clause.replace(/\{[^}]*\}/, '');
    const namespace = /\*(?:\s+as\s+([\w$]+))?/.exec(outside);
    if (namespace) found.push({ module, name: '*', local: namespace[1] ?? '*' });
    const main = /^\s*([\w$]+)/.exec(outside)?.[1];
    if (main !== undefined) found.push({ module, name: 'default', local: main });
  }
  return found;
}

function readPython(text: string): Import[] {
  const found: Import[] = [];
  for (const [, module = '', parenthesised, line = ''] of text.matchAll(
    /^[ \t]*from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(?:\(([^)]*)\)|([^\n#]+))/gm,
  )) {
    for (const entry of (parenthesised ?? line).replaceAll(/#.*/g, '').split(',')) {
      const [, name, local] = /^\s*(\w+|\*)(?:\s+as\s+(\w+))?\s*$/.exec(entry) ?? [];
      if (name !== undefined) found.push({ module, name, local: local ?? name });
    }
  }
  for (const [, list = ''] of text.matchAll(/^[ \t]*import[ \t]+([\w., \t]+)$/gm)) {
    for (const entry of list.split(',')) {
      const [, module, local] = /^\s*([\w.]+)(?:\s+as\s+(\w+))?\s*$/.exec(entry) ?? [];
      if (module !== undefined) found.push({ module, name: '*', local: local ?? module });
    }
  }
  return found;
}

function readGo(text: string): Import[] {
  const groups = [...text.matchAll(/^import\s*\(([^)]*)\)/gm)].map(([, group = '']) => group);
  const single = [...text.matchAll(/^import\s+([^(\n]+)$/gm)].map(([, line = '']) => line);
  return [...groups.flatMap((group) => group.split('\n')), ...single].flatMap((line) => {
    const [, alias, module] = /^\s*(?:([\w.]+)\s+)?"([^"]+)"/.exec(line) ?? [];
    if (module === undefined || alias === '_') return [];
    // The package's name is usually the path's last part, a version aside.
    const usual =
      module
        .replace(/\/v\d+$/, '')
        .split('/')
        .at(-1) ?? module;
    return [{ module, name: '*', local: alias ?? usual }];
  });
}
