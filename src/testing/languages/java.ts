import fs from 'node:fs';
import path from 'node:path';
import { JAVA_PROBE, javaProbe, refusedByJava, refusedLinesOfJava } from '../observe/java.ts';
import { viewsOf } from '../trials/java-views.ts';
import { bareJava, importsIn, javaHead, javaTypes, packageIn, typesAround } from '../trials/java-text.ts';
import { packageOfClass } from '../write/java-names.ts';
import { javaTests } from '../write/java.ts';
import type { Imported } from '../write/written.ts';
import { identifiersIn, merged, type Source, type TestLanguage } from './language.ts';

export const JAVA: TestLanguage = {
  refusal: (source) => {
    const { text, subject, setup } = source;
    const { name, owner, bodyStart } = subject;
    const around = typesAround(text, bodyStart);
    const { modifiers } = javaHead(text, subject);
    if (around.length > 1) return `"${name}" is in a class inside of another one, whose objects are not made here yet.`;
    if (name === owner) return `"${name}" is a constructor: tests of its methods make objects with it.`;
    if (around[0]?.kind === 'interface') return `"${name}" belongs to an interface, not to a class.`;
    if (modifiers.has('private')) return `"${name}" is private: a test in another class cannot call it.`;
    if (around[0]?.modifiers.has('abstract') === true && subject.isStatic !== true)
      return `"${name}" belongs to an abstract class, of which there are no objects.`;
    if (fs.existsSync(path.join(setup.root, 'src/main/java/module-info.java')))
      return 'Tests of Java modules (module-info.java) are not run by Local Forge yet.';
    return undefined;
  },
  probe: (source, { trials, output, budgetMs, isInstrumented }) => {
    const { text, subject, file, setup } = source;
    const probe = javaProbe({
      packageName: packageIn(text),
      imports: importsIn(text),
      trials,
      isVoid: javaHead(text, subject).result === 'void',
      views: subject.isStatic === true ? [] : viewsOf(text, subject),
      output,
      budgetMs,
      isInstrumented,
    });
    // The folder of tests mirrors that of sources; where it does not, the compiler takes it all the same.
    const folder = path.relative(path.join(setup.root, 'src/main/java'), path.dirname(file));
    const home = folder.startsWith('..')
      ? path.dirname(setup.testFile)
      : path.join(setup.root, 'src/test/java', folder);
    return { file: path.join(home, `${JAVA_PROBE}.java`), text: probe };
  },
  only: (name) => name,
  refused: refusedByJava,
  refusedLines: refusedLinesOfJava,
  tests: (source, cases) => {
    const { setup, subject, text } = source;
    const { result, thrown } = javaHead(text, subject);
    const existing = bareJava(setup.existing ?? '');
    const methods = [...existing.matchAll(/\bvoid\s+([\w$]+)\s*\(/g)].map(([, name = '']) => name);
    const written = javaTests(cases, subject, {
      taken: new Set(methods),
      indentation: setup.style.indentation,
      result,
      thrown: thrownBy(source, thrown),
      own: new Set(javaTypes(text).map(({ path: name }) => name)),
    });
    const code = cases.flatMap(({ trial }) => [...trial.setup, trial.call]).join('\n');
    return { ...written, imports: merged([...written.imports, ...classesIn(code, text)]) };
  },
  newFile: ({ text, setup }, { imports, tests }) => {
    const lines = imports.flatMap(({ from, names }) => names.map((name) => `import ${from}.${name};`)).sort();
    const isStatic = (line: string) => line.startsWith('import static ');
    const [note = '', rest = tests] = /^((?:\/\/ .*\n)+)([\s\S]*)$/.exec(tests)?.slice(1) ?? [];
    const home = packageIn(text);
    return [
      ...(home === '' ? [] : [`package ${home};`, '']),
      ...lines.filter(isStatic),
      '',
      ...lines.filter((line) => !isStatic(line)),
      '',
      `${note}class ${path.parse(setup.testFile).name} {`,
      rest.replaceAll(/^(?=.)/gm, setup.style.indentation).trimEnd(),
      '}',
      '',
    ].join('\n');
  },
  environment: (_, root) => {
    const { JAVA_HOME } = process.env;
    return {
      ...(JAVA_HOME !== undefined && path.isAbsolute(JAVA_HOME) && { JAVA_HOME }),
      // Java takes no notice of TMPDIR, and writes down what it measures.
      JAVA_TOOL_OPTIONS: `-Djava.io.tmpdir=${path.join(root, '..', 'home')} -XX:-UsePerfData -Xmx1g`,
    };
  },
};

/** What tests declare: the subject throws it, or a constructor of its class. */
function thrownBy({ text, subject }: Source, thrown: readonly string[]): string {
  const { owner = '' } = subject;
  const made = new RegExp(`(?<!new\\s+)(?<![\\w.])${owner}\\s*\\([^;{}]*\\)\\s*throws\\b`).test(bareJava(text));
  if (thrown.length === 0 && !made) return '';
  return thrown.includes('Throwable') ? 'Throwable' : 'Exception';
}

/** Classes that code names: those that the source imports, and the usual ones of Java. */
function classesIn(code: string, text: string): Imported[] {
  const own = new Set(javaTypes(text).map(({ path: name }) => name));
  const imports = importsIn(text).filter((one) => !one.startsWith('static '));
  const wanted: Imported[] = [];
  let isOpen = false;
  for (const name of identifiersIn(code)) {
    if (!/^[A-Z]/.test(name) || own.has(name)) continue;
    const said = imports.find((one) => one.endsWith(`.${name}`));
    const from = said === undefined ? packageOfClass(name) : said.slice(0, -name.length - 1);
    if (from === undefined) isOpen = true;
    else wanted.push({ from, names: [name] });
  }
  // It may come from a package that the source imports as a whole.
  const whole = isOpen ? imports.filter((one) => one.endsWith('.*') && !one.startsWith('java.')) : [];
  return [...wanted, ...whole.map((one): Imported => ({ from: one.slice(0, -2), names: ['*'] }))];
}
