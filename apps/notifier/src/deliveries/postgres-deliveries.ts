import { NotificationFailedV1, NotificationSentV1 } from '@recoup/contracts/notification.v1';
import type { Database } from '@recoup/runtime/database/database';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import { type Deliveries, type Ending, type Leased, leaseMinutes, type NewDelivery } from './deliveries.ts';

export const postgresDeliveries = (database: Database, outbox: Outbox): Deliveries => ({
  keep: async (deliveries) => {
    await database.query(sql`
      insert into delivery (delivery_id, event_id, event_type, template, recipient_id, recipient_name, about_kind,
                            about_id, mail, subject, due_at, created_at)
      select delivery_id, event_id, event_type, template, recipient_id, recipient_name, about_kind, about_id, mail,
             subject, due_at, created_at
        from jsonb_populate_recordset(null::delivery, ${JSON.stringify(deliveries.map(toRow))}::jsonb)
      on conflict on constraint delivery_once do nothing`);
  },

  releaseExpired: async (at) => {
    await database.query(sql`
      update delivery
         set state = case when resent then 'unknown' else 'queued' end, leased_until = null, resent = true,
             ended_at = case when resent then ${at.toISOString()}::timestamptz end,
             error = 'the sender stopped while this was on its way'
       where state = 'sending' and leased_until < ${at.toISOString()}::timestamptz`);
  },

  leaseDue: (bundled, at, limit) =>
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
       order by delivery_id`),

  end: (batch, ending, at) =>
    database.transaction(async () => {
      const ended = await database.query<{ delivery_id: string }>(sql`
        update delivery
           set state = ${ending.state}, leased_until = null, ended_at = ${at.toISOString()}::timestamptz,
               address = ${ending.address}, reply = ${ending.reply}, error = ${ending.error},
               sent_with = nullif(${ending.sentWith}::uuid, delivery_id)
         where delivery_id = any (${idsOf(batch)}::uuid[]) and state = 'sending'
         returning delivery_id`);
      if (ending.state === 'unknown') return;
      const ours = new Set(ended.map(({ delivery_id }) => delivery_id));
      const facts = batch.filter((one) => ours.has(one.deliveryId)).map((one) => factOf(one, ending, at));
      await outbox.append(facts);
    }),

  postpone: async (batch, error, until) => {
    await database.query(sql`
      update delivery
         set state = 'queued', leased_until = null, error = ${error}, due_at = ${until.toISOString()}::timestamptz
       where delivery_id = any (${idsOf(batch)}::uuid[]) and state = 'sending'`);
  },
});

const idsOf = (batch: readonly Leased[]) => batch.map(({ deliveryId }) => deliveryId);

const factOf = (one: Leased, { state, error }: Ending, at: Date) => {
  const { deliveryId, eventId, template, recipientId, aboutId: about } = one;
  const fact = { deliveryId, eventId, template, recipientId, about };
  return state === 'sent'
    ? newEvent(NotificationSentV1, recipientId, { ...fact, sentAt: at.toISOString() })
    : newEvent(NotificationFailedV1, recipientId, { ...fact, reason: error ?? 'refused' });
};

const toRow = (delivery: NewDelivery) => ({
  delivery_id: delivery.deliveryId,
  event_id: delivery.eventId,
  event_type: delivery.eventType,
  template: delivery.template,
  recipient_id: delivery.recipientId,
  recipient_name: delivery.recipientName,
  about_kind: delivery.aboutKind,
  about_id: delivery.aboutId,
  mail: delivery.mail,
  subject: delivery.mail.subject,
  due_at: delivery.dueAt.toISOString(),
  created_at: delivery.createdAt.toISOString(),
});
