import type { TestCase } from '../cases.ts';
import { qualifiedName } from '../subject.ts';
import type { Framework, Subject, TestStyle } from '../types.ts';
import { indented } from './indent.ts';
import { commentOf, identifierOf, reportedGroup } from './names.ts';
import { CHARACTERISATION } from './note.ts';
import type { Imported, Written } from './written.ts';

/** Tests in the way of pytest or unittest. */
export function pythonTests(
  cases: readonly TestCase[],
  subject: Subject,
  framework: Framework,
  style: TestStyle,
): Written {
  const step = style.indentation;
  const isUnittest = framework === 'unittest';
  const inClass = isUnittest || style.grouped;
  const taken = new Set<string>();
  const identifier = qualifiedName(subject).replace('.', '_');
  const tests = cases.map((one) => {
    const head = `def test_${identifierOf(one, identifier, taken)}(${inClass ? 'self' : ''}):`;
    const body = bodyOf(one, isUnittest, isAwaited(one)).join('\n');
    return [...commentOf(one, '#'), head, indented(body, step, 'python')].join('\n');
  });
  const observed = cases.some(({ isDocumented }) => !isDocumented);
  const group = `Test${reportedGroup(cases, identifier) ?? pascal(subject)}${observed ? 'Characterisation' : ''}`;
  const note = observed ? CHARACTERISATION.map((line) => `# ${line}\n`).join('') : '';
  const base = isUnittest ? '(unittest.TestCase)' : '';
  const code = inClass
    ? `${note}class ${group}${base}:\n${indented(tests.join('\n\n'), step, 'python')}\n`
    : `${note}${tests.join('\n\n\n')}\n`;
  return {
    imports: importsOf(cases, isUnittest),
    tests: code,
    inGroup: tests.join('\n\n') + '\n',
    group,
    names: [...taken].map((name) => `test_${name}`),
  };
}

function importsOf(cases: readonly TestCase[], isUnittest: boolean): Imported[] {
  const raises = cases.some(({ outcome }) => outcome.kind === 'throws');
  const isAsync = cases.some(isAwaited);
  return [
    ...(isAsync ? [{ from: 'asyncio', names: [], whole: 'asyncio' }] : []),
    ...(isUnittest ? [{ from: 'unittest', names: [], whole: 'unittest' }] : []),
    ...(raises && !isUnittest ? [{ from: 'pytest', names: [], whole: 'pytest' }] : []),
    ...cases.flatMap(({ trial }) => trial.setup.flatMap((statement) => importedBy(statement) ?? [])),
  ];
}

/** What a statement of a setup imports: it stands with the others in a test file. */
function importedBy(statement: string): Imported | undefined {
  const [, from, name] = /^from ([\w.]+) import (\w+)$/.exec(statement) ?? [];
  return from === undefined || name === undefined ? undefined : { from, names: [name] };
}

function isAwaited({ outcome }: TestCase): boolean {
  return 'isAsync' in outcome && outcome.isAsync;
}

function bodyOf({ trial, outcome }: TestCase, isUnittest: boolean, isAsync: boolean): string[] {
  const setup = trial.setup.filter((statement) => importedBy(statement) === undefined);
  const isIterator = 'isIterator' in outcome && outcome.isIterator;
  const plain = isAsync ? `asyncio.run(${trial.call})` : trial.call;
  const call = isIterator ? `list(${plain})` : plain;
  if (outcome.kind === 'throws') {
    const { type, message } = outcome;
    const raises = isUnittest ? `self.assertRaises(${type})` : `pytest.raises(${type})`;
    const error = isUnittest ? 'raised.exception' : 'raised.value';
    if (message === '') return [...setup, `with ${raises}:`, `    ${call}`];
    const said = comparing(`str(${error})`, pythonQuoted(message), isUnittest);
    return [...setup, `with ${raises} as raised:`, `    ${call}`, said];
  }
  if (outcome.kind === 'no error') return [...setup, call];
  if (outcome.kind !== 'value') return [...setup];
  const { literal = 'None', after = [], views } = outcome;
  const afterwards = after.map(({ name, literal: then }) => comparing(name, then, isUnittest));
  if (views !== undefined) {
    const name = /\bresult\b/.test([...setup, trial.call].join('\n')) ? 'given' : 'result';
    const seen = views.map((one) => comparing(one.of.replaceAll(/\b_\b/g, name), one.literal, isUnittest));
    return [...setup, `${name} = ${call}`, ...seen, ...afterwards];
  }
  return [
    ...setup,
    after.length > 0 && literal === 'None' ? call : comparing(call, literal, isUnittest),
    ...afterwards,
  ];
}

function comparing(received: string, literal: string, isUnittest: boolean): string {
  if (literal === 'None') return isUnittest ? `self.assertIsNone(${received})` : `assert ${received} is None`;
  if (literal === 'True' || literal === 'False') {
    return isUnittest ? `self.assertIs(${received}, ${literal})` : `assert ${received} is ${literal}`;
  }
  return isUnittest ? `self.assertEqual(${received}, ${literal})` : `assert ${received} == ${literal}`;
}

function pascal(subject: Subject): string {
  return qualifiedName(subject)
    .split(/[._]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

function pythonQuoted(text: string): string {
  const json = JSON.stringify(text);
  if (text.includes("'")) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"')}'`;
}
