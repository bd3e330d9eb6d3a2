import { fixedPath } from './ledger-functions.ts';

const glStates = [
  ...['PENDING', 'SENDING', 'UNKNOWN', 'EXPORTED', 'POSTED', 'AWAITING_APPROVAL', 'HELD', 'REJECTED'],
  ...['CANCELLED', 'POSTED_BY_HAND'],
];

/** The moves of domain/general-ledger/gl-document.ts, by state before and after; a test compares the two. */
export const glMoves = [
  ...['PENDING SENDING', 'PENDING CANCELLED', 'UNKNOWN SENDING', 'AWAITING_APPROVAL SENDING'],
  ...['SENDING SENDING', 'SENDING PENDING', 'SENDING UNKNOWN', 'SENDING AWAITING_APPROVAL'],
  ...['SENDING POSTED', 'SENDING HELD', 'SENDING REJECTED', 'SENDING EXPORTED', 'EXPORTED SENDING'],
  ...['HELD PENDING', 'HELD POSTED_BY_HAND', 'REJECTED PENDING', 'REJECTED CANCELLED'],
  ...['REJECTED POSTED_BY_HAND', 'HELD CANCELLED', 'UNKNOWN CANCELLED', 'EXPORTED POSTED_BY_HAND'],
];

const listed = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** Documents for the general ledger, in the order in which it must get them. */
export const glDocumentTables: readonly string[] = [
  `create table gl_document (
     gl_document_id    uuid        not null primary key,
     posting_event_id  uuid        not null references posting_event,
     journal_id        uuid        not null references journal,
     entity            text        not null references legal_entity,
     currency          char(3)     not null,
     step              text        not null check (step in ('JOURNAL', 'APPLICATION', 'CREDIT_MEMO')),
     part              int         not null check (part > 0),
     after_document_id uuid        references gl_document,
     external_id       text        not null unique,
     total_minor       bigint      not null,
     body              bytea,
     body_hash         text,
     body_format       text        check (body_format in ('NETSUITE', 'FILES')),
     as_journal        bytea,
     mapping_version   int         references gl_mapping_version,
     further_count     int         not null default 0 check (further_count >= 0),
     state             text        not null check (state in (${listed(glStates)})),
     remote_id         text,
     tran_id           text,
     posting_period    text,
     attempts          int         not null default 0,
     tries             int         not null default 0,
     unanswered_since  timestamptz,
     released          int         not null default 0,
     next_try_at       timestamptz not null,
     errors            jsonb       not null default '[]',
     correlation_id    text        not null,
     causation_id      text,
     created_at        timestamptz not null,
     updated_at        timestamptz not null,
     made_in           xid8,
     constraint gl_body_with_its_hash check ((body is null) = (body_hash is null) and (body is null) = (body_format is null)),
     constraint gl_memo_with_its_journal check ((as_journal is not null) = (step = 'CREDIT_MEMO' and body is not null)),
     constraint gl_application_moves_nothing check (step <> 'APPLICATION' or total_minor = 0 and after_document_id is not null),
     constraint gl_nothing_sent_without_body check (body is not null or state in ('PENDING', 'SENDING', 'REJECTED', 'CANCELLED')),
     constraint posted_names_its_document
       check (state not in ('POSTED', 'POSTED_BY_HAND', 'AWAITING_APPROVAL') or remote_id is not null)
   )`,
  `create index gl_document_due on gl_document (next_try_at) where state in ('PENDING', 'SENDING', 'UNKNOWN', 'AWAITING_APPROVAL', 'EXPORTED')`,
  `create index gl_document_open on gl_document (state) where state not in ('POSTED', 'POSTED_BY_HAND', 'CANCELLED')`,
  'create index gl_document_after on gl_document (after_document_id) where after_document_id is not null',
  // A document of the general ledger stands for one posting.
  `create unique index gl_document_stands_for_one on gl_document (remote_id)
    where state in ('POSTED', 'POSTED_BY_HAND', 'AWAITING_APPROVAL')`,
  'create index gl_document_by_change on gl_document (updated_at, gl_document_id)',
  'create index gl_document_by_entity on gl_document (entity, gl_document_id)',
  'create index gl_document_of_entity_by_change on gl_document (entity, updated_at, gl_document_id)',
  'create index gl_document_of_event on gl_document (posting_event_id)',
  'create index gl_document_of_journal on gl_document (journal_id)',
  `create table gl_document_state (
     gl_document_id uuid        not null references gl_document,
     at             timestamptz not null,
     actor          text        not null,
     from_state     text        not null,
     to_state       text        not null,
     reason         text        not null
   )`,
  'create index gl_document_state_of_document on gl_document_state (gl_document_id)',
  // A document moves as the domain says and no other way: what is posted stays posted, and what was refused has its ways out.
  `create function gl_document_moves() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if old.state <> new.state and old.state || ' ' || new.state not in (${listed(glMoves)}) then
         raise exception 'a document that is % does not become %', old.state, new.state
           using errcode = '23514', constraint = 'gl_document_moves';
       end if;
       if new.state = 'SENDING' and old.state <> 'SENDING' and new.after_document_id is not null and not exists (
            select from gl_document earlier where earlier.gl_document_id = new.after_document_id
               and earlier.state in ('POSTED', 'POSTED_BY_HAND')) then
         raise exception 'a document is not sent before the one that it follows is posted'
           using errcode = '23514', constraint = 'gl_documents_in_order';
       end if;
       if new.state = 'SENDING' and new.after_document_id is not null and new.body is null then
         raise exception 'what takes a document back is made from that one'
           using errcode = '23514', constraint = 'gl_document_made_from_the_one_before';
       end if;
       if old.state in ('POSTED', 'POSTED_BY_HAND', 'CANCELLED') then
         raise exception 'a document that is % has come to its end', old.state
           using errcode = '42501', constraint = 'gl_document_ends_once';
       end if;
       new.made_in := case when old.body is null and new.body is not null then pg_current_xact_id() else old.made_in end;
       if (old.body is not null or new.body is null)
          and (new.step, new.body, new.body_hash, new.body_format, new.as_journal, new.mapping_version, new.total_minor, new.further_count) is distinct from
              (old.step, old.body, old.body_hash, old.body_format, old.as_journal, old.mapping_version, old.total_minor, old.further_count) then
         raise exception 'the body of a document is made once' using errcode = '42501';
       end if;
       return new;
     end $$`,
  `create trigger gl_document_moves before update on gl_document
     for each row execute function gl_document_moves()`,
  'alter table gl_document enable always trigger gl_document_moves',
  // A body that is made late may turn out to be several documents: the others are written when the first one gets its body.
  `create function gl_document_begins() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if new.state <> 'PENDING' or new.remote_id is not null then
         raise exception 'a document begins as one that waits'
           using errcode = '23514', constraint = 'gl_document_begins';
       end if;
       if not exists (select from posting_event event
                       where event.posting_event_id = new.posting_event_id and event.written_in = pg_current_xact_id())
          and not exists (select from gl_document made
                           where made.journal_id = new.journal_id and made.made_in = pg_current_xact_id()) then
         raise exception 'documents are written with their posting event'
           using errcode = '23514', constraint = 'gl_document_with_its_event';
       end if;
       new.made_in := case when new.body is not null then pg_current_xact_id() end;
       return new;
     end $$`,
  `create trigger gl_document_begins before insert on gl_document
     for each row execute function gl_document_begins()`,
  'alter table gl_document enable always trigger gl_document_begins',
];
