import { ecosystemOf, type Ecosystem } from './ecosystem.ts';

/** How a test file is called after its source: `{ before: '', after: '.test' }` for `x.test.ts`. */
export interface NameForm {
  readonly before: string;
  readonly after: string;
}

/** A path relative to the package, taken apart. */
export interface Place {
  readonly folders: readonly string[];
  /** The name without its extension: `x` of `x.ts`, and what a test is named after. */
  readonly stem: string;
  /** With the dot. */
  readonly extension: string;
}

export interface TestPlace extends Place {
  readonly form: NameForm;
}

/** Folders that say of what lies in them that it is a test; `spec` only at the top, as specifications are code, too. */
const TEST_FOLDER = /^(?:__tests__|tests?)$/;
const TOP_TEST_FOLDER = /^(?:__tests__|tests?|specs?)$/;
/** Say what kind of code it is, and not what it is about. */
const KIND_FOLDER = /^(?:units?|unit[-_]tests?|src|lib|source|python|java|main)$/;
/** Lie beside tests and are none. */
const NO_TEST = /^(?:conftest|__init__|setup|helpers?|fixtures?|utils?|index)$/i;

const FORMS: Readonly<Record<Ecosystem, readonly RegExp[]>> = {
  javascript: [/^(?<stem>.+)(?<after>[._-](?:test|spec))$/],
  python: [/^(?<before>test_)(?<stem>.+)$/, /^(?<stem>.+)(?<after>_tests?)$/],
  go: [/^(?<stem>.+)(?<after>_test)$/],
  rust: [],
  java: [/^(?<stem>.+)(?<after>Tests?)$/, /^(?<before>Test)(?<stem>[A-Z].*)$/],
};

/** `test-x.js`, which outside of test folders would be a program that tests something. */
const NODES_NAME = /^(test[._-])(.+)$/;

export function placeOf(file: string): Place {
  const folders = file.split('/');
  const name = folders.pop() ?? '';
  const dot = name.lastIndexOf('.');
  return dot <= 0
    ? { folders, stem: name, extension: '' }
    : { folders, stem: name.slice(0, dot), extension: name.slice(dot) };
}

export function pathOf({ folders, stem, extension }: Place): string {
  return [...folders, stem + extension].join('/');
}

export function isTestFolder(name: string, isTop = false): boolean {
  return (isTop ? TOP_TEST_FOLDER : TEST_FOLDER).test(name);
}

export function isInTestFolder({ folders }: Pick<Place, 'folders'>): boolean {
  return folders.some((name, index) => isTestFolder(name, index === 0));
}

/** The folders of a test that say something about its source: without `tests`, `unit`, `src`. */
export function tellingFolders(folders: readonly string[]): string[] {
  return folders.filter((name, index) => !isTestFolder(name, index === 0) && !KIND_FOLDER.test(name));
}

/** Whether a file is a test by its own name alone; {@link testPlaceOf} knows better, and needs the package's folder. */
export function isCalledTest(file: string, languageId: string): boolean {
  const ecosystem = ecosystemOf(languageId);
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return ecosystem !== undefined && testPlaceOf(name, ecosystem) !== undefined;
}

/** A test file by its name, or by its folder (`test/x.js` and `__tests__/x.js` in JavaScript); undefined for every other file. */
export function testPlaceOf(file: string, ecosystem: Ecosystem): TestPlace | undefined {
  const place = placeOf(file);
  // Maven and Gradle keep them apart: `TestPlan.java` in `src/main` is code.
  if (ecosystem === 'java' && /(?:^|\/)src\/main\//.test(file)) return undefined;
  for (const pattern of FORMS[ecosystem]) {
    const groups = pattern.exec(place.stem)?.groups;
    if (groups === undefined) continue;
    const form = { before: groups['before'] ?? '', after: groups['after'] ?? '' };
    return { ...place, stem: groups['stem'] ?? '', form };
  }
  const isHelp =
    NO_TEST.test(place.stem) || place.folders.some((name) => NO_TEST.test(name) || /^__(?!tests__)/.test(name));
  if (ecosystem !== 'javascript' || !isInTestFolder(place) || isHelp) return undefined;
  const [, before = '', stem = place.stem] = NODES_NAME.exec(place.stem) ?? [];
  return { ...place, stem, form: { before, after: '' } };
}
