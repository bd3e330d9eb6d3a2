import { randomUUID } from 'node:crypto';
import { keepNewerSuite } from '@recoup/runtime/inbox/keep-newer.suite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anInvoice, usd } from '../../../domain/score/invoice.fixture.ts';
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
    writtenOff: null,
    settledOn: null,
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

  it('says what a write-off took, whatever it knew before: the states between may have been skipped', async () => {
    const { keep } = postgresReceivableCopy(kept.database);
    const open = { ...aState(2), billed: usd(1_800_000n), open: usd(1_800_000n) };
    // It was paid in part in version 3, of which nobody tells here.
    const writtenOff = {
      openItem: false,
      open: usd(0n),
      writeOffStatus: 'WRITTEN_OFF',
      packetId: randomUUID(),
    };
    const amount = async ({ receivableId }: ReceivableState) => {
      const [row] = await kept.server.query<{ written_off_minor: string | null }>(
        'select written_off_minor from risk.receivable where receivable_id = $1',
        [receivableId],
      );
      return row?.written_off_minor;
    };
    await keep([open]);
    expect(await amount(open)).toBeNull();
    await keep([{ ...open, ...writtenOff, version: 4, writtenOff: usd(700_000n) }]);
    expect(await amount(open)).toBe('700000');
    await keep([{ ...open, ...writtenOff, version: 7, writtenOff: usd(600_000n) }]);
    expect(await amount(open)).toBe('600000');
    await keep([{ ...open, version: 8, writeOffStatus: 'RECOVERED' }]);
    expect(await amount(open)).toBeNull();

    const unseen = aState(5);
    await keep([{ ...unseen, ...writtenOff, writtenOff: usd(500_000n) }]);
    expect(await amount(unseen)).toBe('500000');
  });
});
