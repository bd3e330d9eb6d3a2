import { createOutbox, newEvent } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { sql } from 'kysely';
import type { BenchDatabase } from './bench-database.ts';
import { type BenchOptions, type BenchResult, resultOf, timeOf } from './bench-result.ts';
import { interleaved } from './interleaved.ts';
import { AccountChanged, bookOfAccounts, changeOf, openAccounts } from './ledger/book-of-accounts.ts';

const clientCounts = [1, 8, 16] as const;

/** A change with its history row, one transaction each, with and without its event (goal R3). */
export const benchWriter = async (options: BenchOptions): Promise<readonly BenchResult[]> => {
  const changes = Math.max(64, Math.round(options.rows / 50));
  const book = bookOfAccounts(options.adminUrl, 'bench_writer');
  try {
    await book.makeNew();
    const accounts = await openAccounts(book, 1_000);
    const results: BenchResult[] = [];
    for (const clients of clientCounts) {
      const write = (withEvent: boolean) => ({
        name: `${clients} clients ${withEvent ? 'with' : 'without'} events`,
        prepare: async () => {
          await book.client().query('truncate outbox, outbox_sequence, account_history');
          await book.client().query('checkpoint');
        },
        run: () => writeAll(book, accounts, changes, clients, withEvent),
      });
      const [without, withEvents] = [write(false), write(true)];
      const medians = await interleaved([without, withEvents], options.rounds, options.log);
      results.push(
        resultOf({
          bench: `writer, ${clients}`,
          goal: `R3: with its event at least 0.65 of the rate without, ${clients} at a time`,
          most: 1 / 0.65,
          n: changes,
          limitMs: timeOf(medians, without.name),
          oursMs: timeOf(medians, withEvents.name),
        }),
      );
    }
    return results;
  } finally {
    await book.close();
  }
};

const writeAll = async (
  book: BenchDatabase,
  accounts: readonly string[],
  changes: number,
  clients: number,
  withEvent: boolean,
): Promise<void> => {
  const database = book.database();
  const outbox = createOutbox(database, '/recoup/bench', () => new Date());
  let next = 0;
  const change = async (accountId: string) => {
    await database.transaction(async () => {
      const [row] = await database.query<{ version: number }>(sql`
        update account set version = version + 1, balance_minor = balance_minor + 100
         where account_id = ${accountId} returning version`);
      const version = row?.version ?? 0;
      await database.query(sql`
        insert into account_history (account_id, version, actor) values (${accountId}, ${version}, 'bench')`);
      if (withEvent)
        await outbox.append([newEvent(AccountChanged, accountId, changeOf(accountId, version), version)]);
    });
  };
  const client = async () => {
    for (;;) {
      const index = next;
      next += 1;
      const accountId = accounts[index % accounts.length];
      if (index >= changes || !accountId) return;
      await causedBy({ actor: 'bench', correlationId: accountId }, () => change(accountId));
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
};
