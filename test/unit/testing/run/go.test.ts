import { expect, it } from 'vitest';
import { GO } from '../../../../src/testing/languages/go.ts';
import { goBuild, goRun } from '../../../../src/testing/run/go.ts';

const REQUEST = { files: ['/copy/m/a_test.go'], report: '/scratch/report-1.json' };

it('builds the tests of a folder, and runs what was built', () => {
  const { args, cwd } = goBuild('/copy', REQUEST);
  expect(cwd).toBe('/copy/m');
  const program = args[args.indexOf('-o') + 1] ?? '';
  expect(program).toMatch(/^\/scratch\//);
  const run = goRun('/copy', { ...REQUEST, seed: 2, only: '^TestA$' });
  expect(run.args).toEqual(expect.arrayContaining([program, '-test.shuffle=2', '-test.run=^TestA$']));
  expect(run.cwd).toBe('/copy/m');
});

it('names one case at each of its levels', () => {
  const pattern = GO.onlyCase?.('TestA/returns_"/a"_for_F(2)') ?? '';
  expect(pattern).toBe(String.raw`^TestA$/^returns_"$/^a"_for_F\(2\)(#\d+)?$`);
});
