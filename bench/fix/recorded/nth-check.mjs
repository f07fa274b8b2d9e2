import nthCheck, { compile, generate, parse, sequence } from 'package-under-test';

const formulas = [
  '2n',
  '2n+1',
  'odd',
  'even',
  ' 3n - 2 ',
  '-n+3',
  '+5',
  'n',
  '0n+4',
  '-2n',
  '-n+0',
  'N+2',
  '10n-1',
  '4',
];
const wrong = ['', 'x', '2n+', '+-2', '3 n', 'n 2', '2n+-1', 'oddly', '-', '+ 3'];

export default {
  ...Object.fromEntries(formulas.map((formula) => [`parse ${formula}`, () => parse(formula)])),
  ...Object.fromEntries(wrong.map((formula) => [`parse wrong ${formula}`, () => parse(formula)])),
  ...Object.fromEntries(
    formulas.map((formula) => [
      `check ${formula}`,
      () => Array.from({ length: 14 }, (_, index) => nthCheck(formula)(index)),
    ]),
  ),
  ...Object.fromEntries(
    formulas.map((formula) => [
      `next of ${formula}`,
      () => {
        const next = generate(parse(formula));
        return Array.from({ length: 6 }, () => next());
      },
    ]),
  ),
  'compiled negative': () => Array.from({ length: 9 }, (_, index) => compile([-3, 5])(index)),
  'compiled constant': () => [compile([0, 3])(2), compile([0, 3])(3), compile([0, 0])(0), compile([0, -1])(0)],
  'compiled all': () => [0, 1, 2].map(compile([1, 0])),
  'compiled from a place': () => [0, 1, 2, 3, 4].map(compile([1, 3])),
  'sequence from the end': () => {
    const next = sequence('3n+1');
    return [next(), next(), next()];
  },
  'sequence of a constant': () => {
    const next = sequence('2');
    return [next(), next()];
  },
  'sequence of none': () => sequence('-3')(),
};
