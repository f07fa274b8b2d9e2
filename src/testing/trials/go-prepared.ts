import { fieldsOf, goDeclarations } from './go-declarations.ts';
import { goVariable } from './go-names.ts';
import { goObjects, withCalled } from './go-objects.ts';
import type { Parameter } from './parameters.ts';

/** Arguments of a call, and the statements before it that they need. */
export interface Prepared {
  readonly list: readonly string[];
  readonly setup: readonly string[];
}

const MOST_STATES = 6;
/** In formats that are often read; a file of another one is read in vain. */
const CONTENTS = ['"a = 1\\n"', '"{\\"a\\": 1}\\n"', '"a: 1\\n"'];
const READS_FILES = /\bos\.(?:Open|OpenFile|ReadFile|Stat|Lstat)\(|\bioutil\.ReadFile\(/;

/** Arguments that need more than an expression: objects in states that their methods bring about, and files. `usual` are the other arguments. */
export function preparedArguments(
  parameters: readonly Parameter[],
  usual: readonly string[],
  declared: string,
  body: string,
  receiver?: string,
): Prepared[] {
  const { functions, types } = goDeclarations(declared);
  const code = withCalled(body, '', functions);
  return parameters.flatMap(({ type = '', name, isVariadic }, index): Prepared[] => {
    if (isVariadic === true) return [];
    const others = (value: string) => usual.map((one, at) => (at === index ? value : one));
    if (type === 'string' && READS_FILES.test(code) && /path|file|name/i.test(name))
      return CONTENTS.map((content) => ({ list: others('file.Name()'), setup: fileWith(content) }));
    const definition = types.get(type.replace(/^\*/, ''))?.definition;
    if (!type.startsWith('*') || definition === undefined || fieldsOf(definition) === undefined) return [];
    const owner = type.slice(1);
    if (owner === receiver) return []; // it would have the receiver's name
    return goObjects(declared, owner, '', body)
      .filter((setup) => setup.length > 1)
      .slice(0, MOST_STATES)
      .map((setup) => ({ list: others(goVariable(owner)), setup }));
  });
}

/** A file that is gone again behind the test. */
function fileWith(content: string): string[] {
  return [
    'file, _ := os.CreateTemp("", "a")',
    'defer os.Remove(file.Name())',
    `file.WriteString(${content})`,
    'file.Close()',
  ];
}
