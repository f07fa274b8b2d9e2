import { describe, expect, it } from 'vitest';
import { halfOf } from '../../../../bench/eval/order.ts';
import { idOf } from '../../../../bench/eval/sources.ts';
import { isSource } from '../../../../bench/tests/code-files.ts';
import { idOfFunction, readList, type Listed } from '../../../../bench/tests/list.ts';
import { PACKAGES } from '../../../../bench/tests/packages.ts';
import { chosen, METHODS, MOST } from '../../../../bench/tests/selection.ts';

describe('the committed list', () => {
  const list = readList();
  it('has 26 functions in each language, half of them kept aside', () => {
    for (const languageId of ['typescript', 'python', 'go']) {
      const mine = list.filter((listed) => listed.languageId === languageId);
      expect(mine.filter(({ id }) => halfOf(id) === 'kept').length).toBe(13);
      expect(mine.filter(({ id }) => halfOf(id) === 'tune').length).toBe(13);
      expect(mine.filter(({ owner }) => owner !== undefined).length).toBeLessThanOrEqual(mine.length * METHODS);
    }
  });
  it('names each function once, by its place', () => {
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    for (const listed of list) expect(listed.id).toBe(idOfFunction(listed));
  });
  it('is of known packages with a licence, and of no test', () => {
    for (const { package: source, languageId, file } of list) {
      const known = PACKAGES.find((candidate) => idOf(candidate) === source);
      expect(known?.languageId).toBe(languageId);
      expect(known?.licence).toMatch(/^(?:MIT|BSD-[23]-Clause|Apache-2\.0)/);
      expect(isSource(file, languageId)).toBe(true);
    }
  });
  it('takes few of a file and of a package', () => {
    const most = (keyOf: (listed: Listed) => string) =>
      Math.max(...list.map((listed) => list.filter((other) => keyOf(other) === keyOf(listed)).length));
    expect(most((listed) => listed.package)).toBeLessThanOrEqual(MOST.package);
    expect(most((listed) => `${listed.package}/${listed.file}`)).toBeLessThanOrEqual(MOST.file);
  });
  it('holds places and no code', () => {
    const keys = ['id', 'package', 'file', 'name', 'owner', 'languageId'];
    for (const listed of list) expect(keys).toEqual(expect.arrayContaining(Object.keys(listed)));
  });
});

describe('the choice', () => {
  const listed = (source: string, file: string, name: string, owner?: string): Listed => {
    const place = { package: source, file, name, ...(owner !== undefined && { owner }) };
    return { id: idOfFunction(place), ...place, languageId: 'python' };
  };
  const many = (source: string, files: number, each: number, owner?: string) =>
    Array.from({ length: files * each }, (_, at) => listed(source, `f${at % files}.py`, `n${at}`, owner));
  const fits = () => Promise.resolve(undefined);
  const of = (list: readonly Listed[], source: string) => list.filter((known) => known.package === source).length;

  it('takes from packages in turn, however large', async () => {
    const { list } = await chosen([...many('large@1', 40, 5), ...many('small@1', 10, 2)], 3, fits);
    expect([of(list, 'large@1'), of(list, 'small@1')]).toEqual([3, 3]);
  });
  it('takes no more of a file, a package or a half than it may', async () => {
    const { list } = await chosen([...many('one@1', 1, 60), ...many('more@1', 60, 2)], 6, fits);
    expect(of(list, 'one@1')).toBe(MOST.file);
    expect(of(list, 'more@1')).toBe(MOST.package);
    for (const half of ['tune', 'kept']) {
      expect(list.filter(({ id }) => halfOf(id) === half).length).toBeLessThanOrEqual(6);
    }
  });
  it('takes a fifth of methods at most', async () => {
    const { list } = await chosen(
      [1, 2, 3, 4].flatMap((at) => [...many(`a${at}@1`, 10, 2, 'C'), ...many(`b${at}@1`, 10, 1)]),
      10,
      fits,
    );
    expect(list.length).toBe(20);
    expect(list.filter(({ owner }) => owner !== undefined).length).toBeLessThanOrEqual(4);
  });
  it('drops a file of which one function cannot be used, and says why', async () => {
    const candidates = [...many('good@1', 20, 1), ...many('bad@1', 1, 5)];
    const asked: string[] = [];
    const { list, dropped } = await chosen(candidates, 4, (candidate) => {
      asked.push(candidate.package);
      return Promise.resolve(candidate.package === 'bad@1' ? 'no import' : undefined);
    });
    expect(of(list, 'bad@1')).toBe(0);
    expect(asked.filter((source) => source === 'bad@1')).toHaveLength(1);
    expect(dropped.map(({ reason }) => reason)).toEqual(Array.from({ length: 5 }, () => 'no import'));
  });
  it('is the same whatever the order of the candidates', async () => {
    const candidates = [...many('a@1', 9, 3), ...many('b@1', 9, 3)];
    const first = await chosen(candidates, 5, fits);
    expect(await chosen([...candidates].reverse(), 5, fits)).toEqual(first);
  });
});

describe('what a copy has', () => {
  it('is sources without their tests', () => {
    const of = (languageId: Listed['languageId'], ...names: string[]) =>
      names.filter((name) => isSource(name, languageId));
    expect(
      of(
        'typescript',
        'src/a.ts',
        'src/a.test.ts',
        'src/tests/b.ts',
        'a.js',
        'a.d.ts',
        'src/testing/c.ts',
        'dist/a.ts',
      ),
    ).toEqual(['src/a.ts', 'src/testing/c.ts']);
    expect(of('python', 'a/b.py', 'a/tests/test_b.py', 'a/test_b.py', 'conftest.py', 'a/latest.py')).toEqual([
      'a/b.py',
      'a/latest.py',
    ]);
    expect(of('go', 'a.go', 'a_test.go', 'testdata/x', 'internal/toml-test/a.go', 'go.mod')).toEqual([
      'a.go',
      'go.mod',
    ]);
  });
});
