import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { programOnPath } from '../../checks/programs.ts';
import type { Outcome, Program } from '../../checks/run.ts';
import type { Invocation, Request } from './runner.ts';
import { FACTS_TEST, factsTest, JUNIT_RUN, JUNIT_RUN_CODE } from './maven-code.ts';

/** What Maven runs the project's tests with. It is asked once for each copy: it takes seconds to start, and JUnit does not. */
export interface MavenFacts {
  /** Folder of Java. */
  readonly home: string;
  readonly classPath: readonly string[];
  /** Of the process: what the project's own configuration gives its tests. */
  readonly options: readonly string[];
  /** The version of Java that tests are compiled for. */
  readonly release: number;
}

const SOURCES = ['src/main/java', 'src/test/java'];
const FACTS = 'maven-facts.txt';
/** Says what the compiled classes are of. */
const COMPILED = 'compiled.json';
/** Checks of the project, which are not about what tests do. */
const SKIPPED = [
  'checkstyle',
  'enforcer',
  'jacoco',
  'spotbugs',
  'pmd',
  'rat',
  'license',
  'spotless.check',
  'spotless.apply',
];
/** Short runs are faster so. */
const SHORT = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** Maven from PATH, or the sentence why there is none that can run the tests of a file. */
export async function mavenProgram(
  file: string,
  folders: readonly string[],
): Promise<Program | { readonly reason: string }> {
  const root = manifestAbove(file);
  if (root?.endsWith('pom.xml') !== true)
    return {
      reason:
        root === undefined
          ? 'Tests of Java are run by Maven: there is no pom.xml here.'
          : 'Tests of Java are run by Maven only so far, not by Gradle.',
    };
  return (await programOnPath('mvn', folders)) ?? { reason: 'Maven is not installed here: there is no "mvn" on PATH.' };
}

/** The nearest file that says how Java is built here. */
function manifestAbove(file: string): string | undefined {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const name = ['pom.xml', 'build.gradle', 'build.gradle.kts'].find((one) => fs.existsSync(path.join(folder, one)));
    if (name !== undefined) return path.join(folder, name);
    if (folder === path.dirname(folder)) return undefined;
  }
}

/** Where Maven keeps packages: https://maven.apache.org/settings.html#simple-values */
export function mavenRepository(settings = textOf(path.join(os.homedir(), '.m2', 'settings.xml'))): string {
  const own = /<localRepository>\s*([^<\s][^<]*?)\s*<\/localRepository>/
    .exec(settings.replaceAll(/<!--[\s\S]*?-->/g, ''))?.[1]
    ?.replaceAll('${user.home}', os.homedir());
  return own !== undefined && path.isAbsolute(own) ? own : path.join(os.homedir(), '.m2', 'repository');
}

/** What Maven is asked first: to compile all, and to run a test that tells what it is run with. */
export function mavenPreparation(root: string): Invocation {
  const facts = path.join(path.dirname(root), FACTS);
  fs.mkdirSync(path.join(root, 'src/test/java'), { recursive: true });
  fs.writeFileSync(factsFile(root), factsTest(facts));
  return {
    cwd: root,
    args: [
      '--offline',
      '--batch-mode',
      ...SKIPPED.map((one) => `-D${one}.skip=true`),
      `-Dtest=${FACTS_TEST}`,
      '-DfailIfNoTests=false',
      '-Dsurefire.failIfNoSpecifiedTests=false',
      'test',
    ],
  };
}

/** Keeps what Maven has said, or gives the sentence why no test can be run. */
export function mavenPrepared(root: string, { stdout, stderr }: Outcome): string | undefined {
  fs.rmSync(factsFile(root), { force: true });
  if (factsOf(root) !== undefined) return undefined;
  const said = `${stdout}\n${stderr}`;
  if (/package org\.junit\.jupiter\.api does not exist/.test(said)) return 'JUnit 5 is no dependency of this project.';
  if (/in offline mode|has not been downloaded from it before/.test(said))
    return 'Maven lacks packages for this project: run "mvn test" once, which fetches them.';
  const error = /^\[ERROR\]\s+(?!Failures?:|Errors?:|COMPILATION ERROR)(\S.*)$/m.exec(said)?.[1];
  return error === undefined
    ? 'Maven runs no tests in src/test/java here.'
    : `Maven cannot run tests here: ${error.slice(0, 200)}`;
}

function factsFile(root: string): string {
  return path.join(root, 'src/test/java', `${FACTS_TEST}.java`);
}

/** What a file says that the test of facts has written; undefined where it is not whole. */
export function factsIn(written: string): MavenFacts | undefined {
  const values = (kind: string) =>
    written.split('\n').flatMap((line) => (line.startsWith(`${kind}\t`) ? [line.slice(kind.length + 1)] : []));
  const [home] = values('home');
  const [release] = values('release');
  if (home === undefined || release === undefined) return undefined;
  // What an agent would look at is not ours to run.
  const options = values('argument').filter((one) => !/^-(?:javaagent|agentlib|agentpath|Xmx|Xms|XX:)/.test(one));
  return {
    home,
    release: Number(release),
    classPath: [...new Set(values('path'))],
    options: [...options, ...values('property').map((one) => `-D${one}`)],
  };
}

function factsOf(root: string): MavenFacts | undefined {
  return factsIn(textOf(path.join(path.dirname(root), FACTS)));
}

/** Compiles a file of tests, and what was changed since Maven compiled all; undefined where that has just been run. */
export function javaBuild(root: string, { files, report }: Request): Invocation | undefined {
  const scratch = path.dirname(report);
  if (textOf(path.join(scratch, COMPILED)) === stateOf(root, files)) return undefined;
  fs.rmSync(path.join(scratch, COMPILED), { force: true });
  const { home, classPath, release } = known(root);
  const classes = classesIn(scratch);
  fs.rmSync(classes, { recursive: true, force: true });
  fs.mkdirSync(classes, { recursive: true });
  const run = path.join(scratch, `${JUNIT_RUN}.java`);
  if (!fs.existsSync(run)) fs.writeFileSync(run, JUNIT_RUN_CODE);
  return {
    cwd: root,
    program: javaProgram(home, 'javac'),
    args: [
      ...SHORT.map((one) => `-J${one}`),
      '-J-Duser.language=en',
      // All that is wrong at once, though it is found at different times.
      ...['-Xmaxerrs', '10000', '-XDshould-stop.ifError=FLOW', '-XDshouldStopPolicyIfError=FLOW'],
      ...['-nowarn', '-Xlint:none', '-g', '-encoding', 'UTF-8'],
      ...(release >= 9 ? ['--release', String(release)] : ['-source', String(release), '-target', String(release)]),
      ...['-d', classes],
      ...['-classpath', [...classPath].join(path.delimiter)],
      ...['-sourcepath', SOURCES.map((one) => path.join(root, one)).join(path.delimiter)],
      ...new Set([run, ...changedSources(root), ...files]),
    ],
  };
}

/** Runs the tests of a file by JUnit's launcher, in the way and with the options of Maven's own runs. */
export function javaRun(root: string, { files, only = '', seed, report }: Request): Invocation {
  const { home, classPath, options } = known(root);
  const [file = ''] = files;
  fs.writeFileSync(path.join(path.dirname(report), COMPILED), stateOf(root, files));
  const tested = [/^\s*package\s+([\w.]+)\s*;/m.exec(textOf(file))?.[1], path.parse(file).name];
  return {
    cwd: root,
    program: javaProgram(home, 'java'),
    args: [
      ...SHORT,
      ...options,
      ...['-classpath', [classesIn(path.dirname(report)), ...classPath].join(path.delimiter)],
      ...[JUNIT_RUN, report],
      tested.filter((one) => one !== undefined).join('.'),
      only,
      // The first time in JUnit's own order.
      seed === undefined || seed === 1 ? '' : String(seed),
    ],
  };
}

/** What tells whether anything has to be compiled. */
function stateOf(root: string, files: readonly string[]): string {
  const sources = changedSources(root).map((place) => [place, fs.statSync(place).mtimeMs]);
  return JSON.stringify([sources, files.map((file) => [file, textOf(file)])]);
}

function known(root: string): MavenFacts {
  const facts = factsOf(root);
  if (facts === undefined) throw new Error('Maven has not been asked yet.');
  return facts;
}

function classesIn(scratch: string): string {
  return path.join(scratch, 'classes');
}

function javaProgram(home: string, name: 'java' | 'javac'): Program {
  // Java 8 tells the place of its runtime, in which there is no compiler.
  const folders = path.basename(home) === 'jre' ? [home, path.dirname(home)] : [home];
  const places = folders.map((folder) => path.join(folder, 'bin', name));
  const command = places.find((place) => fs.existsSync(place)) ?? path.join(home, 'bin', name);
  return { name, command, prefix: [], shown: command };
}

/** Sources that are newer than what Maven has said. */
function changedSources(root: string): string[] {
  const asked = fs.statSync(path.join(path.dirname(root), FACTS)).mtimeMs;
  const sources = path.join(root, 'src/main/java');
  const entries = fs.existsSync(sources) ? fs.readdirSync(sources, { recursive: true, withFileTypes: true }) : [];
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.java'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((place) => fs.statSync(place).mtimeMs > asked)
    .sort();
}

function textOf(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
