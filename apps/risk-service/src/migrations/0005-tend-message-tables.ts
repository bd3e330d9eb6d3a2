import { Migration } from '@mikro-orm/migrations';
import { tendedTables } from '@recoup/runtime/database/message-tables';

export class TendMessageTables extends Migration {
  override up(): void {
    for (const statement of tendedTables) this.addSql(statement);
  }
}
