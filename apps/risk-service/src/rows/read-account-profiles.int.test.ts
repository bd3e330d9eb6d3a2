import { randomUUID } from 'node:crypto';
import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresReceivableCopy } from '../adapters/postgres/receivables/receivable-copy.ts';
import { postgresSettledHistory } from '../adapters/postgres/receivables/settled-history.ts';
import { riskDatabaseUnderTest } from '../adapters/postgres/risk-database.fixture.ts';
import { day, usd } from '../domain/score/invoice.fixture.ts';
import type { AccountId, ClientId, ReceivableId } from '../domain/score/invoice.ts';
import type { ReceivableState } from '../ports/receivable-copy.ts';
import { readProfiles } from './read-account-profiles.ts';

let kept: Awaited<ReturnType<typeof riskDatabaseUnderTest>>;
beforeAll(async () => {
  kept = await riskDatabaseUnderTest();
});
afterAll(() => kept?.close());

const asOf = day('2026-04-23');
const overdueSince = (days: number) => addDays(asOf, -days);

/** What the ledger says of invoices of an account, each due 40 days before the day unless told otherwise. */
const publish = (accountId: AccountId, ...invoices: readonly Partial<ReceivableState>[]) =>
  postgresReceivableCopy(kept.database).keep(
    invoices.map((facts) => ({
      ...{ receivableId: randomUUID() as ReceivableId, version: 1, accountId, accountName: 'Acme' },
      ...{ source: 'erp', accountNumber: accountId, entity: 'US01', department: 'Music' },
      ...{ clientId: randomUUID() as ClientId, clientName: 'XYZ Corp', invoiceNumber: randomUUID() },
      ...{ invoiceDate: overdueSince(70), dueDate: overdueSince(40), billed: usd(100n), open: usd(100n) },
      ...{ dispute: { open: false, reason: null }, openItem: true, writeOffStatus: null, packetId: null },
      ...{ writtenOff: null, settledOn: null, ...facts },
    })),
  );
const paidOn = (settledOn: CalendarDate) => ({ openItem: false, open: usd(0n), settledOn });

/** What a file says of an invoice of the past of an account that the ledger knows by now. */
const readPast = (accountId: AccountId, settledOn: CalendarDate, total = usd(100n)) =>
  postgresSettledHistory(kept.database).keep([
    {
      ...{ source: 'erp', entity: 'US01', invoiceNumber: randomUUID(), accountNumber: accountId },
      ...{
        accountName: 'Acme',
        clientNumber: 'C-1',
        importId: randomUUID(),
        disputed: false,
        asOf: settledOn,
      },
      ...{ invoiceDate: overdueSince(70), dueDate: overdueSince(40), settledOn, total },
    },
  ]);

const profileOf = async (accountId: AccountId) =>
  (await readProfiles(kept.database, [accountId], asOf)).get(accountId);
const anAccount = () => randomUUID() as AccountId;

describe('an invoice that was settled', () => {
  it.each([
    ['before the day', { settled: 1, settledLate: 1 }, -1],
    ['on the day', { settled: 0, settledLate: 0 }, 0],
    ['after the day', { settled: 0, settledLate: 0 }, 1],
  ])('%s, as the ledger says, counts as %j', async (_, counted, days) => {
    const account = anAccount();
    await publish(account, paidOn(addDays(asOf, days)));
    expect(await profileOf(account)).toMatchObject(counted);
  });

  it.each([
    ['before the day', { settled: 1, settledLate: 1 }, -1, true],
    ['on the day', { settled: 0, settledLate: 0 }, 0, false],
    ['after the day', { settled: 0, settledLate: 0 }, 1, false],
  ])('%s, as a file says, counts as %j', async (_, counted, days, usual) => {
    const account = anAccount();
    await publish(account, { dueDate: addDays(asOf, 1) }, { dueDate: addDays(asOf, 1) });
    await readPast(account, addDays(asOf, days));
    const profile = await profileOf(account);
    expect(profile).toMatchObject(counted);
    expect(profile?.usualMinor.has('USD')).toBe(usual);
  });

  it('counts as late from the sixteenth day after it was due', async () => {
    const account = anAccount();
    await publish(
      account,
      { ...paidOn(overdueSince(1)), dueDate: overdueSince(17) },
      { ...paidOn(overdueSince(1)), dueDate: overdueSince(16) },
    );
    expect(await profileOf(account)).toMatchObject({ settled: 2, settledLate: 1 });
  });
});

it('an open invoice is overdue from the day after it was due, unless it was written off', async () => {
  const account = anAccount();
  await publish(
    account,
    { dueDate: overdueSince(1) },
    { dueDate: overdueSince(0) },
    { dueDate: overdueSince(1), writeOffStatus: 'WRITTEN_OFF', writtenOff: usd(100n) },
  );
  expect(await profileOf(account)).toMatchObject({ overdueItems: 1 });
});

it('what an invoice usually amounts to is known from three on, the lower of two in the middle', async () => {
  const account = anAccount();
  await publish(account, { billed: usd(100n) }, { billed: usd(900n) });
  expect((await profileOf(account))?.usualMinor).toEqual(new Map());
  await publish(account, { billed: usd(300n) });
  await readPast(account, overdueSince(1), usd(200n));
  expect((await profileOf(account))?.usualMinor).toEqual(new Map([['USD', 200n]]));
});
