import { Migration } from '@mikro-orm/migrations';
import { fourEyesTables } from '@recoup/runtime/dead-letters/four-eyes-tables';
import { runtimeRole } from '@recoup/runtime/provision';

export class AskSecondPerson extends Migration {
  override up(): void {
    for (const statement of fourEyesTables(runtimeRole('ledger'))) this.addSql(statement);
  }
}
