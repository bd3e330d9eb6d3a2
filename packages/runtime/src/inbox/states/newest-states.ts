import type { Outcome } from '../outcome.ts';
import type { AnyEvent, StateSubscription } from '../subscription.ts';

/** Of each aggregate only the event with the highest number counts. */
export const newestOf = (subscription: StateSubscription, events: readonly AnyEvent[]) => {
  const outcomes = new Map<string, Outcome>();
  const newest = new Map<string, AnyEvent>();
  for (const event of events) {
    if (!subscription.types.has(event.type)) {
      outcomes.set(event.id, 'ignored');
      continue;
    }
    const known = newest.get(event.subject);
    if (known && known.sequence >= event.sequence) {
      if (known.id !== event.id) outcomes.set(event.id, 'superseded');
      continue;
    }
    if (known) outcomes.set(known.id, 'superseded');
    outcomes.set(event.id, 'applied');
    newest.set(event.subject, event);
  }
  return { newest: [...newest.values()], outcomes };
};
