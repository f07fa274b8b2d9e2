import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runContained, trimmedEnvironment } from '../../../../bench/contained.ts';
import { halfOf } from '../../../../bench/eval/order.ts';
import { idOf } from '../../../../bench/eval/sources.ts';
import { isShort } from '../../../../bench/fix/candidates.ts';
import { readList } from '../../../../bench/fix/list.ts';
import { MUTATIONS } from '../../../../bench/fix/mutations.ts';
import { PACKAGES } from '../../../../bench/fix/packages.ts';
import { instructionOf } from '../../../../bench/fix/quixbugs.ts';
import { answersFile, recordingOf } from '../../../../bench/fix/recordings.ts';
import { diagnosticsRefusal, fewEnough, leastUsed, Spread, subjectOf } from '../../../../bench/fix/selection.ts';
import type { Diagnostic } from '../../../../src/workspace/diagnostic.ts';

const said = (message: string, start = 0): Diagnostic => ({ start, end: start, severity: 'error', message });

describe('new diagnostics', () => {
  it('are about the first error, or else the first', () => {
    const warning = { ...said('a'), severity: 'warning' } as const;
    expect(subjectOf([warning, said('b')])).toEqual(said('b'));
    expect(subjectOf([warning])).toBe(warning);
    expect(subjectOf([])).toBeUndefined();
  });
  it('make none where they name a folder of this machine or speak of what follows elsewhere', () => {
    expect(diagnosticsRefusal([said('Type import("/home/me/a").B')], '/home/me/a')).toContain('path');
    expect(diagnosticsRefusal([{ ...said('a'), code: 'reportIncompatibleMethodOverride' }], '/a')).toContain(
      'elsewhere',
    );
    expect(diagnosticsRefusal([], '/a')).toBe('0 new diagnostics');
    expect(diagnosticsRefusal([said('a')], '/a')).toBeUndefined();
  });
  it('make a problem where they are one to four', () => {
    expect([0, 1, 4, 5].map((count) => fewEnough(Array.from({ length: count }, () => said('a'))))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('the next candidate', () => {
  const kindsOf = (item: string) => [item.slice(0, 1), item.slice(1)];
  it('is of the kind that there is least of, the first of equals', () => {
    const spread = new Spread();
    expect(leastUsed(['ax', 'bx'], spread, kindsOf)).toBe('ax');
    spread.add(1, kindsOf('ax'));
    expect(leastUsed(['ax', 'bx'], spread, kindsOf)).toBe('bx');
    spread.add(1, kindsOf('bx'));
    expect(leastUsed(['ax', 'by'], spread, kindsOf)).toBe('by');
  });
  it('is none of none', () => expect(leastUsed([], new Spread(), kindsOf)).toBeUndefined());
  it('does not change what it was copied from', () => {
    const spread = new Spread();
    spread.copy().add(1, ['a']);
    expect(spread.of('a')).toBe(0);
  });
});

describe('the committed list', () => {
  const list = readList();
  const languageOf = (name: string) => PACKAGES.find((source) => idOf(source) === name)?.languageId;
  it('has at least 40 problems in each language, 15 in each half', () => {
    for (const languageId of ['typescript', 'python', 'go']) {
      const mine = list.filter((listed) => languageOf(listed.package) === languageId);
      expect(mine.length).toBeGreaterThanOrEqual(40);
      for (const half of ['tune', 'kept']) {
        expect(mine.filter(({ id }) => halfOf(id) === half).length).toBeGreaterThanOrEqual(15);
      }
    }
  });
  it('names each problem once, by known packages, files and kinds', () => {
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    for (const listed of list) {
      const source = PACKAGES.find((known) => idOf(known) === listed.package);
      expect(source?.parts.some(({ files }) => files.test(listed.file))).toBe(true);
      expect(MUTATIONS.map(({ name }) => name)).toContain(listed.mutation);
      expect(listed.diagnostics[listed.first]?.message).toBeTruthy();
    }
  });
  it('copies no code but a few characters', () => {
    expect(list.filter(({ text }) => !isShort(text))).toEqual([]);
  });
});

it('packages without tests have recorded cases with answers', () => {
  const recorded = PACKAGES.flatMap((source) => recordingOf(source) ?? []);
  expect(recorded.length).toBeGreaterThanOrEqual(3);
  for (const recording of recorded) expect(fs.existsSync(answersFile(recording))).toBe(true);
});

describe('a contained run', () => {
  const folder = os.tmpdir();
  const place = { cwd: folder, env: trimmedEnvironment(folder), timeoutMs: 5_000 };
  it('gives what was printed on both streams', async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3';
    const { verdict, output } = await runContained(process.execPath, ['-e', script], place);
    expect(verdict).toBe('failed');
    expect(output).toContain('out\n');
    expect(output).toContain('err\n');
  });
  it.skipIf(process.platform === 'win32')('is ended with what it started', async () => {
    const mark = path.join(fs.mkdtempSync(path.join(folder, 'local-forge-contained-')), 'mark');
    const child = `setTimeout(() => require("fs").writeFileSync(${JSON.stringify(mark)}, ""), 1500)`;
    const script = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" }); setInterval(() => {}, 1000)`;
    const { verdict } = await runContained(process.execPath, ['-e', script], { ...place, timeoutMs: 600 });
    expect(verdict).toBe('timed out');
    await new Promise((resolve) => setTimeout(resolve, 1_800));
    expect(fs.existsSync(mark)).toBe(false);
  });
});

describe('what QuixBugs is asked with', () => {
  it('is what the test says', () => {
    const output = '>       assert f(1) == 2\nE       assert 0 == 2\nE        +  where 0 = f(1)\n';
    expect(instructionOf('f', { verdict: 'failed', output })).toBe(
      'A test of f fails: assert 0 == 2; +  where 0 = f(1)',
    );
  });
  it('names no addresses, which are others in each run', () => {
    const output = 'E       assert <g at 0x7fe0306bc8b0> == 1\n';
    expect(instructionOf('f', { verdict: 'failed', output })).toBe('A test of f fails: assert <g at 0x> == 1');
  });
  it('is that it does not end', () => {
    expect(instructionOf('f', { verdict: 'timed out', output: '' })).toContain('f does not return');
  });
});
