import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateTests, type GeneratorOutcome } from '../../src/assistant/testing/generator.ts';
import type { Source } from '../../src/testing/languages/language.ts';
import { readiness, type Ready } from '../../src/testing/readiness.ts';
import { TypedCases } from '../../src/testing/typing/typed-cases.ts';
import { workbench } from '../../src/testing/workbench.ts';
import { FakeEngine } from '../unit/assistant/fake-engine.ts';
import { caseOf, value } from '../unit/testing/made.ts';
import { root } from './lsp-client.ts';
import { folder, sourceOf, syntax, writeAll } from './test-project.ts';
import { pyrightFolder } from './tools.ts';

const SECONDS = 60_000;
const signal = new AbortController().signal;
type Files = Readonly<Record<string, string>>;

/** The first file's function in a project of these files, with what makes tests of it. */
async function project(files: Files, name: string, languageId: string): Promise<{ source: Source; ready: Ready }> {
  const source = await sourceOf(writeAll(files), name, languageId);
  const ready = await readiness(source, [folder], { dist: path.join(root, 'dist') });
  if ('reason' in ready) throw new Error(ready.reason);
  return { source, ready };
}

/** Tests as they are generated where the model says that. */
async function generated(
  { source, ready }: { source: Source; ready: Ready },
  said: string,
): Promise<{ outcome: GeneratorOutcome; engine: FakeEngine }> {
  const engine = new FakeEngine();
  engine.scripts = [{ text: said }];
  const mayRead = () => Promise.resolve(true);
  const bench = await workbench(source, { ...ready, folders: [folder], syntax, mayRead }, signal);
  try {
    const options = { engine, ...bench, syntax, maxStepMs: 200, budgetMs: 10_000 };
    return { outcome: await generateTests(source, options, signal), engine };
  } finally {
    await bench.dispose();
  }
}

function testsOf(outcome: GeneratorOutcome): Extract<GeneratorOutcome, { kind: 'tests' }> {
  if (outcome.kind === 'nothing') throw new Error(outcome.reason);
  return outcome;
}

function link(...names: readonly string[]): void {
  fs.mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
  for (const name of names)
    fs.symlinkSync(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name));
}

const STRICT = JSON.stringify({
  compilerOptions: {
    strict: true,
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
    skipLibCheck: true,
  },
  include: ['src'],
});

describe('types', () => {
  const AREA = `export type Shape = { kind: 'square'; side: number } | { kind: 'circle'; radius: number };

export function area(shape: Shape): number {
  if (shape.kind === 'square') return shape.side * shape.side;
  return shape.radius * shape.radius * 3;
}
`;

  it(
    'are those of the project: a call is written so that it has them, or dropped',
    async () => {
      fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
      const files = {
        'src/area.ts': AREA,
        'package.json': '{ "type": "module", "devDependencies": { "vitest": "*" } }',
        'tsconfig.json': STRICT,
      };
      const said =
        "{ kind: 'square' })\nconst round = { kind: 'circle', radius: 2 };\narea(round)\narea('x')\nconst box = { kind: 'square', side: 3 };\narea(box)\n```";
      const { outcome } = await generated(await project(files, 'area', 'typescript'), said);
      const { text, passed, cases } = testsOf(outcome);
      expect(passed).toContain('types clean');
      expect(text).toContain("area({ kind: 'circle', radius: 2 })).toBe(12)");
      expect(text).toContain("area({ kind: 'square', side: 3 })).toBe(9)");
      for (const { trial } of cases) expect(trial.call).not.toMatch(/'x'|null|undefined|\{ kind: 'square' \}/);
    },
    SECONDS,
  );

  it(
    'of a framework whose own are not installed are no reason to drop a test',
    async () => {
      link('typescript');
      const files = {
        'src/area.ts': AREA,
        'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }',
        'tsconfig.json': STRICT,
      };
      const { source, ready } = await project(files, 'area', 'typescript');
      expect(source.setup.framework).toBe('node:test');
      const checker = ready.types?.make();
      if (checker === undefined) throw new Error('no checker');
      try {
        const typed = new TypedCases(checker, source, ready.language);
        const good = caseOf("area({ kind: 'square', side: 3 })", value('9'));
        const bad = caseOf("area({ kind: 'square' })", value('NaN'));
        expect(await typed.trials([good, bad], signal)).toEqual([good.trial, undefined]);
        const [own, other] = [good, bad].map((one) =>
          ready.language.newFile(source, ready.language.tests(source, [one])),
        );
        expect(own).toContain("from 'node:test'");
        expect(await typed.verdict(own ?? '', signal)).toBe('clean');
        expect(await typed.verdict(other ?? '', signal)).toMatchObject({
          complaint: expect.stringMatching(/not assignable/) as string,
        });
      } finally {
        await checker.dispose();
      }
    },
    SECONDS,
  );

  it(
    'of Python are pyright’s, where the project has it',
    async () => {
      fs.mkdirSync(path.join(folder, 'node_modules'));
      fs.symlinkSync(pyrightFolder(), path.join(folder, 'node_modules', 'pyright'));
      const files = {
        'pkg/text.py': 'def pad(text: str, width: int) -> str:\n    return text.ljust(width)\n',
        'pkg/__init__.py': '',
        'pyproject.toml': '[tool.pyright]\n\n[tool.pytest.ini_options]\n',
      };
      const { source, ready } = await project(files, 'pad', 'python');
      expect(fs.existsSync(path.dirname(source.setup.testFile))).toBe(false);
      const checker = ready.types?.make();
      if (checker === undefined) throw new Error('no checker');
      const typed = new TypedCases(checker, source, ready.language);
      const [good, bad] = [caseOf("pad('a', 3)", value("'a  '")), caseOf("pad('a', 3.0)", value("'a'"))];
      expect(await typed.trials([good, bad], signal)).toEqual([good.trial, undefined]);
      const changed = { ...source, text: source.text.replace('int', 'float') };
      expect(((await readiness(changed, [folder])) as Ready).types).toBeUndefined(); // pyright reads the disk
    },
    SECONDS,
  );
});

describe('tests that are there', () => {
  const SIGN = 'export function sign(x) {\n  return x < 0 ? -1 : 1;\n}\n';
  const test = (calls: string) =>
    `import assert from 'node:assert/strict';\nimport { it } from 'node:test';\nimport { sign } from './sign.js';\n\nit('has a sign', () => {\n${calls}});\n`;
  const files = (calls: string) => ({
    'sign.js': SIGN,
    'sign.test.js': test(calls),
    'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }',
  });

  it(
    'are added to: what they take is no addition',
    async () => {
      const { outcome } = await generated(
        await project(files('  assert.equal(sign(3), 1);\n'), 'sign', 'javascript'),
        '-2)\n```',
      );
      const { cases, reach, text } = testsOf(outcome);
      expect(text).toContain('assert.equal(sign(3), 1);');
      expect(cases[0]?.adds.branches).toHaveLength(1);
      expect(reach.before.branches.size).toBe(1);
      expect(reach.takenBranches.size).toBe(2);
      expect(cases.flatMap(({ adds }) => adds.mutants)).not.toEqual(expect.arrayContaining([...reach.before.mutants]));
    },
    SECONDS,
  );

  it(
    'that reach everything leave nothing to offer',
    async () => {
      const calls = [3, 0, 1, -1, -2].map((x) => `  assert.equal(sign(${x}), ${x < 0 ? -1 : 1});\n`).join('');
      const { outcome } = await generated(await project(files(calls), 'sign', 'javascript'), '-2)\n```');
      expect(outcome).toMatchObject({
        kind: 'nothing',
        reason: expect.stringMatching(
          /^The tests in sign\.test\.js already reach all of sign: 2 branches, \d+ mutants\.$/,
        ) as string,
      });
    },
    SECONDS,
  );
});

it(
  'calls of others are tried: a test has the arguments that the project uses',
  async () => {
    const files = {
      'shop.py':
        'def price(tier, count):\n    rates = {"g" + "old": 3}\n    if tier in rates:\n        return rates[tier] * count\n    raise KeyError(tier)\n',
      'order.py': 'from shop import price\n\n\ndef order(count):\n    return price("gold", count) + price("gold", 7)\n',
      'setup.cfg': '[metadata]\nname = p\n',
    };
    const { outcome, engine } = await generated(await project(files, 'price', 'python'), '1, 2)\n```');
    const { cases } = testsOf(outcome);
    expect(cases.map(({ trial }) => [trial.call, trial.from])).toContainEqual(['price("gold", 7)', 'caller']);
    expect(engine.read(engine.requests[0]?.prompt ?? [])).toContain('# return price("gold", count) + price("gold", 7)');
  },
  SECONDS,
);
