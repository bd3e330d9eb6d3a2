import { Migration } from '@mikro-orm/migrations';
import { directoryTables, messageTables } from '@recoup/runtime/database/message-tables';
import { historyTables } from './0001/history-tables.ts';
import { receivableTables } from './0001/receivable-tables.ts';
import { riskCaseTables } from './0001/risk-case-tables.ts';
import { syncTables } from './0001/sync-tables.ts';

export class CreateRiskSchema extends Migration {
  override up(): void {
    for (const statement of [
      ...messageTables,
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
