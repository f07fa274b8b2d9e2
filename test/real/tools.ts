import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Program } from '../../src/checks/run.ts';

const cache = path.join(os.homedir(), '.cache', 'local-forge', 'tools');

/** Checkers that are no dependency of this repository: fetched once by the user's own pip and npm, and kept. */
const RUFF = '0.17.6';
const PYRIGHT = '1.1.414';
/** What runs tests. */
const RUNNERS = ['jest@30.5.2', 'chai@6.3.0'];
const BUN = '1.4.5';

export function ruffFolder(): string {
  return fetched(`ruff-${RUFF}`, (folder) =>
    execFileSync('python3', [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '--target',
      folder,
      `ruff==${RUFF}`,
    ]),
  );
}

export function ruffProgram(): Program {
  const command = path.join(ruffFolder(), 'bin', 'ruff');
  return { name: 'ruff', command, prefix: [], shown: command };
}

/** The folder of the npm package. */
export function pyrightFolder(): string {
  const folder = fetched(`pyright-${PYRIGHT}`, (place) => {
    execFileSync('npm', ['pack', '--silent', `pyright@${PYRIGHT}`], { cwd: place });
    execFileSync('tar', ['xzf', `pyright-${PYRIGHT}.tgz`], { cwd: place });
    fs.rmSync(path.join(place, `pyright-${PYRIGHT}.tgz`));
  });
  return path.join(folder, 'package');
}

export function pyrightProgram(): Program {
  const shown = path.join(pyrightFolder(), 'index.js');
  return { name: 'pyright', command: process.execPath, prefix: [shown], shown };
}

/** The folder of npm packages that Jest and mocha are run with. */
export function runnerPackages(): string {
  return path.join(
    fetched(RUNNERS.join('-'), (folder) => install(folder, RUNNERS)),
    'node_modules',
  );
}

/** The folder in which `bun` is. */
export function bunFolder(): string {
  const folder = fetched(`bun-${BUN}`, (place) => install(place, [`bun@${BUN}`]));
  return path.join(folder, 'node_modules', '.bin');
}

/** Of JUnit and what Maven runs it with. */
const JUNIT = '5.10.2';
const SUREFIRE = '3.2.5';

/** The pom.xml of a project with JUnit, whose packages the user's own Maven has fetched by then. */
export function mavenManifest(more = ''): string {
  const manifest = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>p</groupId>
  <artifactId>p</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.source>17</maven.compiler.source>
    <maven.compiler.target>17</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>org.junit.jupiter</groupId>
      <artifactId>junit-jupiter</artifactId>
      <version>${JUNIT}</version>
      <scope>test</scope>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <artifactId>maven-surefire-plugin</artifactId>
        <version>${SUREFIRE}</version>
      </plugin>
    </plugins>
  </build>
</project>
`;
  const repository = path.join(os.homedir(), '.m2', 'repository');
  const isThere = fs.existsSync(
    path.join(repository, 'org', 'apache', 'maven', 'surefire', 'surefire-junit-platform', SUREFIRE),
  );
  const name = `maven-junit-${JUNIT}`;
  if (!isThere) fs.rmSync(path.join(cache, name), { recursive: true, force: true });
  fetched(name, (folder) => {
    const test = path.join(folder, 'src', 'test', 'java', 'FetchTest.java');
    fs.mkdirSync(path.dirname(test), { recursive: true });
    fs.writeFileSync(path.join(folder, 'pom.xml'), manifest);
    fs.writeFileSync(test, 'class FetchTest {\n  @org.junit.jupiter.api.Test\n  void fetches() {}\n}\n');
    execFileSync('mvn', ['--batch-mode', '--quiet', 'test'], { cwd: folder, stdio: 'pipe' });
  });
  return manifest.replace('</project>', `${more}</project>`);
}

function install(folder: string, packages: readonly string[]): void {
  // Bun's package fetches its program by a script.
  const options = ['--no-audit', '--no-fund', '--silent', '--no-package-lock', '--legacy-peer-deps'];
  execFileSync('npm', ['install', '--prefix', folder, '--ignore-scripts=false', ...options, ...packages], {
    cwd: folder,
  });
}

function fetched(name: string, fetch: (folder: string) => unknown): string {
  const folder = path.join(cache, name);
  if (fs.existsSync(folder)) return folder;
  fs.mkdirSync(cache, { recursive: true });
  const part = fs.mkdtempSync(path.join(cache, 'part-'));
  try {
    fetch(part);
    fs.renameSync(part, folder);
  } finally {
    fs.rmSync(part, { recursive: true, force: true });
  }
  return folder;
}
