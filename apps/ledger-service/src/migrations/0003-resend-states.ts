import { Migration } from '@mikro-orm/migrations';
import { resendTables } from '@recoup/runtime/database/tables/runtime-tables';

export class ResendStates extends Migration {
  override up(): void {
    for (const statement of resendTables) this.addSql(statement);
  }
}
