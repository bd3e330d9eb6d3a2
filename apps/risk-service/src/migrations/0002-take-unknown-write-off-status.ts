import { Migration } from '@mikro-orm/migrations';

/** A later release of the ledger may know more write-off states; a copy takes them as they come. */
export class TakeUnknownWriteOffStatus extends Migration {
  override up(): void {
    this.addSql('alter table receivable drop constraint receivable_write_off_status_check');
  }
}
