import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { currentCause } from '../process/cause.ts';
import { causedByEvents } from './caused-by-events.ts';
import type { AnyEvent } from './subscription.ts';

const event = (given: Partial<AnyEvent> = {}): AnyEvent => ({
  ...{ specversion: '1.0', id: randomUUID(), source: '/recoup/notes', type: 'recoup.note.turned.v1' },
  ...{
    subject: randomUUID(),
    time: '2026-03-31T10:00:00Z',
    dataschema: 'x',
    datacontenttype: 'application/json',
  },
  ...{ partitionkey: 'x', sequence: 1, correlationid: 'request-1', actor: 'uma', data: {} },
  ...given,
});
const causeOf = (...events: readonly AnyEvent[]) =>
  causedByEvents(events, 'ledger-service', () => currentCause());

it('what follows from one event is done for its actor, in its thread, on its business day, and names it', () => {
  const only = event({ businessdate: '2026-03-30' });
  expect(causeOf(only)).toEqual({
    ...{ actor: 'uma', correlationId: 'request-1', causationId: only.id, businessDate: '2026-03-30' },
  });
});

it('what follows from no event is done by the service, in a thread of its own', () => {
  expect(causeOf()).toEqual({ actor: 'service:ledger-service', correlationId: 'ledger-service' });
});

it('what follows from several events is done by the service, in the thread of the first, and names none', () => {
  expect(causeOf(event(), event({ actor: 'kim', correlationid: 'request-2' }))).toEqual({
    ...{ actor: 'service:ledger-service', correlationId: 'request-1' },
  });
});
