import type { Outline } from '../../workspace/syntax/outline.ts';
import { besideTest } from '../layout/beside.ts';
import type { TestRun } from '../run/runs.ts';
import type { Framework } from '../types.ts';
import type { BaselineLine } from './known.ts';
import type { BaselineFiles, BaselineRequest } from './files.ts';

/** Statements that only stand at a module's top, or that are lifted there. */
const AT_TOP = /^(?:import_statement|export_statement|ambient_declaration|internal_module|module)$/;
const REQUIRES = /^(?:const|let|var)\s[\s\S]*?=\s*require\(/;
const GROUP = 'local forge mutant';
/** What failed, as TAP says it of groups: their tests are named without them. */
const TAP_GROUP = new RegExp(`^\\s*not ok \\d+ - ${GROUP} (\\w+)`, 'gm');

/** What sets a group up and clears it away, and where that is imported from. */
const HOOKS: Partial<Record<Framework, { readonly before: string; readonly after: string; readonly module?: string }>> =
  {
    vitest: { before: 'beforeAll', after: 'afterAll', module: 'vitest' },
    'bun test': { before: 'beforeAll', after: 'afterAll', module: 'bun:test' },
    'node:test': { before: 'before', after: 'after', module: 'node:test' },
    mocha: { before: 'before', after: 'after' },
  };

/**
 * The test file with all its tests in a group, which is there twice without a mutant and once for each: what belongs at the top stays there.
 */
export function javaScriptBaseline(request: BaselineRequest, statements: readonly Outline[]): BaselineFiles {
  const { source, existing, made, output, budgetMs, without } = request;
  const { framework, style, testFile } = source.setup;
  const isImport = style.modules === 'import';
  const isAtTop = ({ type, start, end, name }: Outline) =>
    AT_TOP.test(type) ||
    /^(?:vi|jest)\.(?:mock|unmock|hoisted)$/.test(name ?? '') ||
    existing.startsWith('export', start) ||
    REQUIRES.test(existing.slice(start, end));
  let rest = existing;
  const top: string[] = [];
  for (const one of [...statements].reverse().filter(isAtTop)) {
    top.unshift(existing.slice(one.start, one.end));
    rest = rest.slice(0, one.start) + rest.slice(one.end);
  }
  const { before, after, module } = HOOKS[framework] ?? { before: 'beforeAll', after: 'afterAll' };
  const list = (as: string) =>
    `{ describe${as}localForgeGroup, ${before}${as}localForgeBefore, ${after}${as}localForgeAfter }`;
  const hooks =
    module === undefined
      ? `const localForgeGroup = describe, localForgeBefore = ${before}, localForgeAfter = ${after};`
      : isImport
        ? `import ${list(' as ')} from '${module}';`
        : `const ${list(': ')} = require('${module}');`;
  const ids = made.mutants.map(({ id }) => id).filter((id) => !without.has(id));
  const text = [
    '// @ts-nocheck',
    ...top,
    hooks,
    isImport ? "import * as localForgeFiles from 'node:fs';" : "const localForgeFiles = require('node:fs');",
    RUNTIME(output, budgetMs),
    `for (const localForgeName of ['first', 'again', ${ids.join(', ')}]) localForgeGroup('${GROUP} ' + localForgeName, () => {`,
    'let localForgeIsSkipped = false;',
    'localForgeBefore(() => { localForgeIsSkipped = true; localForgeBegin(localForgeName); localForgeIsSkipped = false; });',
    'localForgeAfter(() => { if (!localForgeIsSkipped) localForgeEnd(localForgeName); });',
    rest,
    '});',
    '',
  ].join('\n');
  const file = besideTest(testFile, 'baseline');
  return { files: [{ file, text }], run: file, linesOf };
}

const RUNTIME = (output: string, budgetMs: number) => `
const localForgeState = (globalThis.__localForge ??= { mutant: 0, hits: new Set(), reached: new Set(), steps: 0, limit: Infinity });
const localForgeDeadline = Date.now() + ${budgetMs};
function localForgeWrite(line) {
  localForgeFiles.appendFileSync(${JSON.stringify(output)}, JSON.stringify(line) + '\\n');
}
function localForgeBegin(name) {
  localForgeState.steps = 0;
  localForgeState.mutant = typeof name === 'number' ? name : 0;
  if (typeof name !== 'number') return;
  if (Date.now() > localForgeDeadline || !localForgeState.reached.has(name)) throw new Error('skipped');
  localForgeWrite({ begun: name });
}
function localForgeEnd(name) {
  if (name === 'first') {
    localForgeWrite({ hits: [...localForgeState.hits], reached: [...localForgeState.reached] });
    localForgeState.limit = 100000 + 20 * localForgeState.steps;
  }
  localForgeState.mutant = 0;
  localForgeState.steps = 0;
  localForgeWrite({ ended: name });
}
`;

/** A group that has come to its end passes where none of its tests is said to have failed. */
function linesOf(run: TestRun, written: string): BaselineLine[] {
  if (run.ran === 0) return [];
  const named = run.failed.flatMap((name) => new RegExp(`${GROUP} (\\w+)`).exec(name)?.[1] ?? []);
  const groups = [...run.output.matchAll(TAP_GROUP)].map(([, name = '']) => name);
  const failed = new Set([...named, ...groups]);
  const ended = [...written.matchAll(/^\{"ended":"?(\w+)"?\}$/gm)].map(([, name = '']) => name);
  return ended.map((name) => {
    if (name === 'first') return { passes: !failed.has(name) };
    if (name === 'again') return { passesAgain: !failed.has(name) };
    return { mutant: Number(name), killed: failed.has(name) };
  });
}
