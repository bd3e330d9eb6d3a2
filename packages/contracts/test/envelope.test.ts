import { expect, it } from 'vitest';
import { envelope } from '../src/envelope.ts';
import { currency, growing, money } from '../src/values.ts';

const event = {
  specversion: '1.0',
  id: '019cadec-25e5-78a0-a907-622057f076d8',
  source: '/recoup/packet-service',
  type: 'recoup.person.changed.v12',
  subject: '019b8d2b-8c00-71d0-98f5-66af5bee209d',
  time: '2026-03-02T09:41:00.517Z',
  dataschema: 'urn:recoup:event:recoup.person.changed.v12',
  datacontenttype: 'application/json',
  partitionkey: 'k',
  sequence: 1,
  correlationid: 'c',
  actor: 'a',
  data: { anything: 1 },
};

it('an envelope is read whole, with what a later release adds to its data', () => {
  expect(envelope.parse(event)).toEqual(event);
  const more = { causationid: 'x', businessdate: '2026-03-02', traceparent: 't', replay: 'r' };
  expect(envelope.parse({ ...event, ...more })).toEqual({ ...event, ...more });
});

it.each<[string, unknown]>([
  ['specversion', '0.3'],
  ['id', '7'],
  ['source', 'recoup/packet-service'],
  ['source', '/recoup/packet-service/'],
  ['source', 'x/recoup/packet-service'],
  ['source', '/recoup/'],
  ['source', '/recoup/Packet'],
  ['type', 'xrecoup.person.changed.v1'],
  ['type', 'recoup.person.changed.v1x'],
  ['type', 'recoup.person.changed.v'],
  ['type', 'recoup.person.changed.vx'],
  ['type', 'recoup.person.v1'],
  ['type', 'recoup.Person.changed.v1'],
  ['type', 'recoup.person.Changed.v1'],
  ['type', 'recoup..changed.v1'],
  ['subject', 'x'],
  ['time', '2026-03-02'],
  ['dataschema', 'urn:other:event:x'],
  ['datacontenttype', 'text/json'],
  ['partitionkey', ''],
  ['sequence', 0],
  ['sequence', 1.5],
  ['correlationid', ''],
  ['causationid', ''],
  ['businessdate', '2026-02-30'],
  ['actor', ''],
  ['data', null],
])('an envelope whose %s is %j is none', (field, value) => {
  expect(envelope.safeParse({ ...event, [field]: value }).success).toBe(false);
});

it.each(['41250.00', '-0.5', '7', '0.001'])('%s is an amount', (amount) => {
  expect(money.safeParse({ amount, currency: 'USD' }).success).toBe(true);
});

it.each(['', '1.', '.5', '+1', '1,00', 'x1', '1x', '1.0x', '--1', '1e3', '1.x'])(
  '%j is no amount',
  (amount) => {
    expect(money.safeParse({ amount, currency: 'USD' }).success).toBe(false);
  },
);

it.each(['usd', 'US', 'USDX', 'xUSD', 'U D', ''])('%j is no currency', (code) => {
  expect(currency.safeParse(code).success).toBe(false);
});

it('an enumeration takes what a later release knows, and tells what is known today', () => {
  const band = growing(['low', 'high']);
  expect(band.parse('very high')).toBe('very high');
  expect(band.safeParse(7).success).toBe(false);
  expect(band.meta()).toEqual({ 'x-known-values': ['low', 'high'] });
});
