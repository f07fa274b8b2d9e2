import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { junitReport } from '../../../../src/checks/reports/tests.ts';
import {
  factsIn,
  javaBuild,
  javaRun,
  mavenPreparation,
  mavenPrepared,
  mavenProgram,
  mavenRepository,
} from '../../../../src/testing/run/maven.ts';

let scratch: string;
let root: string;
beforeEach(() => {
  scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-maven-'));
  root = path.join(scratch, 'project');
  fs.mkdirSync(root);
});
afterEach(() => fs.rmSync(scratch, { recursive: true, force: true }));

const FACTS =
  'home\t/jdk\nrelease\t17\npath\t/a.jar\npath\t/b c.jar\npath\t/a.jar\nargument\t-ea\nargument\t-javaagent:x\nproperty\tx=1\n';
const outcome = (stdout: string) => ({ code: 1, stdout, stderr: '' });

it('reads what Maven runs tests with', () => {
  expect(factsIn(FACTS)).toEqual({
    home: '/jdk',
    release: 17,
    classPath: ['/a.jar', '/b c.jar'],
    options: ['-ea', '-Dx=1'],
  });
  expect(factsIn(FACTS.replace('release', 'other'))).toBeUndefined();
});

it('knows where packages are kept', () => {
  const usual = path.join(os.homedir(), '.m2', 'repository');
  expect(mavenRepository('')).toBe(usual);
  expect(mavenRepository('<settings><!-- <localRepository>/x</localRepository> --></settings>')).toBe(usual);
  expect(mavenRepository('<localRepository>${user.home}/m</localRepository>')).toBe(path.join(os.homedir(), 'm'));
});

it('says why tests cannot be run', async () => {
  const file = path.join(root, 'A.java');
  expect(await mavenProgram(file, [root])).toEqual({
    reason: 'Tests of Java are run by Maven: there is no pom.xml here.',
  });
  fs.writeFileSync(path.join(root, 'build.gradle'), '');
  expect(await mavenProgram(file, [root])).toEqual({
    reason: 'Tests of Java are run by Maven only so far, not by Gradle.',
  });
});

describe('the first run', () => {
  it.each([
    ['[ERROR] /a.java:[1,2] package org.junit.jupiter.api does not exist', 'JUnit 5 is no dependency of this project.'],
    [
      'Cannot access central in offline mode and the artifact x has not been downloaded from it before.',
      'Maven lacks packages for this project: run "mvn test" once, which fetches them.',
    ],
    ['[ERROR] COMPILATION ERROR : \n[ERROR] /a.java:[1,2] no', 'Maven cannot run tests here: /a.java:[1,2] no'],
    ['BUILD SUCCESS', 'Maven runs no tests in src/test/java here.'],
  ])('%s', (said, reason) => {
    mavenPreparation(root);
    expect(mavenPrepared(root, outcome(said))).toBe(reason);
    expect(fs.readdirSync(path.join(root, 'src/test/java'))).toEqual([]);
  });
});

it('compiles and runs a file without Maven, and compiles once what has not changed', () => {
  fs.writeFileSync(path.join(scratch, 'maven-facts.txt'), FACTS);
  const file = path.join(root, 'src/test/java/p/ATest.java');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, '/* package x; */\npackage p;\nclass ATest {}\n');
  const changed = path.join(root, 'src/main/java/p/A.java');
  fs.mkdirSync(path.dirname(changed), { recursive: true });
  fs.writeFileSync(changed, 'package p;\n');
  fs.utimesSync(changed, new Date(), new Date(Date.now() + 5000));
  const request = { files: [file], report: path.join(scratch, 'report-1.json') };
  const build = javaBuild(root, request);
  expect(build?.program?.command).toBe(path.join('/jdk', 'bin', 'javac'));
  expect(build?.args.slice(-3)).toEqual([path.join(scratch, 'LocalForgeRun.java'), changed, file]);
  const run = javaRun(root, { ...request, seed: 3, only: 'a' });
  expect(run.args.slice(-5)).toEqual(['LocalForgeRun', request.report, 'p.ATest', 'a', '3']);
  expect(javaBuild(root, request)).toBeUndefined();
  fs.appendFileSync(file, '\n');
  expect(javaBuild(root, request)).toBeDefined();
});

it('reads what became of tests', () => {
  const report =
    'begun\tp.A.a\npassed\tp.A.a\nbegun\tp.A.b\nfailed\tp.A.b\nerror\tx\nbegun\tp.A.c\nskipped\tp.A.c\nbegun\tp.A.d\n';
  expect(junitReport(report, 0)).toEqual({ ran: 3, failed: ['p.A.b', 'p.A.d'] });
  expect(junitReport('', 1)).toEqual({ ran: 0, failed: ['?'] });
});
