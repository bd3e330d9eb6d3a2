import type { OutboxRow } from './outbox-row.ts';

/** What the bus has refused for a while: topics that are missing or forbidden, and aggregates of an event that it does not take. */
export type HeldBack = {
  readonly topics: () => readonly string[];
  readonly aggregates: () => readonly string[];
  readonly holds: (row: Pick<OutboxRow, 'topic' | 'aggregate_id'>) => boolean;
  readonly holdTopic: (topic: string, cause: unknown) => void;
  readonly holdAggregate: (aggregateId: string, cause: unknown) => void;
};

export type HeldBackOptions = {
  /** After this it is tried again. */
  readonly forMs: number;
  readonly onHeld: (
    what: { readonly topic: string } | { readonly aggregateId: string },
    cause: unknown,
  ) => void;
};

/** Remembers what is not worth another try yet, so that what waits behind it is read in its stead. */
export const heldBack = ({ forMs, onHeld }: HeldBackOptions): HeldBack => {
  const topics = new Map<string, number>();
  const aggregates = new Map<string, number>();
  const still = (held: Map<string, number>): readonly string[] => {
    const now = performance.now();
    for (const [name, until] of held) if (until <= now) held.delete(name);
    return [...held.keys()];
  };
  return {
    topics: () => still(topics),
    aggregates: () => still(aggregates),
    holds: (row) => topics.has(row.topic) || aggregates.has(row.aggregate_id),
    holdTopic: (topic, cause) => {
      topics.set(topic, performance.now() + forMs);
      onHeld({ topic }, cause);
    },
    holdAggregate: (aggregateId, cause) => {
      aggregates.set(aggregateId, performance.now() + forMs);
      onHeld({ aggregateId }, cause);
    },
  };
};
