import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';
import { type CanonicalValue, canonicalJson } from '@recoup/domain/canonical-json';
import { accepted, refused } from '@recoup/domain/result';
import { addSides, noSides, type SideAmounts, totalOf } from '@recoup/domain/sides';
import { describe, expect, it } from 'vitest';
import { aReceivable, on, someTerms, termsFor } from '../domain/books/books.fixture.ts';
import { balances } from '../domain/books/journal.ts';
import { type LockedReceivable, openOf as openSidesOf } from '../domain/books/receivable.ts';
import type { ApprovedLine } from '../domain/books/write-off.ts';
import type { Books } from '../ports/books.ts';
import { memoryBooks } from '../ports/memory-books.fixture.ts';
import { type ExecuteWriteOff, executeWriteOff } from './execute-write-off.ts';
import { type RecoverWriteOff, recoverWriteOff } from './recover-write-off.ts';

const monthEnd = on('2026-03-31');
const revenue = (minor: bigint): SideAmounts => ({ ...noSides, revenue: minor });
const receivable = (receivableId: string, minor: bigint, entity = 'US01'): LockedReceivable =>
  aReceivable(receivableId, { revenue: minor }, { entity });

/** Lines travel as `{ id, minor }` here, and their hash is their text. */
const lineOf = (receivableId: string, minor: bigint) => ({ id: receivableId, minor: String(minor) });
const readLine = (line: CanonicalValue): ApprovedLine => {
  const [id, minor] = Object.values(Object(line));
  return { receivableId: `${id}`, invoiceNumber: `INV-${id}`, approved: revenue(BigInt(`${minor}`)) };
};
const hashOf = (text: string) => `hash of ${text}`;

const vera = {
  ...{ personId: 'vera', name: 'Vera', role: 'VP_CLIENT_ACCOUNTING', version: 4 },
  signedAt: '2026-03-31T14:31:08.552Z',
};
const datesOf = (us: CalendarDate, uk = us) =>
  new Map([
    ['US01', us],
    ['UK01', uk],
  ]);
const april = on('2026-04-10');

type Line = ReturnType<typeof lineOf>;
const approvalOf = (lines: readonly Line[], change: Partial<ExecuteWriteOff> = {}): ExecuteWriteOff => ({
  packetId: 'packet-1',
  packetName: 'First packet',
  round: 1,
  currency: 'USD',
  contentHash: hashOf(canonicalJson(lines)),
  parts: 1,
  receivableCount: lines.length,
  totals: lines.map((line) => revenue(BigInt(line.minor))).reduce(addSides, noSides),
  policyVersion: 'US01@1',
  signatures: [vera],
  eventDates: datesOf(monthEnd),
  ...change,
});

const ledgerWith = (receivables: readonly LockedReceivable[], termsOf?: Books['termsOf']) => {
  const books = memoryBooks(receivables, termsOf);
  const execute = executeWriteOff(books, readLine, hashOf);
  const recovering = recoverWriteOff(books);
  const openOf = () => [...books.receivables.values()].map((one) => totalOf(openSidesOf(one)));
  return {
    books,
    execute,
    openOf,
    recover: (given: Partial<RecoverWriteOff> = {}) =>
      recovering({ packetId: 'packet-1', kind: 'RECOVERY', eventDates: datesOf(april), ...given }),
    approved: async (lines: readonly Line[], change: Partial<ExecuteWriteOff> = {}) => {
      const approval = approvalOf(lines, change);
      await books.keepPart(approval.packetId, approval.contentHash, { part: 1, parts: 1, lines });
      await execute(approval);
    },
  };
};

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
