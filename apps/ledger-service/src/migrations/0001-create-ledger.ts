import { Migration } from '@mikro-orm/migrations';
import { changeRequestTables } from '@recoup/runtime/change-requests/change-request-tables';
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
      ...changeRequestTables(runtimeRole('ledger'), [{ kind: 'DEAD_LETTER', alone: false }]),
      ...fourEyesTables,
      ...partyTables,
      ...billingItemTables,
      ...importTables,
      ...writeOffTables,
    ]) {
      this.addSql(statement);
    }
  }
}
