import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pythonProbe } from '../../../../src/testing/observe/python.ts';
import { observationsIn, type Observation, type Trial } from '../../../../src/testing/observe/trial.ts';

/** As instrumented code does: branch 1 is in `each`, 2 in `push`, 3 in `text`. */
const MODULE = `
import builtins, itertools, os, sys

def version(of=sys.version_info[:2]):
    return 'cp%s%s' % of

def folder(name):
    return os.path.join(os.getcwd(), name)

def numbers(most):
    hit(4)
    for number in itertools.count():
        if number > 8:
            hit(5)
        if number == most:
            return
        yield number

def hit(number):
    builtins.__local_forge__.hits.add(number)

class Ring:
    def __init__(self, items):
        self._items = items

    def each(self):
        hit(1)
        yield from self._items

    def push(self, item):
        hit(2)
        self._items.append(item)
        return self

    @property
    def text(self):
        hit(3)
        return 'a b'

    def __repr__(self):
        return 'a ring of %s' % list(self.each())
`;

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-observe-'));
  fs.writeFileSync(path.join(folder, 'm.py'), MODULE);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function observed(...trials: Pick<Trial, 'setup' | 'call'>[]): Observation[] {
  const output = path.join(folder, 'out.jsonl');
  fs.rmSync(output, { force: true });
  const numbered = trials.map((trial, number) => ({ ...trial, number, from: 'model' }) as const);
  const program = pythonProbe({ module: 'm', trials: numbered, output, budgetMs: 5000 });
  execFileSync('python3', ['-c', `${program}\nprobe()`], { cwd: folder, stdio: 'pipe' });
  return observationsIn(fs.readFileSync(output, 'utf8')).observations;
}

describe('branches of a call in Python', { timeout: 60_000 }, () => {
  it('are not those that only looking at values takes', () => {
    const [called, given] = observed(
      { setup: ['ring = Ring([1])'], call: 'len(ring._items)' },
      { setup: ['ring = Ring([1])'], call: 'list(ring.each())' },
    );
    expect(called?.branches).toEqual([]);
    expect(given?.branches).toEqual([1]);
  });

  it('are those of what a test says of the value, too', () => {
    const [first] = observed({ setup: [], call: 'Ring([]).push(1)' });
    expect(first?.outcome).toMatchObject({ views: expect.arrayContaining([{ of: '_.text', literal: "'a b'" }]) as [] });
    expect(first?.branches).toEqual(expect.arrayContaining([2, 3]));
  });
});

describe('what a call in Python gives', { timeout: 60_000 }, () => {
  it('is the first of more than can be asked for', () => {
    const [endless, whole] = observed({ setup: [], call: 'numbers(-1)' }, { setup: [], call: 'numbers(2)' });
    expect(endless?.outcome).toEqual({
      kind: 'value',
      shape: 'equal',
      views: [{ of: 'list(itertools.islice(_, 5))', literal: '[0, 1, 2, 3, 4]' }],
      needs: [['itertools', null]],
    });
    expect(endless?.branches).toEqual([4]);
    expect(whole?.outcome).toMatchObject({ literal: '[0, 1]', isIterator: true });
  });

  it('is no class where that is a list', () => {
    const [first] = observed({ setup: [], call: '[Ring([1])]' });
    expect(first?.outcome).toMatchObject({
      views: [
        { of: 'len(_)', literal: '1' },
        { of: '[str(one) for one in _]', literal: "['a ring of [1]']" },
      ],
    });
  });

  it('is of no use where it says something of this machine', () => {
    const running = execFileSync('python3', ['-c', 'import sys; print(tuple(sys.version_info[:2]))']).toString().trim();
    const [given, version, place, other] = observed(
      { setup: [], call: `version(${running})` },
      { setup: [], call: 'version()' },
      { setup: [], call: "folder('a')" },
      { setup: [], call: "folder('/a')" },
    );
    const local = { kind: 'unusable', reason: 'It gives something else elsewhere.' };
    expect([version?.outcome, place?.outcome]).toEqual([local, local]);
    expect(given?.outcome).toMatchObject({ literal: expect.stringMatching(/^'cp\d+'$/) as string });
    expect(other?.outcome).toMatchObject({ literal: "'/a'" });
  });
});
