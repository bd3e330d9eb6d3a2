import { addDays } from '@recoup/domain/calendar-date';
import { canonicalJson } from '@recoup/domain/canonical-json';
import { accepted, refused } from '@recoup/domain/result';
import { describe, expect, it } from 'vitest';
import { on, someTerms, termsFor } from '../domain/books/books.fixture.ts';
import { balances } from '../domain/books/journal.ts';
import {
  approvalOf,
  datesOf,
  hashOf,
  ledgerWith,
  lineOf,
  monthEnd,
  receivable,
  revenue,
  vera,
} from './write-off-ledger.fixture.ts';

describe('an approved packet', () => {
  it('is written off with one journal in balance for each legal entity', async () => {
    const { books, approved, openOf } = ledgerWith([receivable('1', 500n), receivable('2', 70n, 'UK01')]);
    await approved([lineOf('1', 500n), lineOf('2', 70n)]);
    expect(openOf()).toEqual([0n, 0n]);
    const [booking] = books.writeOffs;
    expect(booking).toMatchObject({ packetId: 'packet-1', round: 1, currency: 'USD' });
    expect(booking?.journals.map(({ terms }) => terms.eventDate)).toEqual([monthEnd, monthEnd]);
    expect(booking?.journals.map(({ journal }) => [journal.entity, balances(journal)])).toEqual([
      ['US01', true],
      ['UK01', true],
    ]);
  });

  it('counts in each legal entity on the day that its approval says, whenever the ledger hears of it', async () => {
    const { books, approved } = ledgerWith([receivable('1', 500n), receivable('2', 70n, 'UK01')]);
    const eventDates = datesOf(on('2025-12-31'), on('2026-01-01'));
    await approved([lineOf('1', 500n), lineOf('2', 70n)], { eventDates });
    expect(books.writeOffs[0]?.journals.map(({ terms }) => [terms.entity, terms.eventDate])).toEqual([
      ['US01', '2025-12-31'],
      ['UK01', '2026-01-01'],
    ]);
  });

  it('stands under a hash of all that was signed and by whom', async () => {
    const { books, approved } = ledgerWith([receivable('1', 500n)]);
    const lines = [lineOf('1', 500n)];
    await approved(lines);
    const signed = {
      ...{ packetId: 'packet-1', round: 1, contentHash: hashOf(canonicalJson(lines)) },
      ...{ policyVersion: 'US01@1', signatures: [vera] },
    };
    expect(books.writeOffs).toMatchObject([
      { approvalHash: hashOf(canonicalJson(signed)), policyVersion: 'US01@1', signatures: [vera] },
    ]);
  });

  it('is posted in the next open period of an entity whose books are closed', async () => {
    const next = addDays(monthEnd, 1);
    const terms = termsFor(someTerms('US01'), someTerms('UK01', { accountingDate: next }));
    const { books, approved } = ledgerWith([receivable('1', 500n), receivable('2', 70n, 'UK01')], async () =>
      accepted(terms),
    );
    await approved([lineOf('1', 500n), lineOf('2', 70n)]);
    expect(books.writeOffs[0]?.journals.map((one) => one.terms.accountingDate)).toEqual([monthEnd, next]);
  });

  it.each([
    ['entity-unknown', 'UK01 is no legal entity of this ledger'],
    ['period-unknown', 'UK01 has no open accounting period on or after the day of the decision'],
    ['policy-missing', 'UK01 has no posting policy that holds on the accounting date'],
    ['rate-missing', 'UK01 has no exchange rate into its functional currency that is at most a week old'],
  ] as const)('is refused when an entity cannot post: %s', async (reason, detail) => {
    const { books, approved, openOf } = ledgerWith(
      [receivable('1', 500n), receivable('2', 70n, 'UK01')],
      async () => refused({ reason, entity: 'UK01' }),
    );
    await approved([lineOf('1', 500n), lineOf('2', 70n)]);
    expect(books.refusals).toMatchObject([{ reason, detail, lines: [] }]);
    expect(openOf()).toEqual([500n, 70n]);
  });

  it('is written off once, however often its approval comes', async () => {
    const { books, approved, execute } = ledgerWith([receivable('1', 500n)]);
    await approved([lineOf('1', 500n)]);
    await execute(approvalOf([lineOf('1', 500n)]));
    await execute(approvalOf([lineOf('1', 500n)], { round: 2 }));
    expect(books.writeOffs).toHaveLength(1);
    expect(books.refusals).toEqual([]);
  });
});

describe('a packet that is not what was approved', () => {
  it.each([
    ['a part is missing', { parts: 2 }],
    ['their number differs', { receivableCount: 2 }],
    ['their totals differ', { totals: revenue(501n) }],
  ])('is refused when %s, and nothing is posted', async (why, change) => {
    const { books, approved, openOf } = ledgerWith([receivable('1', 500n)]);
    await approved([lineOf('1', 500n)], change);
    expect(books.refusals).toEqual([
      {
        packetId: 'packet-1',
        round: 1,
        currency: 'USD',
        reason: 'content-mismatch',
        detail: `The lines that the ledger received do not match the approved ones: ${why}`,
        lines: [],
      },
    ]);
    expect(books.writeOffs).toEqual([]);
    expect(openOf()).toEqual([500n]);
  });

  it.each([
    ['The approval names nobody who signed it', { signatures: [] }],
    ['The approval says no day for UK01', { eventDates: new Map([['US01', monthEnd]]) }],
  ])('is refused when its approval is incomplete: %s', async (detail, change) => {
    const { books, approved, openOf } = ledgerWith([receivable('1', 500n), receivable('2', 70n, 'UK01')]);
    await approved([lineOf('1', 500n), lineOf('2', 70n)], change);
    expect(books.refusals).toMatchObject([{ reason: 'content-mismatch', detail, lines: [] }]);
    expect(openOf()).toEqual([500n, 70n]);
  });

  it('is refused when the lines under the approved hash are others', async () => {
    const { books, execute } = ledgerWith([receivable('1', 500n)]);
    const approval = approvalOf([lineOf('1', 500n)]);
    const lines = [lineOf('1', 400n)];
    await books.keepPart('packet-1', approval.contentHash, { part: 1, parts: 1, lines });
    await execute({ ...approval, totals: revenue(400n) });
    expect(books.refusals[0]?.detail).toBe(
      'The lines that the ledger received do not match the approved ones: their hash differs',
    );
  });
});

describe('a packet whose balances have moved since its approval', () => {
  it.each([
    ['INV-1 owes more than was approved', 'amount-increased', [receivable('1', 501n), receivable('2', 70n)]],
    ['INV-2 is not in the ledger', 'not-found', [receivable('1', 500n)]],
    ['INV-1 (and 1 more) has nothing left open', 'nothing-open', [receivable('1', 0n), receivable('2', 0n)]],
  ] as const)('is refused as a whole: %s', async (detail, reason, receivables) => {
    const { books, approved, openOf } = ledgerWith(receivables);
    const before = openOf();
    await approved([lineOf('1', 500n), lineOf('2', 70n)]);
    expect(books.refusals).toMatchObject([{ reason, detail, round: 1 }]);
    expect(books.writeOffs).toEqual([]);
    expect(openOf()).toEqual(before);
  });

  it('is decided anew in its next round, and not twice in the same', async () => {
    const { books, approved, execute } = ledgerWith([receivable('1', 501n)]);
    const [approvedThen, approvedNow] = [[lineOf('1', 500n)], [lineOf('1', 501n)]];
    await approved(approvedThen);
    await execute(approvalOf(approvedThen));
    expect(books.refusals).toHaveLength(1);
    await approved(approvedNow, { round: 2 });
    expect(books.writeOffs).toMatchObject([{ round: 2 }]);
  });
});
