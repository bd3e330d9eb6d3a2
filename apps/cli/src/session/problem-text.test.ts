import type { Problem } from '@recoup/contracts/api-client';
import { describe, expect, it } from 'vitest';
import { problemText } from './problem-text.ts';

const said = (detail: string, ...errors: NonNullable<Problem['errors']>[number][]) =>
  problemText({
    type: 'about:blank',
    title: 'Refused',
    status: 400,
    code: 'INVALID_INPUT',
    trace_id: 't',
    detail,
    errors,
  });
const fault = (pointer: string, message: string, params: Readonly<Record<string, unknown>> = {}) => ({
  pointer,
  code: 'INVALID',
  message,
  params,
});
const receivableId = '0198c3f2-7c1e-7d3a-9b5e-3f2a1c4d5e6f';

describe('a refused command', () => {
  it.each([
    ['/comment', '--comment'],
    ['/reason', '--reason'],
    ['/defaultCriterion', '--criterion'],
    ['query/revenueShare', '--revenue-share'],
    ['header/If-Match', '--seen-version'],
    ['/rows/1/countrycode', 'line 1, countrycode'],
    ['/rows/7/', 'line 7'],
    ['/name', 'name'],
  ])('names %s as %s', (pointer, subject) => {
    expect(said('It cannot be done', fault(pointer, 'is wrong'))).toBe(
      `It cannot be done.\n  ${subject}: is wrong`,
    );
  });

  it('names a receivable by its invoice where that is known, else by its id', () => {
    const { message } = fault('', 'lacks evidence');
    expect(
      said(
        'Resolve the 2 problems below.',
        fault(`/receivables/${receivableId}`, message, { receivableId, invoiceNumber: 'INV-7' }),
        fault('/receivableIds', 'is held', { receivableId }),
      ),
    ).toBe(
      `Resolve the 2 problems below.\n  invoice INV-7: lacks evidence\n  receivable ${receivableId}: is held`,
    );
  });

  it('says a fault once that the first sentence says too', () => {
    expect(said('comment is required', fault('/comment', 'is required'))).toBe('--comment: is required.');
    expect(said('The file is empty', fault('/', 'The file is empty'))).toBe('The file is empty.');
    expect(
      said(
        'currency must be given. Nothing was imported.',
        fault('query/currency', 'must be given'),
        fault('query/entity', 'must be given'),
      ),
    ).toBe('Nothing was imported.\n  --currency: must be given\n  --entity: must be given');
  });

  it('shows twenty faults and how many more there are', () => {
    const many = Array.from({ length: 23 }, (_, at) => fault(`/rows/${at + 2}/deal`, 'must not be empty'));
    expect(said('Some rows are wrong', ...many).split('\n')).toEqual([
      'Some rows are wrong.',
      ...many.slice(0, 20).map((_, at) => `  line ${at + 2}, deal: must not be empty`),
      '  and 3 more',
    ]);
  });
});
