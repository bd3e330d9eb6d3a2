import { foldedSql } from '@recoup/runtime/http/lists/folded-text';
import { fixedPath } from './ledger-functions.ts';

/** The numbers by which people know receipts and journals, given together with the seal of what they are of. */
export const bookNumberTables: readonly string[] = [
  `create table book_number (
     kind            text        not null check (kind in ('RECEIPT', 'JOURNAL')),
     entity          text        not null,
     year            int         not null check (year between 1000 and 9999),
     no              int         not null check (no > 0),
     subject_id      uuid        not null,
     number          text        not null generated always as
       (case when entity = '' then '' else entity || '-' end || year::text || '-' || lpad(no::text, greatest(6, length(no::text)), '0'))
       stored,
     cash_receipt_id uuid        generated always as (case when kind = 'RECEIPT' then subject_id end) stored references cash_receipt,
     journal_id      uuid        generated always as (case when kind = 'JOURNAL' then subject_id end) stored references journal,
     given_at        timestamptz not null default now(),
     primary key (kind, entity, year, no),
     constraint numbered_once unique (kind, subject_id),
     constraint receipts_are_of_the_ledger check ((kind = 'RECEIPT') = (entity = ''))
   )`,
  'create unique index book_number_of_receipt on book_number (cash_receipt_id) where cash_receipt_id is not null',
  'create unique index book_number_of_journal on book_number (journal_id) where journal_id is not null',
  `create index book_number_by_folded_number on book_number ((${foldedSql('number')}))`,
  'create index posting_event_by_log_entry on posting_event (log_event_id)',
  // Whoever gives a number at the same time waits at the key, and then has one too many.
  `create function book_number_follows_the_last() returns trigger language plpgsql ${fixedPath} as $$
     declare next int;
     begin
       select coalesce(max(no), 0) + 1 into next from book_number
        where kind = new.kind and entity = new.entity and year = new.year;
       if new.no <> next then
         raise exception '% number % of "%" in % would leave a gap or stand twice: % is next', new.kind, new.no, new.entity,
           new.year, next using errcode = '23514', constraint = 'book_number_follows_the_last';
       end if;
       if not exists (
         select from numbered_subject subject
          where (subject.kind, subject.entity, subject.year, subject.subject_id) = (new.kind, new.entity, new.year, new.subject_id)
            and exists (select from log_seal where log_seal.event_id = subject.log_event_id)) then
         raise exception '% % of "%" in % is not sealed, or another', new.kind, new.subject_id, new.entity, new.year
           using errcode = '23514', constraint = 'book_number_of_what_is_sealed';
       end if;
       return new;
     end $$`,
  `create trigger book_number_follows_the_last before insert on book_number
     for each row execute function book_number_follows_the_last()`,
  'alter table book_number enable always trigger book_number_follows_the_last',
];

/**
 * What gets a number, with the log entry whose seal gives it: a receipt, in the year in which the first of its entities posted, and a
 * journal, in the year of its period.
 */
export const numberedSubjects = `create view numbered_subject as
  select 'RECEIPT' as kind, '' as entity,
         (select min(left(period, 4))::int from posting_entity where posting_entity.posting_event_id = event.posting_event_id) as year,
         worksheet.cash_receipt_id as subject_id, event.posting_event_id, event.log_event_id
    from cash_receipt_worksheet worksheet join posting_event event using (posting_event_id)
   where worksheet.kind = 'APPLICATION'
  union all
  select 'JOURNAL', journal.entity, left(own.period, 4)::int, journal.journal_id, event.posting_event_id, event.log_event_id
    from journal join posting_event event using (posting_event_id) join posting_entity own using (posting_event_id, entity)`;
