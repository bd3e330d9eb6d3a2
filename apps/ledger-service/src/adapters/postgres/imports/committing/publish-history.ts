import { ImportHistoryReadV1 } from '@recoup/contracts/import-history-read.v1';
import { linesPerPart } from '@recoup/contracts/values';
import { moneyText } from '@recoup/domain/money';
import type { Database } from '@recoup/runtime/database/database';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import type * as z from 'zod';
import type { SettledInvoice } from '../../../../domain/import/open-item.ts';
import type { ClaimedImport, Imports } from '../../../../ports/imports/imports.ts';
import type { ImportParts } from '../import-parts.ts';
import { importProgress } from '../import-progress.ts';
import { importOf, keepClaim } from '../staging/this-try.ts';

type Line = z.input<typeof ImportHistoryReadV1.data>['lines'][number];

/** A part ends early where names are so long that it would not travel (definition D5). */
const bytesMax = 700 * 1024;

/** Publishes the settled invoices of a file under its import, and keeps nothing of them but their number. */
export const publishHistory =
  ({ database, outbox, log }: ImportParts): Imports['publishHistory'] =>
  async (request, invoices) => {
    const { importId, terms } = request;
    await database.query(sql`
      update import set state = 'COMMITTING', read_at = now() where ${importOf(request)}`);
    await database.longTransaction(async () => {
      await keepClaim(database, request);
      const { lines, parts } = await publishParts(database, outbox, request, invoices());
      const [ended] = await database.query<Record<string, unknown>>(sql`
        update import set state = 'COMMITTED', ended_at = clock_timestamp(), claimed_until = null, failure = null,
               rows_done = ${lines}
         where ${importOf(request)}
        returning preset, mapping_version as "mappingVersion", mapping_hash as "mappingHash"`);
      await log.append('import.history-read', {
        importId,
        source: terms.source,
        ...ended,
        asOf: terms.asOf,
        fileSha256: request.file.sha256,
        settled: lines,
        parts,
      });
    });
  };

const publishParts = async (
  database: Database,
  outbox: Outbox,
  request: ClaimedImport,
  invoices: AsyncIterable<SettledInvoice>,
): Promise<{ readonly lines: number; readonly parts: number }> => {
  const { importId, terms } = request;
  const { source, asOf } = terms;
  const published = { lines: 0, parts: 0 };
  let waiting: readonly Line[] | undefined;
  const progress = importProgress(database, request);
  await progress.published(0);
  const publish = async (lines: readonly Line[], last: boolean) => {
    published.parts += 1;
    published.lines += lines.length;
    const data = { importId, source, asOf, part: published.parts, last, lines: [...lines] };
    await outbox.append([newEvent(ImportHistoryReadV1, importId, data)]);
    await progress.published(published.lines);
  };
  // One part is held back, so that the last one is known when it is published.
  for await (const part of partsOf(invoices)) {
    if (waiting) await publish(waiting, false);
    waiting = part;
  }
  if (waiting) await publish(waiting, true);
  return published;
};

async function* partsOf(invoices: AsyncIterable<SettledInvoice>): AsyncIterable<readonly Line[]> {
  let part: Line[] = [];
  let bytes = 0;
  for await (const invoice of invoices) {
    const line = toLine(invoice);
    const size = Buffer.byteLength(JSON.stringify(line));
    if (part.length === linesPerPart || bytes + size > bytesMax) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(line);
    bytes += size;
  }
  if (part.length > 0) yield part;
}

const toLine = ({ debtor, total, ...invoice }: SettledInvoice): Line => ({
  entity: invoice.entity,
  client: invoice.client,
  account: debtor,
  invoiceNumber: invoice.invoiceNumber,
  invoiceDate: invoice.invoiceDate,
  dueDate: invoice.dueDate,
  settledOn: invoice.settledOn,
  total: moneyText(total),
  disputed: invoice.disputed,
});
