import { describe, expect, it } from 'vitest';
import { passRates, programOf, type SpanResult, type SpanTask } from '../../../bench/eval/humaneval.ts';
import { runPython } from '../../../bench/eval/run-python.ts';

const span: SpanTask = {
  task_id: 'Fake/0',
  entry_point: 'double',
  prompt: 'def double(x):\n    return ',
  suffix: ')\n',
  test: 'def check(candidate):\n    assert candidate(2) == 4\n',
};
const given = (text: string, replaced = 0) => ({ text, replaced, confidence: 1 });

describe('the program of a span', () => {
  it('is prompt, answer, suffix, test and the call, with what the answer replaces left out', () => {
    expect(programOf(span, given('(x * 2'))).toBe(
      'def double(x):\n    return (x * 2)\n\ndef check(candidate):\n    assert candidate(2) == 4\n\ncheck(double)',
    );
    expect(programOf(span, given('x * 2', 1))).toContain('return x * 2\n');
  });
  it('passes where its tests pass', async () => {
    expect(await runPython(programOf(span, given('(x * 2')))).toBe('passed');
  });
  it('fails where they fail and where it is no Python', async () => {
    expect(await runPython(programOf(span, given('(x * 3')))).toBe('failed');
    expect(await runPython(programOf(span, given('')))).toBe('failed');
  });
  it('is ended where it does not end', async () => {
    expect(await runPython('while True: pass', 500)).toBe('timed out');
  });
  it('sees nothing of the environment', async () => {
    process.env['LOCAL_FORGE_TEST_SECRET'] = 'x';
    const looks = 'import os, sys\nsys.exit("LOCAL_FORGE_TEST_SECRET" in os.environ)';
    expect(await runPython(looks)).toBe('passed');
  });
  it('says so where there is no Python', async () => {
    await expect(runPython('pass', 500, 'no-such-python')).rejects.toThrow('no-such-python could not be started');
  });
});

it('pass rates count each side and set it beside the pipeline', () => {
  const result = (side: string, task: string, verdict: SpanResult['verdict'], text = 'x'): SpanResult => ({
    ...given(text),
    side,
    task,
    verdict,
  });
  const rows = passRates([
    result('raw', 'a', 'failed'),
    result('raw', 'b', 'passed'),
    result('pipeline', 'a', 'passed'),
    result('pipeline', 'b', 'failed', ''),
  ]);
  expect(rows['raw']).toMatchObject({ n: 2, offered: 2, passed: 1, 'only pipeline passes': 1, 'only this passes': 1 });
  expect(rows['pipeline']).toMatchObject({ offered: 1, passed: 1, 'pass@1 %': 50, 'pass % of offered': 100 });
});
