import { Migration } from '@mikro-orm/migrations';
import { beginningTable } from '@recoup/runtime/database/tables/runtime-tables';

export class NoteBeginnings extends Migration {
  override up(): void {
    this.addSql(beginningTable);
  }
}
