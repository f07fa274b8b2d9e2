import { expect, it } from 'vitest';
import { elides } from '../../../../src/assistant/edit/elision.ts';

it.each([
  '// ... rest of the code',
  '# existing code here',
  '// rest of the implementation',
  '/* ... */',
  '// (the) remaining methods stay unchanged'.replace('(the) ', 'the '),
])('notices %s', (comment) => {
  expect(elides('f();\n', `f();\n${comment}\n`)).toBe(true);
  expect(elides(`f();\n${comment}\n`, `g();\n${comment}\n`)).toBe(false);
});

it('leaves other comments alone', () => {
  expect(elides('f();', '// Same as the other one, but faster.\nf();')).toBe(false);
  expect(elides('f();', 'f(...rest); // the rest')).toBe(false);
});
