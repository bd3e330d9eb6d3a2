import { expect, it } from 'vitest';
import type { KnownItem } from '../domain/case/rescore.ts';
import { usd } from '../domain/score/invoice.fixture.ts';
import type { ReceivableCopy, ReceivableState } from '../ports/receivable-copy.ts';
import { anAccount, anOpenItem, scoringOf } from './scoring.fixture.ts';
import { takeInReceivables } from './take-in-receivables.ts';

const acme = anAccount('acme');
const [changed, other] = [anOpenItem('1', acme, '2026-03-20'), anOpenItem('2', acme, '2026-03-20')];

const stateOf = ({ invoice }: KnownItem, version: number): ReceivableState => {
  const { issueDate, outstanding, promises, ...shared } = invoice;
  return {
    ...shared,
    version,
    source: 'erp',
    accountNumber: 'B-1',
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

/** What the ledger last said, in memory: each receivable in its newest version. */
const memoryCopy = (): ReceivableCopy => {
  const versions = new Map<string, number>();
  return {
    keep: async (states) => {
      const newer = states.filter(({ receivableId, version }) => version > (versions.get(receivableId) ?? 0));
      for (const { receivableId, version } of newer) versions.set(receivableId, version);
      return newer;
    },
  };
};
const desk = () => {
  const risk = scoringOf([changed, other]);
  return { ...risk, takeIn: takeInReceivables(risk.store, memoryCopy(), risk.due, risk.rescore) };
};

it('scores what the ledger says at once, and has the other items of its account looked at soon', async () => {
  const { takeIn, bandOf, waiting } = desk();
  await takeIn([stateOf(changed, 1)]);
  expect([bandOf(changed), bandOf(other)]).toEqual(['high', undefined]);
  expect(waiting()).toEqual([acme]);
});

it('marks an account once however many of its items have changed', async () => {
  const { takeIn, bandOf, waiting } = desk();
  await takeIn([stateOf(changed, 1), stateOf(other, 1)]);
  expect([bandOf(changed), bandOf(other)]).toEqual(['high', 'high']);
  expect(waiting()).toEqual([acme]);
});

it('does nothing about a state that is older than the known one', async () => {
  const { takeIn, due, waiting, events } = desk();
  await takeIn([stateOf(changed, 2)]);
  await due.take(waiting());
  const before = [...events];
  await takeIn([stateOf(changed, 1), stateOf(changed, 2)]);
  expect(events).toEqual(before);
  expect(waiting()).toEqual([]);
});
