import { Migration } from '@mikro-orm/migrations';
import { runtimeRole } from '@recoup/runtime/provision';
import { secondPersonTables } from '@recoup/runtime/second-person-tables';

export class AskSecondPerson extends Migration {
  override up(): void {
    for (const statement of secondPersonTables(runtimeRole('ledger'))) this.addSql(statement);
  }
}
