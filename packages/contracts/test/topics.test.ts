import { expect, it } from 'vitest';
import { catalogue } from '../src/catalogue.ts';
import { busAccess, compactedTopics, retention, sources, topics } from '../src/topics.ts';

const [ledger, packet, risk, notifier] = ['ledger-service', 'packet-service', 'risk-service', 'notifier'];

/** Who writes a topic, who reads it, and how long it is kept, as integrators and administrators are told. */
const plan: Readonly<Record<string, readonly [readonly string[], readonly string[], number | 'newest']>> = {
  'recoup.receivables.v1': [[ledger], [packet, risk], 'newest'],
  'recoup.people.v1': [[packet], [ledger, risk, notifier], 'newest'],
  'recoup.entities.v1': [[ledger], [packet], 'newest'],
  'recoup.gl-names.v1': [[ledger], [packet], 'newest'],
  'recoup.rates.v1': [[packet], [ledger], 'newest'],
  'recoup.parties.v1': [[ledger], [packet], 'newest'],
  'recoup.risk-cases.v1': [[risk], [packet, notifier], 400],
  'recoup.sync-shards.v1': [[risk], [risk, 'risk-scorer'], 7],
  'recoup.packets.v1': [[packet], [ledger, notifier], 400],
  'recoup.ledger.v1': [[ledger], [packet, risk, notifier], 400],
  'recoup.notifications.v1': [[notifier], [], 30],
  'recoup.change-requests.v1': [[ledger, packet], [ledger], 400],
};

it('every topic has a plan, and an event', () => {
  expect(Object.values(topics).sort()).toEqual(Object.keys(plan).sort());
  expect(new Set([...catalogue.values()].map(({ topic }) => topic))).toEqual(new Set(Object.values(topics)));
});

it.each(Object.entries(plan))(
  '%s is written, read and kept as planned',
  (topic, [writers, readers, keep]) => {
    expect(sources.get(topic)).toEqual(writers.map((writer) => `/recoup/${writer}`));
    const users = (who: 'writes' | 'reads') =>
      busAccess.filter((access) => access[who].includes(topic)).map(({ user }) => user);
    expect(users('writes')).toEqual(writers);
    expect(users('reads').sort()).toEqual([...readers].sort());
    expect(retention.find((one) => one.topic === topic)?.keep).toEqual(
      keep === 'newest' ? keep : { days: keep },
    );
    expect(compactedTopics.has(topic)).toBe(keep === 'newest');
  },
);

it('every contract knows who publishes it', () => {
  for (const { topic, sources: own } of catalogue.values()) expect(own).toEqual(sources.get(topic));
});

it('each program but the scorer, which shares that of risk-service, has a database of its own', () => {
  expect(busAccess.map(({ user, schema, groups }) => [user, schema, groups])).toEqual([
    ['ledger-service', 'ledger', undefined],
    ['packet-service', 'packet', undefined],
    ['risk-service', 'risk', ['risk-scorer']],
    ['risk-scorer', undefined, undefined],
    ['notifier', 'notifier', undefined],
  ]);
});
