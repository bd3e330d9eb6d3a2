import { causedBy } from '../process/cause.ts';
import type { AnyEvent } from './subscription.ts';

/** Does what follows from some events on behalf of who caused them: of one event's actor, of this consumer for several. */
export const causedByEvents = <T>(
  events: readonly AnyEvent[],
  consumer: string,
  work: (events: readonly AnyEvent[]) => T,
): T => {
  const [first] = events;
  const alone = events.length === 1 ? first : undefined;
  return causedBy(
    {
      actor: alone?.actor ?? `service:${consumer}`,
      correlationId: alone?.correlationid ?? first?.correlationid ?? consumer,
      ...(alone ? { causationId: alone.id } : {}),
      ...(first?.businessdate ? { businessDate: first.businessdate } : {}),
    },
    () => work(events),
  );
};
