import { expect, it } from 'vitest';
import { contributes } from '../../../package.json';
import { MINIMUM_CONFIDENCE, minimumConfidence } from '../../../src/assistant/completion/modes.ts';

it('has a threshold for every mode that can be set, each asking for more than the one before', () => {
  expect(Object.keys(MINIMUM_CONFIDENCE)).toEqual(contributes.configuration.properties['localForge.mode'].enum);
  const thresholds = Object.values(MINIMUM_CONFIDENCE);
  expect(thresholds).toEqual([...new Set(thresholds)].sort((a, b) => a - b));
});

it('lets a number that was set come before the mode, 0 as well', () => {
  expect(minimumConfidence('quiet', null)).toBe(MINIMUM_CONFIDENCE.quiet);
  expect(minimumConfidence('quiet', 0)).toBe(0);
});
