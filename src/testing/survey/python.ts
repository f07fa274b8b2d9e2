import { LITERAL } from '../observe/python-literal.ts';
import { pythonString } from '../observe/python.ts';
import { FOUND } from './python-found.ts';
import { MAKERS } from './python-makers.ts';
import { OBJECTS } from './python-objects.ts';
import { VALUES } from './python-values.ts';

export interface PythonSurvey {
  /** `pkg.module`, as tests import it. */
  readonly module: string;
  readonly name: string;
  readonly owner: string | undefined;
  /** What an object of the owner is called. */
  readonly object: string;
  /** Where it writes what it finds, absolute. */
  readonly output: string;
  /** Runs can do no harm: examples, callers and other methods may be run. */
  readonly isContained: boolean;
}

/** Of the processor: values are made and tried that long. */
const SECONDS = 2.5;

/**
 * A test file that loads the module of a function and writes down what parameters of it may be: by resolved annotations, by classes of the
 * package that have what the body uses or are called like it, by functions that make such objects, by the tables that it looks them up in, and by
 * what code and the examples of the documentation give. Values are made before they are named, so that what is named can be made. Python 3.8 and later.
 */
export function pythonSurvey({ module, name, owner, object, output, isContained }: PythonSurvey): string {
  const data = { module, name, owner: owner ?? null, object, output, isContained, seconds: SECONDS };
  return [
    'import importlib, json',
    `LOCAL_FORGE = json.loads(${pythonString(JSON.stringify(data))})`,
    'NEEDED = set()',
    LITERAL,
    VALUES,
    OBJECTS,
    MAKERS,
    FOUND,
  ].join('\n');
}
