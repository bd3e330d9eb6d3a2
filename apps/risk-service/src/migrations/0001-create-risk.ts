import { Migration } from '@mikro-orm/migrations';
import { directoryTables, messageTables } from '@recoup/runtime/database/message-tables';
import { receivableTables } from './0001-receivable-tables.ts';
import { riskCaseTables } from './0001-risk-case-tables.ts';

export class CreateRisk extends Migration {
  override up(): void {
    for (const statement of [...messageTables, ...directoryTables, ...receivableTables, ...riskCaseTables]) {
      this.addSql(statement);
    }
  }
}
