/** Documents for the general ledger, in the order in which it must get them. */
export const glDocumentTables: readonly string[] = [
  `create table gl_document (
     gl_document_id    uuid        not null primary key,
     posting_event_id  uuid        not null references posting_event,
     journal_id        uuid        not null references journal,
     entity            text        not null references legal_entity,
     currency          char(3)     not null,
     step              text        not null,
     part              int         not null check (part > 0),
     after_document_id uuid        references gl_document,
     external_id       text        not null unique,
     total_minor       bigint      not null,
     state             text        not null
       check (state in ('PENDING', 'SENDING', 'POSTED', 'UNKNOWN', 'REJECTED', 'HELD')),
     remote_id         text,
     attempts          int         not null default 0,
     next_try_at       timestamptz not null,
     errors            jsonb       not null default '[]',
     correlation_id    text        not null,
     causation_id      text,
     created_at        timestamptz not null,
     updated_at        timestamptz not null,
     constraint posted_names_its_document check ((state = 'POSTED') = (remote_id is not null))
   )`,
  `create index gl_document_due on gl_document (next_try_at) where state in ('PENDING', 'SENDING', 'UNKNOWN')`,
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
];
