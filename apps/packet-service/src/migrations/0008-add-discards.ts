import { Migration } from '@mikro-orm/migrations';
import { discardColumns } from '@recoup/runtime/database/message-tables';

export class Migration0008AddDiscards extends Migration {
  override up(): void {
    for (const statement of discardColumns) this.addSql(statement);
  }
}
