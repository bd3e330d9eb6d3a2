import { describe, expect, it } from 'vitest';
import { BusAway, type BusRecord, LeadLost, TopicRefused } from '../../bus/bus.ts';
import { heldBack } from './held-back.ts';
import type { OutboxRow } from './outbox-row.ts';
import { sendRows } from './send.ts';

let ids = 0;
const aRow = (aggregate: string, topic = 'notes', bytes = 10): OutboxRow => {
  ids += 1;
  return {
    id: String(ids),
    topic,
    aggregate_id: aggregate,
    sequence: 1,
    event_type: 'turned',
    message: Buffer.alloc(bytes),
  };
};

type Named = readonly Pick<OutboxRow, 'aggregate_id'>[];

/** Sends on a bus that refuses what `publish` throws for, and remembers what was done in order. */
const sendingTo = (
  publish: (keys: readonly string[], topics: readonly string[]) => void,
  sendBytes?: number,
) => {
  const done: string[] = [];
  const records: BusRecord[] = [];
  const names = (rows: Named) => rows.map(({ aggregate_id }) => aggregate_id).join(' ');
  const held = heldBack({ forMs: 60_000, onHeld: (what) => done.push(`hold ${Object.values(what)}`) });
  const sending = {
    sendBytes,
    held,
    leading: {
      publish: async (given: readonly BusRecord[]) => {
        done.push(`send ${given.map(({ key }) => key).join(' ')}`);
        publish(
          given.map(({ key }) => key),
          given.map(({ topic }) => topic),
        );
        records.push(...given);
      },
    },
    unsure: {
      add: (rows: Named) => void done.push(`unsure ${names(rows)}`),
      remove: (rows: Named) => void done.push(`sure ${names(rows)}`),
    },
    mark: async (rows: readonly OutboxRow[]) => void done.push(`mark ${names(rows)}`),
  };
  const send = (...rows: readonly OutboxRow[]) => sendRows(sending, rows);
  const sends = () => done.filter((step) => /^(send|hold)/.test(step));
  return { sending, send, done, sends, records, held };
};
const nothing = () => undefined;

it('sends rows in order, and marks them once they were kept; until then nobody knows', async () => {
  const { send, done, records } = sendingTo(nothing);
  const row = aRow('a');
  await send(row, aRow('b'));
  expect(done).toEqual(['unsure a b', 'send a b', 'mark a b', 'sure a b']);
  expect(records[0]).toEqual({
    topic: 'notes',
    key: 'a',
    sequence: 1,
    headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8', ce_type: 'turned' },
    value: row.message,
  });
});

it('does nothing without rows', async () => {
  const { send, done } = sendingTo(nothing);
  await send();
  expect(done).toEqual([]);
});

describe('one send', () => {
  it('carries as many bytes as it may and marks its part by itself', async () => {
    const { send, done } = sendingTo(nothing, 20);
    await send(aRow('a'), aRow('b'), aRow('c'));
    expect(done.filter((step) => /^(send|mark)/.test(step))).toEqual([
      'send a b',
      'mark a b',
      'send c',
      'mark c',
    ]);
  });

  it('carries a row that is larger alone', async () => {
    const { send, sends } = sendingTo(nothing, 20);
    await send(aRow('a'), aRow('large', 'notes', 50), aRow('b'), aRow('c'));
    expect(sends()).toEqual(['send a', 'send large', 'send b c']);
  });

  it('carries all where any number may go', async () => {
    const { send, sends } = sendingTo(nothing);
    await send(aRow('a', 'notes', 5_000_000), aRow('b', 'notes', 5_000_000));
    expect(sends()).toEqual(['send a b']);
  });
});

it('leaves unsure what it could not mark', async () => {
  const { sending, done } = sendingTo(nothing);
  const mark = () => Promise.reject(new Error('the session is gone'));
  await expect(sendRows({ ...sending, mark }, [aRow('a')])).rejects.toThrow('the session is gone');
  expect(done).toEqual(['unsure a', 'send a']);
});

it.each([new BusAway('no broker'), new LeadLost('another leads')])(
  'ends and leaves unsure what it was sending when no row is at fault: %s',
  async (error) => {
    const { send, done } = sendingTo(() => {
      throw error;
    }, 10);
    await expect(send(aRow('a'), aRow('b'))).rejects.toBe(error);
    expect(done).toEqual(['unsure a', 'send a']);
  },
);

describe('a topic that the bus refuses', () => {
  const refusing = (topic: string) => (_: readonly string[], topics: readonly string[]) => {
    if (topics.includes(topic)) throw new TopicRefused(`${topic} is missing`);
  };

  it('is held back, while the rows of others are sent', async () => {
    const { send, done, held } = sendingTo(refusing('songs'));
    await send(aRow('a'), aRow('b', 'songs'), aRow('c'), aRow('d', 'songs'));
    expect(done).toEqual([
      ...['unsure a b c d', 'send a b c d', 'sure a b c d'],
      ...['unsure a c', 'send a c', 'mark a c', 'sure a c'],
      ...['unsure b d', 'send b d', 'sure b d', 'hold songs'],
    ]);
    expect([held.topics(), held.aggregates()]).toEqual([['songs'], []]);
  });

  it('is not tried again with the rows after it', async () => {
    const { send, sends } = sendingTo(refusing('songs'), 10);
    await send(aRow('a', 'songs'), aRow('b', 'songs'), aRow('c'));
    expect(sends()).toEqual(['send a', 'hold songs', 'send c']);
  });
});

describe('a row that the bus refuses', () => {
  const refusing = (key: string) => (keys: readonly string[]) => {
    if (keys.includes(key)) throw new Error('too large');
  };

  it('is found one by one, and its aggregate is held back while the others go on', async () => {
    const { send, done, held } = sendingTo(refusing('b'));
    await send(aRow('a'), aRow('b'), aRow('c'), aRow('b'));
    expect(done.filter((step) => !/^(un)?sure/.test(step))).toEqual([
      ...['send a b c b', 'send a', 'mark a', 'send b', 'hold b', 'send c', 'mark c'],
    ]);
    expect([held.topics(), held.aggregates()]).toEqual([[], ['b']]);
    expect(done).toContain('sure b');
  });

  it('is held back at once where it was sent alone', async () => {
    const { send, sends } = sendingTo(refusing('a'));
    await send(aRow('a'));
    expect(sends()).toEqual(['send a', 'hold a']);
  });
});

it('passes by what is held back, and sends nothing when that is all', async () => {
  const { send, sends, held } = sendingTo(nothing);
  held.holdTopic('songs', new Error('missing'));
  held.holdAggregate('b', new Error('too large'));
  await send(aRow('a'), aRow('b'), aRow('c', 'songs'));
  await send(aRow('b'));
  expect(sends()).toEqual(['hold songs', 'hold b', 'send a']);
});
