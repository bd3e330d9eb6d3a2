import { fixedPath } from './ledger-functions.ts';

/** The moves of a document that two people decide; a test compares them with those of domain/general-ledger/gl-document.ts. */
export const glFourEyesMoves = [
  ...['HELD PENDING', 'REJECTED PENDING'],
  // One that waits is given up with the one that it follows.
  ...['HELD CANCELLED', 'REJECTED CANCELLED', 'UNKNOWN CANCELLED', 'PENDING CANCELLED'],
  ...['HELD POSTED_BY_HAND', 'REJECTED POSTED_BY_HAND', 'EXPORTED POSTED_BY_HAND'],
];

const fourEyes = glFourEyesMoves.map((move) => `'${move}'`).join(', ');

/** Asked afterwards, so that a document which cannot be moved at all says so itself. */
export const glDocumentDecisions: readonly string[] = [
  `create function gl_document_is_decided() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if not exists (
         with recursive before (id) as (
           select new.gl_document_id
            union select after_document_id from gl_document join before on gl_document_id = before.id
                   where after_document_id is not null and new.state = 'CANCELLED')
         select from before join change_request request
             on request.kind = 'GL_DOCUMENT' and request.subject = before.id::text
          where request.state = 'APPROVED' and request.decided_in = pg_current_xact_id()
            and case request.payload ->> 'action'
                  when 'RELEASE' then new.state = 'PENDING'
                  when 'CANCEL' then new.state = 'CANCELLED'
                  else new.state = 'POSTED_BY_HAND' and request.payload -> 'standing' = jsonb_build_object(
                         'documentId', new.remote_id, 'tranId', new.tran_id, 'postingPeriod', new.posting_period)
                end) then
         raise exception 'that a document which is % becomes % must be decided by two people', old.state, new.state
           using errcode = '23514', constraint = 'gl_document_is_decided';
       end if;
       return null;
     end $$`,
  `create trigger gl_document_is_decided after update on gl_document
     for each row when (old.state || ' ' || new.state in (${fourEyes})) execute function gl_document_is_decided()`,
  'alter table gl_document enable always trigger gl_document_is_decided',
];
