import { Migration } from '@mikro-orm/migrations';
import { directoryTables, runtimeTables } from '@recoup/runtime/database/tables/runtime-tables';

export class CreateNotifierSchema extends Migration {
  override up(): void {
    for (const statement of [...runtimeTables('notifier'), ...directoryTables, ...deliveryTables])
      this.addSql(statement);
  }
}

const deliveryTables: readonly string[] = [
  `create table delivery (
     delivery_id     uuid        not null primary key,
     event_id        uuid        not null,
     event_type      text        not null,
     template        text        not null,
     recipient_id    uuid        not null,
     recipient_name  text        not null,
     about_kind      text        not null check (about_kind in ('packet', 'case')),
     about_id        uuid        not null,
     mail            jsonb       not null,
     subject         text        not null check (subject !~ '[[:cntrl:]]'),
     state           text        not null default 'queued'
       check (state in ('queued', 'sending', 'sent', 'failed', 'unknown')),
     attempts        int         not null default 0,
     -- A sender died while the mail was on its way: it is sent at most once more, and that is said here.
     resent          boolean     not null default false,
     due_at          timestamptz not null,
     leased_until    timestamptz,
     address         text,
     -- Several mails to one person may travel in one mail, that of this delivery.
     sent_with       uuid        references delivery,
     reply           text,
     error           text,
     created_at      timestamptz not null,
     ended_at        timestamptz,
     constraint delivery_once unique (event_id, recipient_id, template),
     constraint delivery_leased_while_sending check ((state = 'sending') = (leased_until is not null)),
     constraint delivery_ended check ((state in ('sent', 'failed', 'unknown')) = (ended_at is not null))
   )`,
  // The sender reads only what it has still to send.
  `create index delivery_due on delivery (due_at) where state = 'queued'`,
  `create index delivery_leased on delivery (leased_until) where state = 'sending'`,
  `create index delivery_queued_for on delivery (recipient_id, template) where state = 'queued'`,
  'create index delivery_about on delivery (about_id, delivery_id)',
  'create index delivery_of_recipient on delivery (recipient_id, delivery_id)',
  // The ledger's events name a packet by its id only.
  `create table packet_name (
     packet_id uuid not null primary key,
     name      text not null
   )`,
  // Gone once both are known: who completed it, and the number of its receipt.
  `create table packet_completion (
     packet_id  uuid  not null primary key,
     event_id   uuid,
     completed  jsonb,
     receipt_no text,
     constraint completion_of_an_event check ((event_id is null) = (completed is null)),
     constraint completion_waits_for_one_of_both check (event_id is not null or receipt_no is not null)
   )`,
];
