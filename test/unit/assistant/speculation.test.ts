import { describe, expect, it } from 'vitest';
import { acceptedAt, nextLineAt } from '../../../src/assistant/completion/speculation.ts';
import { at } from './completer-setup.ts';

describe('acceptedAt', () => {
  it('is behind the suggestion, which has replaced what it covers', () => {
    const request = at('f(█);\n');
    const accepted = acceptedAt(request, { text: 'a, b)', replaceEnd: request.offset + 1 });
    expect(accepted).toEqual({ ...request, text: 'f(a, b);\n', offset: 7 });
  });
});

describe('nextLineAt', () => {
  it.each([
    ['  a = 1;█\n}', '  a = 1;\n  █\n}'],
    ['\ta = 1;█', '\ta = 1;\n\t█'],
    ['  a = 1;█\r\n}', '  a = 1;\r\n  █\r\n}'],
  ])('of %j has the same indentation and line end', (given, expected) => {
    expect(nextLineAt(at(given))).toEqual(at(expected));
  });

  it.each([
    ['text follows', '  a = █1;\n'],
    ['the line opens a block', '  if (a) {█\n'],
  ])('is not known where %s', (_why, given) => {
    expect(nextLineAt(at(given))).toBeUndefined();
  });
});
