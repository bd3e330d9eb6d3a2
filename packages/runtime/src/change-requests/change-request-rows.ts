import { sql } from 'kysely';
import type { Queries } from '../database/queries.ts';
import type { Scope } from '../http/covered-rows.ts';
import { newId } from '../process/ids.ts';
import { hashedText } from './content-hash.ts';
import type { ChangeRequestAction, ChangeRequestState, PersonRef, Proposal } from './decision.ts';

/** A change request as it is kept: the proposal and, once it is decided, who decided and why. */
export type ChangeRequest = Proposal & {
  readonly changeRequestId: string;
  readonly kind: string;
  readonly subject: string | null;
  readonly payload: unknown;
  readonly before: unknown;
  /** SHA-256 in hex over the canonical JSON of what is proposed, by which an event names it. */
  readonly contentHash: string;
  readonly reason: string | null;
  /** Null where it touches everything. */
  readonly scope: readonly Scope[] | null;
  readonly proposedAt: Date;
  readonly decidedBy: PersonRef | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
};

/** A change request in a list: without what it proposes and what stood before, which may be large. */
export type ListedChangeRequest = Omit<ChangeRequest, 'payload' | 'before'>;

export type RequestRow = ListedRow & { readonly payload: unknown; readonly before: unknown };
export type ListedRow = {
  readonly change_request_id: string;
  readonly kind: string;
  readonly subject: string | null;
  readonly content_hash: string;
  readonly reason: string | null;
  readonly scope: readonly Scope[] | null;
  readonly beneficiaries: readonly string[];
  readonly valid_from: string | null;
  readonly proposed_by: string;
  readonly proposed_by_name: string;
  readonly proposed_at: string;
  readonly expires_at: string;
  readonly alone_from: string | null;
  readonly state: ChangeRequestState;
  readonly decided_by: string | null;
  readonly decided_by_name: string | null;
  readonly decided_at: string | null;
  readonly decision_reason: string | null;
};

/** The columns of a row in a list. */
export const listedColumns =
  sql.raw(`change_request_id, kind, subject, content_hash, reason, scope, beneficiaries, valid_from, proposed_by,
  proposed_by_name, proposed_at, expires_at, alone_from, state, decided_by, decided_by_name, decided_at, decision_reason`);

export const toChangeRequest = (row: RequestRow): ChangeRequest => ({
  ...toListed(row),
  payload: row.payload,
  before: row.before,
});

export const toListed = (row: ListedRow): ListedChangeRequest => ({
  changeRequestId: row.change_request_id,
  kind: row.kind,
  subject: row.subject,
  contentHash: row.content_hash,
  reason: row.reason,
  scope: row.scope,
  beneficiaries: row.beneficiaries,
  validFrom: row.valid_from,
  proposedBy: { personId: row.proposed_by, name: row.proposed_by_name },
  proposedAt: new Date(row.proposed_at),
  expiresAt: new Date(row.expires_at),
  aloneFrom: row.alone_from === null ? null : new Date(row.alone_from),
  state: row.state,
  decidedBy: row.decided_by === null ? null : { personId: row.decided_by, name: row.decided_by_name ?? '' },
  decidedAt: row.decided_at === null ? null : new Date(row.decided_at),
  decisionReason: row.decision_reason,
});

/** Keeps a proposal. Answers false while another one about the same subject is open, however that one is written. */
export const insertRequest = async (
  database: Queries,
  one: ChangeRequest,
  subjectKey: string | null,
): Promise<boolean> => {
  const kept = await database.query(sql`
    insert into change_request (change_request_id, kind, subject, subject_key, payload, before, hashed_text, content_hash, reason, scope,
                                beneficiaries, valid_from, proposed_by, proposed_by_name, proposed_at, expires_at, alone_from)
    values (${one.changeRequestId}, ${one.kind}, ${one.subject}, ${subjectKey}, ${JSON.stringify(one.payload)}::jsonb,
            ${JSON.stringify(one.before)}::jsonb, ${hashedText(one)}, ${one.contentHash}, ${one.reason},
            ${one.scope && JSON.stringify(one.scope)}::jsonb, ${one.beneficiaries}::text[], ${one.validFrom}::date,
            ${one.proposedBy.personId}, ${one.proposedBy.name}, ${one.proposedAt.toISOString()},
            ${one.expiresAt.toISOString()}, ${one.aloneFrom?.toISOString() ?? null})
    on conflict (kind, subject_key) where state = 'PROPOSED' do nothing returning change_request_id`);
  return kept.length === 1;
};

/** A request that nobody else decides until the transaction ends. */
export const findRequest = async (database: Queries, id: string): Promise<ChangeRequest | undefined> => {
  const [row] = await database.query<RequestRow>(sql`
    select * from change_request where change_request_id = ${id}`);
  return row && toChangeRequest(row);
};

export const lockedRequest = async (database: Queries, id: string): Promise<ChangeRequest | undefined> => {
  const [row] = await database.query<RequestRow>(sql`
    select * from change_request where change_request_id = ${id} for update`);
  return row && toChangeRequest(row);
};

/** Open requests whose time is over, locked; those that somebody is deciding are passed by. */
export const lockedOverdueRequests = async (
  database: Queries,
  at: Date,
  limit: number,
): Promise<readonly ChangeRequest[]> => {
  const rows = await database.query<RequestRow>(sql`
    select * from change_request where state = 'PROPOSED' and expires_at <= ${at.toISOString()}
     order by expires_at limit ${limit} for update skip locked`);
  return rows.map(toChangeRequest);
};

/** How a request ends. `on` is the business date of it. */
export type Ending = {
  readonly state: Exclude<ChangeRequestState, 'PROPOSED'>;
  readonly by: PersonRef;
  readonly at: Date;
  readonly on: string;
  readonly why: string | null;
};

export const endRequest = async (
  database: Queries,
  id: string,
  { state, by, at, on, why }: Ending,
): Promise<void> => {
  await database.query(sql`
    update change_request
       set state = ${state}, decided_by = ${by.personId}, decided_by_name = ${by.name},
           decided_at = ${at.toISOString()}, decided_on = ${on}::date, decision_reason = ${why}
     where change_request_id = ${id}`);
};

/** Keeps an attempt to decide that was refused, for the auditor. */
export const insertAttempt = async (
  database: Queries,
  id: string,
  attempt: {
    readonly person: PersonRef;
    readonly action: ChangeRequestAction;
    readonly reason: string;
    readonly at: Date;
  },
): Promise<void> => {
  const { person, action, reason, at } = attempt;
  await database.query(sql`
    insert into change_request_attempt (attempt_id, change_request_id, person_id, person_name, action, reason, attempted_at)
    values (${newId()}, ${id}, ${person.personId}, ${person.name}, ${action}, ${reason}, ${at.toISOString()})`);
};
