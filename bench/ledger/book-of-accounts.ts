import { Migration } from '@mikro-orm/migrations';
import { contract } from '@recoup/contracts/envelope';
import { beginningTable, resendTables, runtimeTables } from '@recoup/runtime/database/tables/runtime-tables';
import * as z from 'zod';
import { type BenchDatabase, benchDatabase } from '../bench-database.ts';

/** Accounts with a balance and its history: the smallest service that says and hears something. */
class CreateAccounts extends Migration {
  override up(): void {
    for (const statement of [...runtimeTables('ledger'), beginningTable, ...resendTables])
      this.addSql(statement);
    this.addSql(`
      create table account (
        account_id    uuid   not null primary key,
        version       int    not null,
        balance_minor bigint not null
      )`);
    this.addSql(`
      create table account_history (
        account_id uuid        not null,
        version    int         not null,
        actor      text        not null,
        at         timestamptz not null default now(),
        primary key (account_id, version)
      )`);
  }
}

export const AccountChanged = contract(
  'recoup.account.changed.v1',
  'recoup.accounts.v1',
  z.object({
    accountId: z.uuid(),
    version: z.int(),
    name: z.string(),
    balance: z.object({ amount: z.string(), currency: z.string() }),
    remarks: z.string(),
  }),
);

/** A believable length: most events of the line are between 600 and 1,200 bytes. */
export const changeOf = (accountId: string, version: number) => ({
  accountId,
  version,
  name: 'Harbor Pictures',
  balance: { amount: `${version}.00`, currency: 'USD' },
  remarks: 'Called on 12 January; the buyer asked for the statement of account once more. '.repeat(3),
});

export const accountsSchema = 'accounts';

export const bookOfAccounts = (adminUrl: string, name: string): BenchDatabase =>
  benchDatabase(adminUrl, name, accountsSchema, [CreateAccounts]);

/** Opens so many accounts, every one at version 1; answers their ids. */
export const openAccounts = async (book: BenchDatabase, accounts: number): Promise<readonly string[]> => {
  const { rows } = await book
    .client()
    .query<{ id: string }>(
      `insert into account select uuidv7(), 1, 0 from generate_series(1, $1) returning account_id as id`,
      [accounts],
    );
  return rows.map(({ id }) => id);
};
