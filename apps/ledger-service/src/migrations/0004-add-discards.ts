import { Migration } from '@mikro-orm/migrations';
import { discardColumns } from '@recoup/runtime/database/message-tables';

export class AddDiscards extends Migration {
  override up(): void {
    for (const statement of discardColumns) this.addSql(statement);
  }
}
