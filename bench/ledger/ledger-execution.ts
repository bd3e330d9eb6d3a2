import { createHash } from 'node:crypto';
import type { PacketLine } from '@recoup/contracts/packet-content-frozen.v1';
import type { CalendarDate } from '@recoup/domain/calendar-date';
import { type CanonicalValue, canonicalJson } from '@recoup/domain/canonical-json';
import type { Database } from '@recoup/runtime/database/database';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { readLine } from '../../apps/ledger-service/src/adapters/events/packet-events.ts';
import { mirroredDocument } from '../../apps/ledger-service/src/adapters/netsuite/bodies/journal-body.ts';
import { byMapping } from '../../apps/ledger-service/src/adapters/netsuite/by-mapping.ts';
import { postgresBooks } from '../../apps/ledger-service/src/adapters/postgres/books/books.ts';
import { ledgerLog } from '../../apps/ledger-service/src/adapters/postgres/log/ledger-log.ts';
import {
  type ExecuteWriteOff,
  executeWriteOff,
} from '../../apps/ledger-service/src/application/execute-write-off.ts';
import { glMapping } from '../../apps/ledger-service/src/reads/registry/gl-mappings.ts';
import { bySide } from '../../packages/domain/src/sides.ts';
import type { BenchDatabase } from '../bench-database.ts';

export const benchPacketId = '019b8d2b-8c00-7430-87db-e9a3f94df4cc';
const benchDay = '2026-03-31' as CalendarDate;
const linesPerPart = 500;
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** The receivables of the bench's packet: the first of the books. */
export const chosen = 'select billing_item_detail_id from billing_item_detail order by 1 limit';

const booksOf = (database: Database) => {
  const now = () => new Date();
  return postgresBooks({
    database,
    outbox: createOutbox(database, '/recoup/ledger-service', now),
    log: ledgerLog(database, 'bench', now),
    now,
    bodies: {
      // Under no version, since nobody has decided one here.
      mappedNow: async () => ({ ...byMapping({ version: 1, content: benchMapping }), version: null }),
      recoveryOf: mirroredDocument,
    },
  });
};

const benchMapping = glMapping.parse({
  subsidiaries: { '*': '1' },
  currencies: { USD: '1' },
  accounts: { AR: '119', CPAY: '201', TAXP: '205', CLEXP: '612' },
  customers: { '*': 'eid:*' },
});

const openOn = (side: string): string =>
  `(coalesce(sum(open_minor) filter (where side = '${side}'), 0) / 100.0)::numeric(20, 2)::text`;

let approved: ExecuteWriteOff | undefined;

/** Freezes a packet of so many lines and hands its parts to the ledger, as they arrive before the approval. */
export const approvedPacket = async (books: BenchDatabase, count: number): Promise<void> => {
  const { rows } = await books.client().query<{ line: PacketLine }>(
    `select json_build_object('receivableId', billing_item_detail_id, 'accountId', item.account_id, 'entity', item.entity,
              'department', department, 'deal', deal, 'invoiceNumber', invoice_number, 'currency', item.currency,
              'sides', json_build_object('revenue', ${openOn('REV')}, 'payable', ${openOn('PAY')}, 'tax', ${openOn('TAX')},
                                         'fee', ${openOn('FEE')}),
              'criterion', 'AGED') as line
       from (${chosen} ${count}) as chosen
       join billing_item_detail using (billing_item_detail_id)
       join billing_item item using (billing_item_id) join agreement using (agreement_id)
       join receivable_side using (billing_item_detail_id)
      group by billing_item_detail_id, item.billing_item_id, agreement.agreement_id
      order by billing_item_detail_id`,
  );
  const lines: readonly CanonicalValue[] = rows.map(({ line }) => line);
  const contentHash = hashOf(canonicalJson(lines));
  const parts = Math.ceil(lines.length / linesPerPart);
  const { keepPart } = booksOf(books.database());
  for (let part = 1; part <= parts; part += 1) {
    const own = lines.slice((part - 1) * linesPerPart, part * linesPerPart);
    await keepPart(benchPacketId, contentHash, { part, parts, lines: own });
  }
  const amounts = lines.map(readLine).map((line) => line.approved);
  approved = {
    packetId: benchPacketId,
    packetName: 'bench',
    round: 1,
    currency: 'USD',
    contentHash,
    parts,
    receivableCount: lines.length,
    policyVersion: '1',
    signatures: [
      { personId: 'bench', name: 'Bench', role: 'MD', signedAt: '2026-03-31T10:00:00.000Z', version: 2 },
    ],
    eventDates: new Map(rows.map(({ line }) => [line.entity, benchDay])),
    totals: bySide((side) => amounts.reduce((sum, one) => sum + one[side], 0n)),
  };
};

/** The execution as the ledger's consumer does it: one transaction, content proven, balances re-read under lock. */
export const ledgerExecution = async (database: Database, count: number): Promise<void> => {
  const command = approved;
  if (command?.receivableCount !== count) throw new Error('the packet was not approved yet');
  const execute = executeWriteOff(booksOf(database), readLine, hashOf);
  await causedBy({ actor: 'bench', correlationId: 'bench', businessDate: benchDay }, () =>
    database.transaction(() => execute(command)),
  );
};
