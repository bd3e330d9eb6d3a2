import { Migration } from '@mikro-orm/migrations';
import { messageTables } from '@recoup/runtime/database/message-tables';

export class Migration0001CreateMessages extends Migration {
  override up(): void {
    for (const statement of messageTables) this.addSql(statement);
  }
}
