import path from 'node:path';
import { textOf } from '../../checks/programs.ts';
import type { Framework, TestSetup } from '../types.ts';
import { isAbout } from './about.ts';
import { ecosystemOf, foldersOfPackage, packageRoot, type Ecosystem, type FolderView } from './ecosystem.ts';
import type { Decision } from './frameworks/decision.ts';
import * as java from './frameworks/java.ts';
import * as javascript from './frameworks/javascript.ts';
import * as python from './frameworks/python.ts';
import { insideOfPackage, isOutsideOfPackage } from './go-inside.ts';
import { filesOfPackage } from './listing.ts';
import { distance, inventoryOf, type Inventory } from './pairs.ts';
import { placeFor, testsOf } from './placement.ts';
import { rustTests } from './rust-tests.ts';
import { observedStyle } from './style.ts';
import { pathOf, placeOf, tellingFolders, testPlaceOf, type Place } from './test-names.ts';

/** So many tests near the file show how tests are written. */
const MOST_SIBLINGS = 5;

type Choice = Pick<TestSetup, 'framework' | 'reason' | 'isDefault'>;

/** Where the tests of a file (absolute path) belong and how they look there. Reads only, and only inside of the workspace folders. */
export async function testSetup(
  file: string,
  languageId: string,
  folders: readonly string[],
): Promise<TestSetup | { reason: string }> {
  const ecosystem = ecosystemOf(languageId);
  if (ecosystem === undefined) return { reason: `Tests in this language (${languageId}) cannot be written here.` };
  const root = await packageRoot(file, ecosystem, folders);
  const relative = path.relative(root, file).replaceAll(path.sep, '/');
  if (testPlaceOf(relative, ecosystem) !== undefined) return { reason: 'This file is itself a test.' };
  const place = placeOf(relative);
  const inventory = inventoryOf(await filesOfPackage(root, ecosystem), ecosystem);
  const siblings = await textsOf(root, siblingsOf(place, inventory));
  const views = await foldersOfPackage(root, folders);
  const choice = await frameworkOf(ecosystem, languageId, siblings, views);
  if (!('framework' in choice)) return choice;
  const { testFile, existing } = await target(file, root, place, inventory, ecosystem, choice.framework);
  const style = await observedStyle({
    file,
    testFile,
    languageId,
    framework: choice.framework,
    folders,
    // The test that is extended shows best how it is written itself.
    tests: existing === undefined || testFile === file ? siblings : [existing],
  });
  return { ...choice, root, testFile, existing, style };
}

/** The tests nearest to the file, the file's own first; relative to the package. */
function siblingsOf(file: Place, inventory: Inventory): string[] {
  const own = new Set(testsOf(file, inventory));
  const near = inventory.tests
    .map((test) => ({
      name: pathOf({ ...test, stem: test.form.before + test.stem + test.form.after }),
      // `test/unit/a` is as near to `src/a` as can be.
      steps: distance(tellingFolders(test.folders), tellingFolders(file.folders)),
    }))
    .sort((one, other) => Number(own.has(other.name)) - Number(own.has(one.name)) || one.steps - other.steps);
  return near.slice(0, MOST_SIBLINGS).map(({ name }) => name);
}

async function textsOf(root: string, names: readonly string[]): Promise<string[]> {
  const texts = await Promise.all(names.map((name) => textOf(path.join(root, name))));
  return texts.filter((text) => text !== undefined);
}

async function frameworkOf(
  ecosystem: Ecosystem,
  languageId: string,
  siblings: readonly string[],
  views: readonly FolderView[],
): Promise<Choice | { reason: string }> {
  if (ecosystem === 'go') return { framework: 'go test', reason: 'go test, which comes with Go', isDefault: false };
  if (ecosystem === 'rust')
    return { framework: 'cargo test', reason: 'cargo test, which comes with Rust', isDefault: false };
  const rules = { javascript, python, java }[ecosystem];
  let decision: Decision | undefined = rules.ofTests(siblings);
  for (const view of views) decision ??= await rules.ofFolder(view);
  if (ecosystem === 'javascript') decision ??= javascript.ofLooks(siblings);
  if (decision === undefined) return byDefault(ecosystem, languageId);
  if ('unsupported' in decision)
    return { reason: `The tests here are written with ${decision.unsupported}, which is not supported.` };
  return {
    framework: decision.framework,
    reason: `${decision.framework}, because ${decision.because}`,
    isDefault: false,
  };
}

function byDefault(ecosystem: 'javascript' | 'python' | 'java', languageId: string): Choice {
  const framework: Framework =
    ecosystem === 'javascript'
      ? javascript.byDefault(languageId.startsWith('typescript'))
      : ecosystem === 'python'
        ? 'unittest'
        : 'junit';
  return {
    framework,
    isDefault: true,
    reason: `${framework}, because no test framework was found in this project and it is ${WHY[framework] ?? 'the usual one'}`,
  };
}

const WHY: Partial<Record<Framework, string>> = {
  vitest: 'usual for TypeScript',
  'node:test': 'part of Node.js',
  unittest: 'part of Python',
  junit: 'usual for Java (JUnit 5)',
};

async function target(
  file: string,
  root: string,
  place: Place,
  inventory: Inventory,
  ecosystem: Ecosystem,
  framework: Framework,
): Promise<Pick<TestSetup, 'testFile' | 'existing'>> {
  if (ecosystem === 'rust') return rustTests(file);
  for (const own of ecosystem === 'go' ? [] : testsOf(place, inventory)) {
    const testFile = path.join(root, own);
    const existing = await textOf(testFile);
    if (existing !== undefined && isAbout(existing, testFile, file)) return { testFile, existing };
  }
  const predicted = placeFor(place, inventory, ecosystem, framework);
  const found = await read(path.join(root, predicted));
  if (ecosystem === 'go' && found.existing !== undefined && isOutsideOfPackage(found.existing))
    return read(insideOfPackage(found.testFile));
  if (found.existing === undefined || isAbout(found.existing, found.testFile, file)) return found;
  // In a flat folder only one of two files of a name has its test called after it.
  return read(path.join(root, withFolderInName(predicted, place, ecosystem)));
}

async function read(testFile: string): Promise<Pick<TestSetup, 'testFile' | 'existing'>> {
  return { testFile, existing: await textOf(testFile) };
}

/** `tests/test_pkg_x.py` for `tests/test_x.py`. */
function withFolderInName(predicted: string, { folders }: Place, ecosystem: Ecosystem): string {
  const test = testPlaceOf(predicted, ecosystem);
  if (test === undefined) return predicted;
  const { before, after } = test.form;
  return pathOf({ ...test, stem: before + [...folders.slice(-1), test.stem].join('_') + after });
}
