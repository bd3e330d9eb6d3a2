import { Migration } from '@mikro-orm/migrations';
import { directoryTables, runtimeTables } from '@recoup/runtime/database/runtime-tables';
import { fourEyesTables } from '@recoup/runtime/dead-letters/four-eyes-tables';
import { runtimeRole } from '@recoup/runtime/provision';
import { billingItemTables } from './0001/billing-item-tables.ts';
import { importTables } from './0001/import-tables.ts';
import { partyTables } from './0001/party-tables.ts';
import { writeOffTables } from './0001/write-off-tables.ts';

export class CreateLedgerSchema extends Migration {
  override up(): void {
    for (const statement of [
      ...runtimeTables,
      ...directoryTables,
      ...fourEyesTables(runtimeRole('ledger')),
      ...partyTables,
      ...billingItemTables,
      ...importTables,
      ...writeOffTables,
    ]) {
      this.addSql(statement);
    }
  }
}
