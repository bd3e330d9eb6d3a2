import { eventually } from '@recoup/testkit/eventually';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type NotifierInTest, startNotifier } from './notifier.fixture.ts';

describe('a mail that meets trouble', () => {
  let notifier: NotifierInTest;
  beforeAll(async () => {
    notifier = await startNotifier();
  });
  beforeEach(() => notifier.forget());
  afterAll(() => notifier.stop());

  it('tries again after a passing fault and gives up on a lasting one', async () => {
    notifier.server.answer(451);
    const { packet } = await notifier.submit();
    await eventually(async () => {
      const [first] = await notifier.deliveriesOf(packet.packetId);
      expect(first?.attempts).toBeGreaterThan(1);
      expect(first?.error).toContain('451');
    });
    notifier.server.answer(undefined);
    await notifier.arrived(2);
    expect((await notifier.ended(packet.packetId)).map((one) => one.state)).toEqual(['sent', 'sent']);

    notifier.server.answer(550);
    const refused = await notifier.submit();
    const states = (await notifier.ended(refused.packet.packetId)).map((one) => [one.state, one.attempts]);
    expect(states).toEqual([
      ['failed', 1],
      ['failed', 1],
    ]);
    const facts = await eventually(async () => {
      const rows = await notifier.database.query<{ type: string; published: boolean }>(
        `select event_type as type, published_at is not null as published from notifier.outbox order by id desc limit 2`,
      );
      expect(rows.every((row) => row.published)).toBe(true);
      return rows;
    });
    expect(facts.map(({ type }) => type)).toEqual(Array(2).fill('recoup.notification.failed.v1'));
  });

  it('does not send again what a server took and did not answer for', async () => {
    const before = notifier.server.arrivals();
    notifier.server.answer('drop');
    const { packet } = await notifier.submit();
    expect((await notifier.ended(packet.packetId)).map((one) => one.state)).toEqual(['unknown', 'unknown']);
    expect(notifier.server.arrivals() - before).toBe(2);
  });

  it('sends once more what was on its way when a sender died, with the same message id, and says so', async () => {
    const { packet } = await notifier.submit();
    await notifier.arrived(2);
    await notifier.ended(packet.packetId);
    await notifier.database.query(
      `update notifier.delivery set state = 'sending', ended_at = null, leased_until = now() - interval '1 second'
        where about_id = $1`,
      [packet.packetId],
    );
    const mails = await notifier.arrived(4);
    expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(2);
    expect((await notifier.ended(packet.packetId)).map((one) => [one.state, one.resent])).toEqual([
      ['sent', true],
      ['sent', true],
    ]);
  });
});
