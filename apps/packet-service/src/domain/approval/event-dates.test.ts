import { expect, it } from 'vitest';
import { acting, aPacketInApproval, vera } from '../packet/packet.fixture.ts';
import { aScopeKey, on } from '../people/person.fixture.ts';
import { eventDatesOf } from './event-dates.ts';

const dated = (...entities: readonly (string | null)[]) => {
  const scopeKeys = entities.map((entity) => aScopeKey({ entity }));
  return eventDatesOf({ ...aPacketInApproval(), scopeKeys }, acting(vera)).map(({ entity, date }) => [
    entity,
    date,
  ]);
};

it('each legal entity of a packet has its day once, by name', () => {
  const day = on('2026-03-02');
  expect(dated('US01', 'JP01', 'US01')).toEqual([
    ['JP01', day],
    ['US01', day],
  ]);
});

it('a packet of no entity has no day, which is a fault', () => {
  expect(() => dated(null)).toThrow('each belongs to an entity');
});
