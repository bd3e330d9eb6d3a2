import { expect, it } from 'vitest';
import { someTerms, termsFor } from './books.fixture.ts';
import { termsIn } from './entity-terms.ts';
import { mapNonEmpty, nonEmpty } from './non-empty.ts';
import { usualRules } from './posting-policy.ts';

it('terms are those of the entity that is asked about, and their absence is a fault', () => {
  const terms = termsFor(someTerms('US01'), someTerms('UK01', { functionalCurrency: 'GBP' }));
  expect(termsIn(terms, 'UK01').functionalCurrency).toBe('GBP');
  expect(() => termsIn(terms, 'DE01')).toThrow('nothing says how DE01 posts');
});

it('an entity books the direct write-off that ruling 12 gives unless two decide otherwise', () => {
  expect(usualRules).toEqual({
    ...{ creditLossMethod: 'DIRECT', payableSide: 'REVERSE_PAYABLE' },
    ...{ taxOnWriteOff: 'REVERSE_NOW', lateFees: 'EXPENSE', echoDays: 30 },
  });
});

it('a list with a first keeps its order, and an empty one is none', () => {
  const list = nonEmpty([1, 2, 3]);
  expect(list && mapNonEmpty(list, (number) => number * 2)).toEqual([2, 4, 6]);
  expect(nonEmpty([])).toBeUndefined();
});
