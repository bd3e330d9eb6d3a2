import { type Deliveries, type Ending, type Leased, leaseMinutes, type NewDelivery } from './deliveries.ts';

type State = 'queued' | 'sending' | Ending['state'];
export type KeptDelivery = NewDelivery & {
  readonly state: State;
  readonly attempts: number;
  readonly resent: boolean;
  readonly error: string | null;
  readonly sentWith: string | null;
  readonly leasedUntil: Date | null;
};

/** Deliveries in memory, with the addresses of those who are active. */
export type MemoryDeliveries = Deliveries & {
  readonly addresses: Map<string, string>;
  readonly all: () => readonly KeptDelivery[];
  /** What was published, by delivery. */
  readonly published: readonly (readonly [deliveryId: string, 'sent' | 'failed'])[];
};

export const memoryDeliveries = (): MemoryDeliveries => {
  const kept = new Map<string, KeptDelivery>();
  const addresses = new Map<string, string>();
  const published: [string, 'sent' | 'failed'][] = [];
  const byId = (one: KeptDelivery, other: KeptDelivery) => (one.deliveryId < other.deliveryId ? -1 : 1);
  const change = (batch: readonly KeptDelivery[], changes: Partial<KeptDelivery>) => {
    for (const one of batch) kept.set(one.deliveryId, { ...one, ...changes });
  };
  const inState = (state: State) => [...kept.values()].filter((one) => one.state === state);
  const onTheWay = (batch: readonly Leased[]) =>
    inState('sending').filter((one) => batch.some(({ deliveryId }) => deliveryId === one.deliveryId));

  return {
    addresses,
    published,
    all: () => [...kept.values()].sort(byId),

    keep: async (deliveries) => {
      for (const fresh of deliveries) {
        const known = [...kept.values()].some(
          (one) =>
            one.eventId === fresh.eventId &&
            one.recipientId === fresh.recipientId &&
            one.template === fresh.template,
        );
        if (known) continue;
        const untouched = { attempts: 0, resent: false, error: null, sentWith: null, leasedUntil: null };
        kept.set(fresh.deliveryId, { ...fresh, ...untouched, state: 'queued' });
      }
    },

    releaseExpired: async (at) => {
      const expired = inState('sending').filter(({ leasedUntil }) => leasedUntil && leasedUntil < at);
      const stopped = { leasedUntil: null, error: 'the sender stopped while this was on its way' };
      for (const one of expired)
        change([one], { ...stopped, resent: true, state: one.resent ? 'unknown' : 'queued' });
    },

    leaseDue: async (bundled, at, limit) => {
      const queued = inState('queued');
      const due = queued
        .filter(({ dueAt }) => dueAt <= at)
        .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime() || byId(one, other))
        .slice(0, limit);
      const together = queued.filter(
        (one) =>
          bundled.includes(one.template) &&
          due.some(
            ({ recipientId, template }) => recipientId === one.recipientId && template === one.template,
          ),
      );
      const taken = [...new Set([...due, ...together])].sort(byId);
      const leasedUntil = new Date(at.getTime() + leaseMinutes * 60_000);
      for (const one of taken) change([one], { state: 'sending', attempts: one.attempts + 1, leasedUntil });
      return taken.map((one) => ({
        ...one,
        attempts: one.attempts + 1,
        address: addresses.get(one.recipientId) ?? null,
      }));
    },

    end: async (batch, { state, sentWith, error }) => {
      for (const one of onTheWay(batch)) {
        const itself = one.deliveryId === sentWith;
        change([one], { state, error, sentWith: itself ? null : sentWith, leasedUntil: null });
        if (state !== 'unknown') published.push([one.deliveryId, state]);
      }
    },

    postpone: async (batch, error, until) =>
      change(onTheWay(batch), { state: 'queued', error, dueAt: until, leasedUntil: null }),
  };
};
