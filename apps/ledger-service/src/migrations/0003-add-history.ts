import { Migration } from '@mikro-orm/migrations';

export class AddHistory extends Migration {
  override up(): void {
    this.addSql(`
      alter table import
        add history          boolean not null default false,
        add rows_settled     int     not null default 0,
        add rows_not_settled int     not null default 0,
        add constraint import_history_changes_no_items
          check (not history or (not full_snapshot and rows_new = 0 and rows_changed = 0))`);
  }
}
