import { Migration } from '@mikro-orm/migrations';
import { discardColumns } from '@recoup/runtime/message-tables';

export class Migration0008AddDiscards extends Migration {
  override up(): void {
    for (const statement of discardColumns) this.addSql(statement);
  }
}
