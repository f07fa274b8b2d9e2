import { isObject, objectAt, parsedJson, textAt, type Json } from '../../../checks/reports/json.ts';
import type { FolderView } from '../ecosystem.ts';
import { decided, mostVotes, type Decision } from './decision.ts';
import type { Framework } from '../../types.ts';

type JavaScriptFramework = Extract<Framework, 'vitest' | 'jest' | 'mocha' | 'node:test' | 'bun test'>;

/** Frameworks that projects use and that no tests are written for here. */
const UNSUPPORTED = ['ava', 'tap', 'tape', 'uvu', 'qunit', 'jasmine', 'karma', '@web/test-runner', '@playwright/test'];

const IMPORTED: readonly (readonly [JavaScriptFramework, RegExp])[] = [
  ['vitest', moduleNamed('vitest')],
  ['jest', moduleNamed('@jest/globals')],
  ['node:test', moduleNamed('node:test')],
  ['bun test', moduleNamed('bun:test')],
  ['mocha', moduleNamed('mocha')],
];
/** What is there without an import, and in one framework only. */
const USED: readonly (readonly [JavaScriptFramework, RegExp])[] = [
  ['vitest', /\bvi\.(?:fn|mock|spyOn|stub\w+|useFakeTimers)\(/],
  ['jest', /\bjest\.\w+\(/],
  ['mocha', /\bthis\.(?:timeout|slow|retries)\(|\b(?:specify|context)\(['"`]/],
];
/** Often used with mocha, but with others as well. */
const WITH_MOCHA = moduleNamed('chai|should|node:assert|assert');

const CONFIG_FILES: readonly (readonly [JavaScriptFramework, RegExp])[] = [
  ['vitest', /^vitest\.(?:config|workspace)\.[cm]?[jt]s$/],
  ['jest', /^jest\.config\.(?:[cm]?[jt]s|json)$/],
  ['mocha', /^\.mocharc(?:\.\w+)?$/],
];

const COMMANDS: readonly (readonly [JavaScriptFramework, RegExp])[] = [
  ['vitest', /\b(?:vitest|ng test --runner=vitest)\b/],
  ['jest', /\b(?:jest|react-scripts test)\b/],
  ['mocha', /\b(?:mocha|ts-mocha|electron-mocha)\b/],
  ['bun test', /\bbun (?:--\S+ )*test\b/],
  ['node:test', /\b(?:node|tsx)\b[^&|;]*\s--test\b/],
];

const PACKAGES: readonly (readonly [JavaScriptFramework, readonly string[]])[] = [
  ['vitest', ['vitest']],
  ['jest', ['jest', '@jest/globals', 'ts-jest', 'babel-jest', '@types/jest', 'react-scripts']],
  ['mocha', ['mocha', 'ts-mocha', '@types/mocha']],
  ['bun test', ['@types/bun', 'bun-types']],
];

/** What the nearest tests import or use; the framework of most of them. */
export function ofTests(texts: readonly string[]): Decision | undefined {
  const framework = mostVotes(texts.flatMap((text) => ofTest(text) ?? []));
  if (framework !== undefined) return decided(framework, 'the tests next to it use it');
  const other = UNSUPPORTED.find((name) => texts.some((text) => moduleNamed(name).test(text)));
  return other === undefined ? undefined : { unsupported: other };
}

/** The framework that a test's text names; undefined where it could be one of several. */
export function ofTest(text: string): Framework | undefined {
  return [...IMPORTED, ...USED].find(([, pattern]) => pattern.test(text))?.[0];
}

/** Where nothing else speaks: tests without a framework's import that bring their own assertions are mostly mocha's. */
export function ofLooks(texts: readonly string[]): Decision | undefined {
  const looks = texts.some((text) => WITH_MOCHA.test(text) && /^\s*describe\(/m.test(text));
  return looks ? decided('mocha', 'the tests next to it look like it') : undefined;
}

/** Configuration, the test script and dependencies of one folder. */
export async function ofFolder({ names, text }: FolderView): Promise<Decision | undefined> {
  const configured = names.flatMap((name) => {
    const framework = CONFIG_FILES.find(([, pattern]) => pattern.test(name))?.[0];
    return framework === undefined ? [] : [{ framework, name }];
  })[0];
  if (configured !== undefined) return decided(configured.framework, `there is ${configured.name}`);
  const vite = names.find((name) => /^vite\.config\.[cm]?[jt]s$/.test(name));
  if (vite !== undefined && /\btest\s*:\s*\{/.test((await text(vite)) ?? ''))
    return decided('vitest', `${vite} configures it`);
  const manifest = parsedJson((await text('package.json')) ?? '');
  if (isObject(manifest)) {
    const found = ofManifest(manifest);
    if (found !== undefined) return found;
  }
  if (names.includes('bunfig.toml')) return decided('bun test', 'there is bunfig.toml');
  const lock = names.find((name) => name === 'bun.lock' || name === 'bun.lockb');
  return lock === undefined ? undefined : decided('bun test', `there is ${lock}`);
}

/** What a `package.json` says. */
function ofManifest(manifest: Json): Decision | undefined {
  for (const key of ['jest', 'mocha'] as const)
    if (manifest[key] !== undefined) return decided(key, 'package.json configures it');
  const scripts = objectAt(manifest, 'scripts');
  const names = Object.keys(scripts).filter((name) => /^test(?:$|:)/.test(name));
  for (const name of names.sort((one, other) => one.length - other.length)) {
    const command = textAt(scripts, name) ?? '';
    const framework = COMMANDS.find(([, pattern]) => pattern.test(command))?.[0];
    if (framework !== undefined) return decided(framework, `the script "${name}" of package.json runs it`);
  }
  const dependencies = new Set(
    ['devDependencies', 'dependencies', 'peerDependencies'].flatMap((key) => Object.keys(objectAt(manifest, key))),
  );
  const [framework] = PACKAGES.find(([, packages]) => packages.some((name) => dependencies.has(name))) ?? [];
  if (framework !== undefined) return decided(framework, 'package.json depends on it');
  const other = UNSUPPORTED.find((name) => dependencies.has(name));
  return other === undefined ? undefined : { unsupported: other };
}

/** What the ecosystem uses by default: what comes with Node runs JavaScript as it is, TypeScript needs more. */
export function byDefault(isTypeScript: boolean): Framework {
  return isTypeScript ? 'vitest' : 'node:test';
}

function moduleNamed(pattern: string): RegExp {
  return new RegExp(`(?:from|require\\(|import|import\\()\\s*['"](?:${pattern})(?:/[^'"]*)?['"]`);
}
