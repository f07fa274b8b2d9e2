import { describe, expect, it } from 'vitest';
import { slug } from './slug.ts';

describe('slug', () => {
  it('joins words', () => {
    expect(slug('Two Words')).toBe('two-words');
  });
});
