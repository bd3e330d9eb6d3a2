import { randomUUID } from 'node:crypto';
import { keepNewerSuite } from '@recoup/runtime/inbox/keep-newer.suite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anInvoice, day, usd } from '../../../domain/score/invoice.fixture.ts';
import type { AccountId, ReceivableId } from '../../../domain/score/invoice.ts';
import type { ReceivableState } from '../../../ports/receivable-copy.ts';
import { riskDatabaseUnderTest } from '../risk-database.fixture.ts';
import { postgresReceivableCopy } from './receivable-copy.ts';

let kept: Awaited<ReturnType<typeof riskDatabaseUnderTest>>;
beforeAll(async () => {
  kept = await riskDatabaseUnderTest();
});
afterAll(() => kept?.close());

const aState = (version: number): ReceivableState => {
  const { issueDate, outstanding, promises, ...shared } = anInvoice({
    receivableId: randomUUID() as ReceivableId,
    accountId: randomUUID() as AccountId,
  });
  return {
    ...shared,
    version,
    source: 'erp',
    accountNumber: shared.accountId,
    clientName: 'XYZ Corp',
    invoiceDate: issueDate,
    billed: usd(1_800_000n),
    open: outstanding,
    openItem: true,
    writeOffStatus: null,
    packetId: null,
    asOf: day('2026-04-23'),
  };
};

describe('the copy of receivables', () => {
  const older = aState(2);
  keepNewerSuite(() => ({
    keep: postgresReceivableCopy(kept.database).keep,
    older,
    newer: { ...older, version: 4, department: 'FILM' },
    stored: async () => [
      await kept.server.query('select xmin::text, * from risk.receivable'),
      await kept.server.query('select xmin::text, * from risk.account'),
    ],
  }));

  it('answers as changed, to be scored, only what was newer', async () => {
    const { keep } = postgresReceivableCopy(kept.database);
    const state = aState(2);
    const { receivableId, accountId } = state;
    expect(await keep([state])).toEqual([{ receivableId, accountId }]);
    expect(await keep([state])).toEqual([]);
    expect(await keep([{ ...state, version: 1 }])).toEqual([]);
  });
  it('says of an invoice that was paid in part what the write-off took, not what was billed', async () => {
    const { keep } = postgresReceivableCopy(kept.database);
    const paidInPart = { ...aState(2), billed: usd(1_800_000n), open: usd(700_000n) };
    const writtenOff = { ...paidInPart, openItem: false, open: usd(0n), writeOffStatus: 'WRITTEN_OFF' };
    const amount = async () => {
      const [row] = await kept.server.query<{ written_off_minor: string | null }>(
        'select written_off_minor from risk.receivable where receivable_id = $1',
        [paidInPart.receivableId],
      );
      return row?.written_off_minor;
    };
    await keep([paidInPart]);
    expect(await amount()).toBeNull();
    await keep([{ ...writtenOff, version: 3 }]);
    expect(await amount()).toBe('700000');
    await keep([{ ...writtenOff, version: 4, department: 'FILM' }]);
    expect(await amount()).toBe('700000');
    await keep([{ ...paidInPart, version: 5, writeOffStatus: 'RECOVERED' }]);
    expect(await amount()).toBeNull();
  });
});
