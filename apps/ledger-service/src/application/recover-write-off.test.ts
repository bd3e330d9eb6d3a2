import { accepted, refused } from '@recoup/domain/result';
import { describe, expect, it } from 'vitest';
import { on, someTerms, termsFor } from '../domain/books/books.fixture.ts';
import { april, datesOf, ledgerWith, lineOf, monthEnd, receivable } from './write-off-ledger.fixture.ts';

describe('a packet that is recovered', () => {
  it('opens its receivables again and mirrors every journal in the period of the day', async () => {
    const { books, approved, recover, openOf } = ledgerWith([
      receivable('1', 500n),
      receivable('2', 70n, 'UK01'),
    ]);
    await approved([lineOf('1', 500n), lineOf('2', 70n)]);
    await recover();
    expect(openOf()).toEqual([500n, 70n]);
    const [recovery] = books.recoveries;
    expect(recovery?.journals.map((one) => [one.reversesJournalId, one.terms.accountingDate])).toEqual([
      ['packet-1 in US01', april],
      ['packet-1 in UK01', april],
    ]);
    const written = books.writeOffs[0]?.journals[0].journal.lines ?? [];
    expect(recovery?.journals[0].journal.lines).toEqual(
      written.map((line) => ({
        ...line,
        debitMinor: line.creditMinor,
        creditMinor: line.debitMinor,
        functionalDebitMinor: line.functionalCreditMinor,
        functionalCreditMinor: line.functionalDebitMinor,
      })),
    );
  });

  it('is recovered under the approval of its write-off, as a correction where one is asked for', async () => {
    const { books, approved, recover } = ledgerWith([receivable('1', 500n)]);
    await approved([lineOf('1', 500n)]);
    await recover({ kind: 'CORRECTION' });
    const approvalHash = books.writeOffs[0]?.approvalHash;
    expect(books.recoveries).toMatchObject([{ kind: 'CORRECTION', executed: { approvalHash } }]);
  });

  it('is not recovered, in words, when the request is dated before the write-off', async () => {
    const { books, approved, recover } = ledgerWith([receivable('1', 500n), receivable('2', 70n, 'UK01')]);
    await approved([lineOf('1', 500n), lineOf('2', 70n)]);
    await recover({ eventDates: datesOf(april, on('2026-03-30')) });
    expect(books.recoveries).toEqual([]);
    expect(books.refusedRecoveries).toEqual([
      {
        ...{ packetId: 'packet-1', reason: 'date-before-write-off' },
        detail: 'The recovery is dated 2026-03-30 in UK01, before its write-off on 2026-03-31',
      },
    ]);
  });

  it('is not recovered when the request says no day for an entity, which is a fault', async () => {
    const { books, approved, recover } = ledgerWith([receivable('1', 500n), receivable('2', 70n, 'UK01')]);
    await approved([lineOf('1', 500n), lineOf('2', 70n)]);
    const eventDates = new Map([['US01', april]]);
    await expect(recover({ eventDates })).rejects.toThrow(
      'The recovery of packet packet-1 says no day for UK01',
    );
    expect(books.recoveries).toEqual([]);
  });

  it('is not recovered, in words, where its entity has no open period, and once it has one', async () => {
    let open = true;
    const { books, approved, recover } = ledgerWith([receivable('1', 500n)], async () =>
      open ? accepted(termsFor(someTerms())) : refused({ reason: 'period-unknown', entity: 'US01' }),
    );
    await approved([lineOf('1', 500n)]);
    open = false;
    await recover();
    expect(books.recoveries).toEqual([]);
    expect(books.refusedRecoveries).toMatchObject([
      { reason: 'period-unknown', detail: expect.stringContaining('US01 has no open accounting period') },
    ]);
    open = true;
    await recover();
    expect(books.recoveries).toHaveLength(1);
  });

  it('may be recovered on the day of its write-off', async () => {
    const { books, approved, recover } = ledgerWith([receivable('1', 500n)]);
    await approved([lineOf('1', 500n)]);
    await recover({ eventDates: datesOf(monthEnd) });
    expect(books.recoveries).toHaveLength(1);
  });

  it('is recovered once', async () => {
    const { books, approved, recover } = ledgerWith([receivable('1', 500n)]);
    await approved([lineOf('1', 500n)]);
    await recover();
    await recover();
    expect(books.recoveries).toHaveLength(1);
  });

  it('is left alone when it was never executed', async () => {
    const { books, approved, recover } = ledgerWith([receivable('1', 501n)]);
    await approved([lineOf('1', 500n)]);
    await recover();
    expect(books.recoveries).toEqual([]);
  });
});
