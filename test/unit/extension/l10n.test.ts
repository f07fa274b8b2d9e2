import fs from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const read = (name: string) => fs.readFileSync(new URL(name, root), 'utf8');
const json = (name: string) => JSON.parse(read(name)) as Record<string, string>;
const places = (text: string) => [...text.matchAll(/\{\d\}/g)].map(([place]) => place).sort();

const translations = fs.readdirSync(new URL('l10n', root)).map((name) => name.replace(/^bundle\.l10n\.|\.json$/g, ''));

/** All TypeScript of a folder, in one text. */
const codeOf = (folder: string) =>
  fs
    .readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(`${folder}/${name.replaceAll('\\', '/')}`))
    .join('\n');
const source = `${codeOf('src/extension')}\n${codeOf('src/server')}`;
const texts = [...source.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, text]) => text ?? '');

/** Where sentences for people are written that the server translates on their way out (`Texts.said`). */
const ROOMS = ['server', 'assistant/edit', 'assistant/fix', 'assistant/testing', 'testing/layout', 'testing/run'];
/** Such sentences that do not stand where one can see that they are. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'src/assistant/edit/verifier.ts': [
    'parses',
    '{0} clean ({1})',
    'no new problems in {0} ({1})',
    'tests pass ({0})',
    'no test fails that did not before ({0})',
    'Whether the problem is gone: no checker that was run reports it.',
  ],
  'src/assistant/edit/hidden-characters.ts': ['It adds {0} characters that cannot be seen: {1}.'],
  'src/assistant/fix/fixer.ts': [
    'Trying small changes',
    'Trying known repairs',
    'Trying other brackets and marks',
    'Writing the line again',
    'Writing the code again',
    'Writing other lines again',
    'Writing unlikely lines again',
    'Trying a declaration',
    'Trying further lines',
    'Writing the code again, attempt {0} of {1}',
  ],
  'src/assistant/testing/failing.ts': [
    'No call was found that shows this. Name one, and what it should give.',
    'None of {0} calls shows this. {1}',
  ],
  'src/assistant/testing/generator.ts': [
    'No test passed each time.',
    'The model thought of no call that can be read.',
    'None of {0} calls could be made. {1}',
    'None of {0} calls gave something that a test can be written about.',
    'None of {0} calls gave a test without errors in its types.',
    'None of {0} calls gave a test that takes a branch or notices a change of the code.',
    'types clean',
    'The tests cast arguments, which have other types than the declared ones.',
    'The types of the test file are not clean: {0}',
    'The tests in {0} already reach all of {1}: {2} branches, {3} mutants.',
    'The tests in {0} reach {1} of {2} branches and {3} of {4} mutants of {5}; no call was found that adds to that.',
  ],
  'src/checks/discover.ts': ['Not checked with {0}: programs of this project may not be run here.'],
  'src/server/edits.ts': ['Whether it does the same.'],
  'src/server/tests.ts': [
    'The chosen tests were run together with the others.',
    'The documentation says that {0} is {1}, and it is {2}.',
  ],
  'src/server/test-source.ts': ['Programs of this project may not be run here.'],
  'src/testing/failing/verdict.ts': [
    'The test passes already.',
    'The test file could not be run: {0}',
    'The test fails, but not by the error of the report.',
    'The test fails, but not by what it asserts: {0}',
  ],
  'src/testing/failing/judge.ts': [
    '{0} cannot be tried: {1} is not defined.',
    '{0}, not {1} as reported.',
    '{0}: it does not fail.',
    '{0} gives the error {1}, and should give none.',
    '{0}, and should not.',
    'The report names no call that should fail: add one.',
    '{0}, as it should.',
    '{0}, and nobody says what it should give.',
    '{0} should give {1}, which the report does not speak of.',
    '{0}, of which the report says nothing.',
    'What {0} gives cannot be compared with {1}.',
  ],
  'src/testing/failing/sentences.ts': [
    '{0} cannot be tried: {1}',
    '{0} gives {1}',
    '{0} gives nothing',
    '{0} gives what cannot be written down',
    '{0} throws {1}',
    '{0} panics: {1}',
    '{0}, and should give {1}.',
    '{0}, and should give {1}, as its documentation says.',
    '{0}, and should give {1}, as the model understands the report.',
    '{0}, and should panic.',
    '{0}, and should throw an error.',
    '{0}, and should throw {1}.',
  ],
  'src/testing/failing/checker.ts': ['the failing test passes'],
  'src/testing/run/sandbox.ts': [
    'could write to nothing but a copy',
    'no network',
    'at most {0} GiB of memory',
    'This system sets no limit to the memory of runs.',
    'Runs could reach the network: this system does not let us take it away.',
    'Runs could write to files outside of their copy: this system does not let us prevent it.',
  ],
  'src/testing/languages/go.ts': ['"main" is the program itself.'],
  'src/testing/languages/java.ts': [
    '"{0}" is in a class inside of another one, whose objects are not made here yet.',
    '"{0}" is a constructor: tests of its methods make objects with it.',
    '"{0}" belongs to an interface, not to a class.',
    '"{0}" is private: a test in another class cannot call it.',
    '"{0}" belongs to an abstract class, of which there are no objects.',
    'Tests of Java modules (module-info.java) are not run by Local Forge yet.',
  ],
  'src/testing/languages/javascript.ts': ['"{0}" is not exported, so no test file can call it.'],
  'src/testing/run/maven.ts': [
    'Tests of Java are run by Maven: there is no pom.xml here.',
    'Tests of Java are run by Maven only so far, not by Gradle.',
    'Maven is not installed here: there is no "mvn" on PATH.',
    'JUnit 5 is no dependency of this project.',
    'Maven lacks packages for this project: run "mvn test" once, which fetches them.',
    'Maven runs no tests in src/test/java here.',
    'Maven cannot run tests here: {0}',
  ],
  'src/testing/readiness.ts': ['Local Forge does not run tests of {0} yet.'],
  'src/testing/proof/failing-test.ts': ['The test file that is there cannot be extended.'],
  'src/testing/observe/trial.ts': ['It gives something else each time.'],
  'src/testing/observe/javascript.ts': ['It does not end.'],
  'src/testing/prover.ts': [
    'It ends the process, or does not end.',
    'The code could not be run: {0}',
    'passed {0} times in changing order',
    'each passed alone',
    'left no file behind',
    'failed {0} times {1}',
  ],
  'src/workspace/write-guard.ts': [
    'This document cannot be edited: {0}.',
    'This file is outside of the workspace: {0}.',
    'This file holds {0}: look at the change closely, it may make programs run.',
  ],
};
/** Seen by the model, or only while it is found out which tests are written here: for nobody who reads German. */
const NOT_SHOWN = [/because/];

const LITERAL = /'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/.source;
const SENTENCE = new RegExp(
  String.raw`(?:\breason: |\bonStage\??\.?\(|new CheckFailed\(|\b(?:passed|open)\.(?:push|unshift)\()(?:[^'\x60\n;]{0,60}? \? )?(?:${LITERAL})(?: : (?:${LITERAL}))?`,
  'g',
);

/** A literal of the code as a text with places. */
function templateOf(literal: string): string {
  let place = 0;
  return literal.replaceAll(/\$\{[^}]*\}/g, () => `{${place++}}`);
}

const sentences = [
  ...ROOMS.map((room) => codeOf(`src/${room}`)).flatMap((code) =>
    [...code.matchAll(SENTENCE)].flatMap(([, ...found]) =>
      (found as (string | undefined)[]).filter((one) => one !== undefined).map(templateOf),
    ),
  ),
  ...Object.values(ELSEWHERE).flat(),
].filter((text) => !NOT_SHOWN.some((one) => one.test(text)));

describe('translations', () => {
  it('there is at least one', () => {
    expect(translations.length).toBeGreaterThan(0);
    expect(texts.length).toBeGreaterThan(50);
  });

  it('every text that the extension shows is a literal, so that it can be found', () => {
    const calls =
      [...source.matchAll(/\b(?:l10n|texts)\.t\((?!message, )/g)].length + [...source.matchAll(/[^.\w]t\(/g)].length;
    expect(texts.length).toBe(calls);
  });

  it('the sentences that are said to stand elsewhere stand there', () => {
    expect(sentences.length).toBeGreaterThan(40);
    for (const [file, listed] of Object.entries(ELSEWHERE)) {
      const code = templateOf(read(file)).replaceAll(/\{\d+\}/g, '{}');
      for (const text of listed) expect(code, text).toContain(text.replaceAll(/\{\d\}/g, '{}'));
    }
  });

  it.each(translations)('%s has every text of the code, with its places, and no other', (language) => {
    const bundle = json(`l10n/bundle.l10n.${language}.json`);
    expect(Object.keys(bundle).sort()).toEqual([...new Set([...texts, ...sentences])].sort());
    for (const [text, translated] of Object.entries(bundle)) expect(places(translated)).toEqual(places(text));
  });

  it.each(translations)('%s has every text of the manifest', (language) => {
    const english = json('package.nls.json');
    const translated = json(`package.nls.${language}.json`);
    expect(Object.keys(translated)).toEqual(Object.keys(english));
    // Commands and links within a text must stay what they are.
    const links = (text = '') => [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, link]) => link);
    for (const [key, text] of Object.entries(english)) expect(links(translated[key])).toEqual(links(text));
  });

  it('the manifest names only texts that exist, and all of them', () => {
    const named = [...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? '');
    expect([...new Set(named)].sort()).toEqual(Object.keys(json('package.nls.json')).sort());
  });
});
