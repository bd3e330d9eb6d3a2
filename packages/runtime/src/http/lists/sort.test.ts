import { expect, it } from 'vitest';
import { by, byNullable, sortSchema, termsOf } from './sort.ts';

const sorts = { id: by('debt_id'), 'due-day': byNullable('due_on'), amount: by('amount') };
const keys = sortSchema(Object.keys(sorts));
const refusalsOf = (sort: string) => keys.safeParse(sort).error?.issues.map(({ message }) => message);
const terms = (sort: string) => termsOf(sort, sorts, 'debt_id');

it('takes keys that have a - of their own, in either direction', () => {
  expect(keys.parse('-due-day,amount')).toBe('-due-day,amount');
  expect(terms('due-day')[0]).toEqual({ column: 'due_on', nullable: true, descending: false });
  expect(terms('-due-day')[0]).toEqual({ column: 'due_on', nullable: true, descending: true });
});

it('says what a sort must be, and that no key may come twice in whatever direction', () => {
  expect(refusalsOf('date')).toEqual([
    'must be keys among id, due-day, amount with commas between them, each with - before it to descend',
  ]);
  expect(refusalsOf('due-day,amount,-due-day')).toEqual(['must name each key once']);
  expect(refusalsOf('due-day,-amount')).toBeUndefined();
});

it('ends with the id only where it is not among the keys yet', () => {
  const id = (descending: boolean) => ({ column: 'debt_id', nullable: false, descending });
  expect(terms('amount,-due-day').slice(2)).toEqual([id(true)]);
  expect(terms('id,-amount')).toEqual([id(false), { column: 'amount', nullable: false, descending: true }]);
});

it('has no term for a key that the list does not have', () => {
  expect(() => terms('-date')).toThrow('This list has no sort -date');
});
