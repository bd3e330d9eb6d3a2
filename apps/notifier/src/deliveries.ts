import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { Written } from './mails/render.ts';

/** A delivery that this sender alone may send until its lease ends. */
export type Leased = {
  readonly deliveryId: string;
  readonly eventId: string;
  readonly template: string;
  readonly recipientId: string;
  readonly recipientName: string;
  readonly aboutKind: 'packet' | 'case';
  readonly aboutId: string;
  readonly mail: Written;
  readonly attempts: number;
  /** As the directory has it now; null for somebody who has left. */
  readonly address: string | null;
};

// Longer than the slowest conversation with a mail server: a mail whose lease ends is sent again.
const leaseMinutes = 5;

/** A sender died with these on their way: each goes once more, and after that nobody knows what became of it. */
export const releaseExpired = async (database: Database, at: Date): Promise<void> => {
  await database.query(sql`
    update delivery
       set state = case when resent then 'unknown' else 'queued' end, leased_until = null, resent = true,
           ended_at = case when resent then ${at.toISOString()}::timestamptz end,
           error = 'the sender stopped while this was on its way'
     where state = 'sending' and leased_until < ${at.toISOString()}::timestamptz`);
};

/** Takes deliveries that are due, and with each of a bundled template all others of it to the same person. */
export const leaseDue = (
  database: Database,
  bundled: readonly string[],
  at: Date,
  limit: number,
): Promise<Leased[]> =>
  database.query<Leased>(sql`
    with due as materialized (
      select delivery_id, recipient_id, template from delivery
       where state = 'queued' and due_at <= ${at.toISOString()}::timestamptz
       order by due_at, delivery_id limit ${limit} for update skip locked),
    together as materialized (
      select delivery.delivery_id from delivery
       where state = 'queued' and template = any (${bundled}::text[])
         and (recipient_id, template) in (select recipient_id, template from due)
       order by delivery_id limit 1000 for update skip locked),
    leased as (
      update delivery
         set state = 'sending', attempts = attempts + 1,
             leased_until = ${at.toISOString()}::timestamptz + make_interval(mins => ${leaseMinutes})
       where delivery_id in (select delivery_id from due union select delivery_id from together)
       returning *)
    select delivery_id as "deliveryId", event_id as "eventId", template, recipient_id as "recipientId",
           recipient_name as "recipientName", about_kind as "aboutKind", about_id as "aboutId", mail, attempts,
           person.email as address
      from leased left join directory_person person on person.person_id = leased.recipient_id and person.active
     order by delivery_id`);

export type Ending = {
  readonly state: 'sent' | 'failed' | 'unknown';
  readonly sentWith: string;
  readonly address: string | null;
  readonly reply: string | null;
  readonly error: string | null;
};

export const endDeliveries = async (
  database: Database,
  ids: readonly string[],
  ending: Ending,
  at: Date,
): Promise<void> => {
  await database.query(sql`
    update delivery
       set state = ${ending.state}, leased_until = null, ended_at = ${at.toISOString()}::timestamptz,
           address = ${ending.address}, reply = ${ending.reply}, error = ${ending.error},
           sent_with = nullif(${ending.sentWith}::uuid, delivery_id)
     where delivery_id = any (${ids}::uuid[]) and state = 'sending'`);
};

export const postpone = async (
  database: Database,
  ids: readonly string[],
  error: string,
  until: Date,
): Promise<void> => {
  await database.query(sql`
    update delivery set state = 'queued', leased_until = null, error = ${error}, due_at = ${until.toISOString()}::timestamptz
     where delivery_id = any (${ids}::uuid[]) and state = 'sending'`);
};
