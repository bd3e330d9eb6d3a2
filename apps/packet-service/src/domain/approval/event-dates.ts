import type { Packet } from '../packet/packet.ts';
import type { DatedActContext, EventDate } from '../people/act-context.ts';

/** The day of an act in each legal entity of a packet that was submitted, by entity. */
export const eventDatesOf = (
  { scopeKeys }: Packet,
  { dateIn }: DatedActContext,
): readonly [EventDate, ...EventDate[]] => {
  const entities = [...new Set(scopeKeys.flatMap(({ entity }) => entity ?? []))].sort();
  const [first, ...others] = entities.map((entity) => ({ entity, date: dateIn(entity) }));
  if (!first) throw new RangeError('a submitted packet has receivables, and each belongs to an entity');
  return [first, ...others];
};
