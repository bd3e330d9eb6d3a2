import { Migration } from '@mikro-orm/migrations';
import { directoryTables, runtimeTables } from '@recoup/runtime/database/tables/runtime-tables';
import { historyTables } from './0001/history-tables.ts';
import { receivableTables } from './0001/receivable-tables.ts';
import { riskCaseTables } from './0001/risk-case-tables.ts';
import { syncTables } from './0001/sync-tables.ts';

export class CreateRiskSchema extends Migration {
  override up(): void {
    for (const statement of [
      ...runtimeTables('risk'),
      ...directoryTables,
      ...receivableTables,
      ...syncTables,
      ...riskCaseTables,
      ...historyTables,
    ]) {
      this.addSql(statement);
    }
  }
}
