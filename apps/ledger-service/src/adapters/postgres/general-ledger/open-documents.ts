import { sql } from 'kysely';

/**
 * Documents whose end is still to come, each with the state in which it stands apart from the moments in which it is looked up or sent,
 * since when it stands so, and whether it lawfully waits for another one.
 */
export const openDocuments = sql.raw(`(
  select document.*, standing.stands,
         greatest(coalesce(entered.at, document.created_at), case when earlier.ended then earlier.updated_at end) as since,
         standing.stands = 'PENDING' and not coalesce(earlier.ended, true) as waits
    from gl_document document
   cross join lateral (
     select case when document.state <> 'SENDING' then document.state else coalesce(
              (select to_state from gl_document_state moved
                where moved.gl_document_id = document.gl_document_id and to_state <> 'SENDING' order by at desc limit 1),
              'PENDING') end as stands) standing
   cross join lateral (
     select min(moved.at) as at from gl_document_state moved
      where moved.gl_document_id = document.gl_document_id and moved.to_state = standing.stands
        and not exists (select from gl_document_state later
                         where later.gl_document_id = document.gl_document_id and later.at > moved.at
                           and later.to_state not in ('SENDING', standing.stands))) entered
    left join lateral (
      select state in ('POSTED', 'POSTED_BY_HAND') as ended, updated_at from gl_document before
       where before.gl_document_id = document.after_document_id) earlier on true
   where document.state not in ('POSTED', 'POSTED_BY_HAND', 'CANCELLED')) document`);
