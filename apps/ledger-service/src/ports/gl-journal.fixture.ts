import { postingKey } from '../domain/general-ledger/posting-key.ts';
import type { GlJournal } from './general-ledger.ts';

let made = 0;

/** An id that no other fixture of this process has. */
export const fixtureId = (): string => {
  made += 1;
  return `019d4447-0000-7000-8000-${String(made).padStart(12, '0')}`;
};

/** The journal of a small write-off in USD, under a key of its own. */
export const aJournal = (minor = 100n): GlJournal => {
  const packetId = fixtureId();
  const plain = {
    side: 'revenue',
    department: 'Film',
    clientNumber: null,
    debitMinor: 0n,
    creditMinor: 0n,
  } as const;
  return {
    externalId: postingKey(packetId, 'USD', '1', 1),
    kind: 'WRITE_OFF',
    packetId,
    packetName: 'First packet',
    entity: 'US01',
    currency: 'USD',
    accountingDate: '2026-03-31',
    lines: [
      { ...plain, account: 'CLEXP', customerNumber: null, debitMinor: minor },
      { ...plain, account: 'AR', customerNumber: 'B-1', creditMinor: minor },
    ],
  };
};
