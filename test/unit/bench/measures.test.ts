import { expect, it } from 'vitest';
import { NO_WORK, type Work } from '../../../bench/replay/assistant.ts';
import { measuresOf } from '../../../bench/replay/measures.ts';
import { speedup, table } from '../../../bench/replay/report.ts';
import type { KeyRecord } from '../../../bench/replay/typist.ts';

const MODEL: Work = {
  withoutPass: false,
  cancelled: false,
  ttftMs: 50,
  firstLineMs: 150,
  promptTokens: 4,
  decoded: 6,
};
const key = (more: Partial<KeyRecord>): KeyRecord => ({
  segment: 0,
  key: 'type',
  cold: undefined,
  looked: false,
  latencyMs: 1,
  shown: true,
  work: NO_WORK,
  accepted: 0,
  ...more,
});
const records = [
  key({ cold: 'file', latencyMs: 2000, work: { ...MODEL, ttftMs: 1500, promptTokens: 300 } }),
  key({}),
  key({ latencyMs: 2 }),
  key({ latencyMs: 160, work: MODEL, accepted: 10 }),
  key({ latencyMs: undefined, shown: false, work: { ...MODEL, cancelled: true, idleMs: 30 } }),
];
const run = { name: 'ours', records, cpuSeconds: 5 };

it('counts a superseded key as one that was never answered', () => {
  const measures = measuresOf(run);
  expect(measures).toMatchObject({
    keys: 5,
    latencyP50: 160,
    latencyP95: Infinity,
    answeredP50: 160,
    answeredShare: 0.8,
  });
});

it('reports cold prompts by themselves, and cancelled requests not as answers', () => {
  expect(measuresOf(run)).toMatchObject({
    modelRequests: 1,
    ttftP50: 50,
    firstLineP95: 150,
    coldFileP50: 2000,
    coldJumpP50: NaN,
    coldLookedP50: NaN,
    idleP50: 30,
  });
});

it('reports the first keys of somebody who had looked at the place by themselves', () => {
  const looked = [key({ cold: 'jump', looked: true, latencyMs: 90 }), key({ cold: 'jump', latencyMs: 700 })];
  expect(measuresOf({ ...run, records: looked })).toMatchObject({ coldJumpP50: 700, coldLookedP50: 90 });
});

it('tells first lines that are shown from those given up as too unsure', () => {
  const given = key({ shown: false, latencyMs: 20, work: { ...MODEL, firstLineMs: 20 } });
  expect(measuresOf({ ...run, records: [...records, given] })).toMatchObject({
    modelRequests: 2,
    firstLineMean: 85,
    shownRequests: 1,
    shownLineMean: 150,
  });
});

it('counts work per key and per accepted character', () => {
  expect(measuresOf(run)).toMatchObject({
    noPassShare: 0.4,
    promptTokensMedian: 4,
    promptTokensMean: 61.6,
    cpuPerAccepted: 0.5,
    decoded: 18,
    decodedNeverShown: 6,
  });
});

it('puts all runs side by side, and says where there is nothing to say', () => {
  const slow = { name: 'peer', records: [key({ work: { ...MODEL, firstLineMs: 1500 } })], cpuSeconds: undefined };
  const lines = table([run, slow], [900, 1100]).split('\n');
  expect(lines[0]).toMatch(/^ +ours +peer +goal$/);
  expect(lines.find((line) => line.startsWith('key to answer, p95'))).toMatch(/never +1 +400$/);
  expect(lines.find((line) => line.startsWith('CPU seconds per accepted'))).toMatch(/0\.50 +–$/);
  expect(lines.at(-1)).toMatch(/900 \/ 1100 +– +1000$/);
  expect(speedup(run, slow)).toEqual({ mean: 10, p50: 10, shown: 10 });
});
