import { sql } from 'kysely';
import type { Queries } from '../database/queries.ts';
import { coveredBy, coversEverything, type Scope } from '../http/covered-rows.ts';
import { code, oneOf } from '../http/lists/filters.ts';
import { listOf, type Page, type PageAsked } from '../http/lists/list.ts';
import { by, byNullable, type ListKey } from '../http/lists/sort.ts';
import {
  type ChangeRequest,
  type ListedChangeRequest,
  type ListedRow,
  listedColumns,
  type RequestRow,
  toChangeRequest,
  toListed,
} from './change-request-rows.ts';
import { type ChangeRequestAction, changeRequestStates, type PersonRef } from './decision.ts';

/** What somebody may see: requests of each kind, as far as these grants cover what they touch. */
export type Visible = readonly { readonly kind: string; readonly grants: readonly Scope[] }[];

export const changeRequestList = listOf({
  name: 'change-requests',
  id: 'change_request_id',
  filters: {
    kind: code('kind'),
    state: oneOf(changeRequestStates, 'state'),
    subject: code('subject'),
  },
  sorts: {
    changeRequestId: by('change_request_id'),
    expiresAt: by('expires_at'),
    decidedAt: byNullable('decided_at'),
  },
  defaultSort: '-changeRequestId',
});

const visible = (seen: Visible) =>
  seen.length === 0
    ? sql`false`
    : sql`(${sql.join(
        seen.map(({ kind, grants }) => sql`(kind = ${kind} and ${scopeCoveredBy(grants)})`),
        sql` or `,
      )})`;

/** What touches everything is seen by whoever sees everything. */
const scopeCoveredBy = (grants: readonly Scope[]) => sql`
  case when scope is null then ${grants.some(coversEverything)}
       else not exists (
         select from (select entity, department, "clientId" as client_id
                        from jsonb_to_recordset(scope) as touched (entity text, department text, "clientId" uuid)) as part
          where not coalesce(${coveredBy(grants, 'part')}, false)) end`;

/** A page of the change requests that somebody sees. */
export const listChangeRequests = async (
  database: Queries,
  seen: Visible,
  asked: PageAsked,
): Promise<Page<ListedChangeRequest>> => {
  const rows = await database.query<ListedRow & { readonly listKey: ListKey }>(sql`
    select ${listedColumns}, ${asked.key} from change_request
     where ${visible(seen)} and ${asked.where} ${asked.order}`);
  return asked.page(rows, toListed);
};

export type RefusedAttempt = {
  readonly action: ChangeRequestAction;
  readonly reason: string;
  readonly by: PersonRef;
  readonly at: string;
};

/** Every request of a kind about these subjects, oldest first, with what it proposes. */
export const changeRequestsAbout = async (
  database: Queries,
  kind: string,
  subjects: readonly string[],
): Promise<readonly ChangeRequest[]> => {
  const rows = await database.query<RequestRow>(sql`
    select * from change_request where kind = ${kind} and subject = any (${subjects}::text[])
     order by change_request_id`);
  return rows.map(toChangeRequest);
};

export type FoundChangeRequest = ChangeRequest & { readonly refusedAttempts: readonly RefusedAttempt[] };

/** One change request with the attempts to decide it that were refused, newest first. */
export const findChangeRequest = async (
  database: Queries,
  seen: Visible,
  id: string,
): Promise<FoundChangeRequest | undefined> => {
  const [row] = await database.query<RequestRow>(sql`
    select * from change_request where change_request_id = ${id} and ${visible(seen)}`);
  return row && { ...toChangeRequest(row), refusedAttempts: await refusedAttemptsOf(database, id) };
};

/** Whether somebody sees a change request. */
export const isVisible = async (database: Queries, seen: Visible, id: string): Promise<boolean> =>
  (await database.query(sql`select from change_request where change_request_id = ${id} and ${visible(seen)}`))
    .length > 0;

export const refusedAttemptsOf = async (
  database: Queries,
  id: string,
): Promise<readonly RefusedAttempt[]> => {
  const rows = await database.query<{
    readonly action: ChangeRequestAction;
    readonly reason: string;
    readonly person_id: string;
    readonly person_name: string;
    readonly attempted_at: string;
  }>(sql`
    select action, reason, person_id, person_name, attempted_at from change_request_attempt
     where change_request_id = ${id} order by attempted_at desc, attempt_id desc limit 200`);
  return rows.map(({ action, reason, person_id, person_name, attempted_at }) => ({
    action,
    reason,
    by: { personId: person_id, name: person_name },
    at: new Date(attempted_at).toISOString(),
  }));
};
