import type pg from 'pg';
import type { HeldBack } from './held-back.ts';
import type { OutboxRow } from './outbox-row.ts';

type State = Pick<OutboxRow, 'topic' | 'aggregate_id'>;
export type StateToResend = OutboxRow & { readonly due_at: string };

/**
 * Sends of which nobody knows whether, and when, they land. On a compacted topic an old state that lands behind a newer one would stay
 * when the newer one is removed; so the newest states of their keys are published once more when everything has landed.
 */
export type UnsureSends = {
  readonly add: (rows: readonly State[]) => void;
  readonly remove: (rows: readonly State[]) => void;
  /** Writes down what was added and not removed. */
  readonly keep: (client: pg.Client) => Promise<void>;
  /** Writes down all that an earlier leader may have in its hands. */
  readonly keepUnpublished: (client: pg.Client) => Promise<void>;
  /** The newest published states that are due, at most so many, without those that the bus refuses for now. */
  readonly due: (client: pg.Client, held: HeldBack, limit: number) => Promise<readonly StateToResend[]>;
  readonly done: (client: pg.Client, states: readonly StateToResend[]) => Promise<void>;
};

export type UnsureSendsOptions = {
  readonly compacted: ReadonlySet<string>;
  /** How long after its beginning a send may land, in milliseconds. */
  readonly landedAfterMs: number;
};

/** Where the bus refuses what an old leader sends, nothing lands late. */
export const nothingUnsure: UnsureSends = {
  add: () => undefined,
  remove: () => undefined,
  keep: async () => undefined,
  keepUnpublished: async () => undefined,
  due: async () => [],
  done: async () => undefined,
};

export const unsureSends = ({ compacted, landedAfterMs }: UnsureSendsOptions): UnsureSends => {
  const open = new Map<string, State>();
  const nameOf = ({ topic, aggregate_id }: State) => `${topic} ${aggregate_id}`;
  const seconds = landedAfterMs / 1_000;
  return {
    add: (rows) => {
      for (const row of rows) if (compacted.has(row.topic)) open.set(nameOf(row), row);
    },
    remove: (rows) => {
      for (const row of rows) open.delete(nameOf(row));
    },
    keep: async (client) => {
      if (open.size === 0) return;
      const states = [...open.values()];
      await client.query(
        `insert into outbox_resend (topic, aggregate_id, due_at)
         select topic, aggregate_id, now() + make_interval(secs => $3)
           from unnest($1::text[], $2::uuid[]) as unsure (topic, aggregate_id)
             on conflict (topic, aggregate_id) do update set due_at = excluded.due_at`,
        [states.map(({ topic }) => topic), states.map(({ aggregate_id }) => aggregate_id), seconds],
      );
      open.clear();
    },
    keepUnpublished: async (client) => {
      await client.query(
        `insert into outbox_resend (topic, aggregate_id, due_at)
         select distinct topic, aggregate_id, now() + make_interval(secs => $2)
           from outbox where published_at is null and topic = any ($1)
             on conflict (topic, aggregate_id) do update set due_at = excluded.due_at`,
        [[...compacted], seconds],
      );
    },
    due: async (client, held, limit) =>
      (await client.query<StateToResend>(dueToResend, [limit, held.topics(), held.aggregates()])).rows,
    done: async (client, states) => {
      await client.query(
        `delete from outbox_resend using unnest($1::text[], $2::uuid[], $3::timestamptz[]) as sent (topic, aggregate_id, due_at)
          where outbox_resend.topic = sent.topic and outbox_resend.aggregate_id = sent.aggregate_id
            and outbox_resend.due_at = sent.due_at`,
        [
          states.map(({ topic }) => topic),
          states.map(({ aggregate_id }) => aggregate_id),
          states.map(({ due_at }) => due_at),
        ],
      );
    },
  };
};

/** What has not been published at all yet will be, in its turn. */
const dueToResend = `
  select newest.*, resend.topic, resend.aggregate_id, resend.due_at::text
    from outbox_resend as resend
    join lateral (select id, sequence, event_type, message from outbox
                   where topic = resend.topic and aggregate_id = resend.aggregate_id and published_at is not null
                   order by sequence desc limit 1) as newest on true
   where resend.due_at <= now() and resend.topic <> all ($2) and resend.aggregate_id <> all ($3)
   order by resend.due_at limit $1`;
