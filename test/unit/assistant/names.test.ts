import { expect, it } from 'vitest';
import { nameAt, namesFrom, writtenLike } from '../../../src/assistant/names/names.ts';

it.each([
  ['d', 'days_since_start', 'daysSinceStart'],
  ['MAX', 'maxRetries', 'MAX_RETRIES'],
  ['my_list', 'userNames', 'user_names'],
  ['Foo', 'http client', 'HttpClient'],
])('writes names like %s', (like, name, written) => {
  expect(writtenLike(like, name, 'typescript')).toBe(written);
});

it('writes a name of one word as the language does', () => {
  expect(writtenLike('t', 'totalPrice', 'python')).toBe('total_price');
  expect(writtenLike('T', 'totalPrice', 'python')).toBe('TotalPrice');
});

it('reads the names of an answer, one per line, without the old one and doubles', () => {
  expect(namesFrom('userName\n2. `user_name`\n- tmp\n* accountName: the name', 'tmp', 'go')).toEqual([
    'userName',
    'accountName',
  ]);
});

it('finds the name at a place, at its end as well', () => {
  expect(nameAt('let über = x1;', 5)).toBe('über');
  expect(nameAt('let über = x1;', 13)).toBe('x1');
  expect(nameAt('let  = 1;', 4)).toBeUndefined();
});
