import { randomUUID } from 'node:crypto';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { someTerms } from '../../../domain/books/books.fixture.ts';
import type { Journal, JournalLine } from '../../../domain/books/journal.ts';
import type { GlBodies } from '../../../ports/general-ledger-bodies.ts';
import { openMonth } from '../books/open-periods.ts';
import { postEvent } from '../books/post-event.ts';
import { recordJournals } from '../books/record-journals.ts';
import { ledgerDatabaseUnderTest } from '../ledger-database.fixture.ts';
import { ledgerLog } from '../log/ledger-log.ts';

export type BookedWriteOff = {
  readonly packetId: string;
  readonly postingEventId: string;
  readonly journalId: string;
  readonly journal: Journal;
};

const plain: Omit<JournalLine, 'role'> = {
  ...{ side: null, component: '', department: 'Film', accountId: null, debtorId: null, clientId: null },
  ...{ debitMinor: 0n, creditMinor: 0n, functionalDebitMinor: 0n, functionalCreditMinor: 0n, fxRateId: null },
};
const debit = (minor: bigint): JournalLine => ({
  ...{ ...plain, role: 'CLEXP', debitMinor: minor, functionalDebitMinor: minor },
});
const credit = (minor: bigint): JournalLine => ({
  ...{ ...plain, role: 'TAXP', creditMinor: minor, functionalCreditMinor: minor },
});

/** Write-offs of so many lines of one unit and their recoveries, as far as documents hang from them, in a database of their own. */
export const bookedDocuments = async (now: () => Date) => {
  const { server, database } = await ledgerDatabaseUnderTest();
  const inTest = <T>(work: () => Promise<T>) =>
    causedBy({ actor: 'test', correlationId: randomUUID() }, work);
  await inTest(() => database.transaction(() => openMonth(database, 'US01', '2026-03')));
  const outbox = createOutbox(database, '/recoup/ledger-service', now);
  const log = ledgerLog(database, 'test', now);
  const terms = someTerms();

  const post = (
    bodies: GlBodies,
    { journal, ...of }: { packetId: string; journal: Journal; reverses: BookedWriteOff | null },
  ) =>
    inTest(() =>
      database.transaction(async () => {
        const [logEventId, at] = [randomUUID(), now().toISOString()];
        const kind = of.reverses === null ? ('WRITE_OFF' as const) : ('RECOVERY' as const);
        const postingEventId = await postEvent(
          database,
          {
            ...({ transactionType: kind, sourceKind: 'PACKET' } as const),
            ...{ sourceId: of.packetId, sourceRound: 1, approvalHash: 'x', logEventId, at },
            reversesEventId: of.reverses?.postingEventId ?? null,
          },
          [terms],
        );
        const [posted] = await recordJournals(
          { database, bodies },
          { postingEventId, packetId: of.packetId, kind, at, packetName: 'First packet' },
          [{ journal, terms, ...(of.reverses && { reversesJournalId: of.reverses.journalId }) }],
        );
        await log.append('test', {}, { eventId: logEventId });
        if (!posted) throw new Error('nothing was posted');
        return { packetId: of.packetId, postingEventId, journalId: posted.journalId, journal };
      }),
    );

  const writeOff = async (bodies: GlBodies, lines = 1): Promise<BookedWriteOff> => {
    const [packetId, receiptId] = [randomUUID(), randomUUID()];
    await server.query(
      `insert into ledger.cash_receipt (cash_receipt_id, receipt_type_cd, currency, amount_minor, value_date, created_at, created_by)
       values ($1, 'WRITE_OFF', 'USD', 100, '2026-03-31', now(), 'test')`,
      [receiptId],
    );
    await server.query(
      `insert into ledger.write_off_receipt (packet_id, packet_name, round, cash_receipt_id)
       values ($1, 'First packet', 1, $2)`,
      [packetId, receiptId],
    );
    const debits = Array.from({ length: lines }, () => debit(100n));
    const journal = { entity: 'US01', currency: 'USD', lines: [...debits, credit(100n * BigInt(lines))] };
    return post(bodies, { packetId, journal, reverses: null });
  };
  const recovery = (bodies: GlBodies, reverses: BookedWriteOff): Promise<BookedWriteOff> =>
    post(bodies, {
      ...{ packetId: reverses.packetId, reverses },
      journal: {
        ...reverses.journal,
        lines: reverses.journal.lines.map((line) => ({
          ...{ ...line, debitMinor: line.creditMinor, creditMinor: line.debitMinor },
          ...{
            functionalDebitMinor: line.functionalCreditMinor,
            functionalCreditMinor: line.functionalDebitMinor,
          },
        })),
      },
    });
  return {
    ...{ server, database, outbox, log, inTest, writeOff, recovery },
    stop: async () => {
      await database.close();
      await server.drop();
    },
  };
};
