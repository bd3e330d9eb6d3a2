import { beforeEach, describe, expect, it } from 'vitest';
import { type Deliveries, type Ending, leaseMinutes, type NewDelivery } from './deliveries.ts';

/** What deliveries under test must offer besides the port: people with addresses, fresh ids, and a look at what became of them. */
export type DeliveriesUnderTest = {
  readonly deliveries: Deliveries;
  readonly newId: () => string;
  /** Somebody active, with the address; or somebody whom the directory does not know. */
  readonly person: (address: string | null) => Promise<string>;
  readonly standOf: (deliveryId: string) => Promise<Stand | undefined>;
  /** What was published about a delivery. */
  readonly publishedOf: (deliveryId: string) => Promise<readonly ('sent' | 'failed')[]>;
};

export type Stand = {
  readonly state: 'queued' | 'sending' | Ending['state'];
  readonly attempts: number;
  readonly resent: boolean;
  readonly error: string | null;
  readonly sentWith: string | null;
};

const noon = new Date('2026-04-23T12:00:00Z');
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const [plain, bundled] = ['packet-submitted', 'case-window-missed'];

/** The behaviour that the sender relies on, whatever keeps the deliveries. `fresh` answers deliveries of which there are none yet. */
export const deliveriesSuite = (fresh: () => Promise<DeliveriesUnderTest>): void => {
  let underTest: DeliveriesUnderTest;
  let ann: string;
  beforeEach(async () => {
    underTest = await fresh();
    ann = await underTest.person('ann@example.com');
  });

  const aDelivery = (facts: Partial<NewDelivery> = {}): NewDelivery => ({
    deliveryId: underTest.newId(),
    eventId: underTest.newId(),
    eventType: 'recoup.packet.submitted.v1',
    template: plain,
    recipientId: ann,
    recipientName: 'Ann',
    aboutKind: 'packet',
    aboutId: underTest.newId(),
    mail: {
      subject: 'A packet waits for you',
      opening: 'A packet waits for your approval.',
      facts: [['Amount', '100.00 USD']],
      closing: 'You get this because you are an approver.',
      button: { label: 'Open the packet', path: '/packets/1', act: null },
    },
    dueAt: noon,
    createdAt: noon,
    ...facts,
  });
  const kept = async (facts: Partial<NewDelivery> = {}) => {
    const delivery = aDelivery(facts);
    await underTest.deliveries.keep([delivery]);
    return delivery;
  };
  const lease = (at = noon, limit = 100) => underTest.deliveries.leaseDue([bundled], at, limit);
  const idsOf = (some: readonly { readonly deliveryId: string }[]) =>
    some.map(({ deliveryId }) => deliveryId);
  const endedAs = (state: Ending['state'], sentWith: string): Ending => ({
    state,
    sentWith,
    address: 'ann@example.com',
    reply: state === 'sent' ? '250 taken' : null,
    error: state === 'sent' ? null : 'no such mailbox',
  });

  describe('a mail to be sent', () => {
    it('is kept once for each event, person and template, however often the event comes', async () => {
      const first = await kept();
      const again = await kept({ eventId: first.eventId });
      const another = await kept({ eventId: first.eventId, template: bundled });
      expect(await underTest.standOf(again.deliveryId)).toBeUndefined();
      expect(idsOf(await lease())).toEqual([first.deliveryId, another.deliveryId].sort());
    });

    it('goes to the address that the person has now, with the text it was written with', async () => {
      const { eventType, dueAt, createdAt, ...delivery } = await kept();
      expect(await lease()).toEqual([
        expect.objectContaining({ ...delivery, attempts: 1, address: 'ann@example.com' }),
      ]);
    });

    it('has no address once the person has left', async () => {
      await kept({ recipientId: await underTest.person(null) });
      expect(await lease()).toMatchObject([{ address: null }]);
    });

    it('is not taken before it is due', async () => {
      await kept({ dueAt: later(1) });
      expect(await lease(noon)).toEqual([]);
      expect(await lease(later(1))).toHaveLength(1);
    });

    it('is taken by one of two senders that ask at the same instant', async () => {
      for (let number = 0; number < 5; number += 1) await kept();
      const taken = idsOf((await Promise.all([lease(), lease(), lease()])).flat());
      // Each may pass over those that another holds.
      const all = [...taken, ...idsOf(await lease())];
      expect(all).toHaveLength(5);
      expect(new Set(all).size).toBe(5);
    });

    it('waits its turn, the longest due first, up to the limit', async () => {
      const second = await kept({ dueAt: later(-1) });
      const first = await kept({ dueAt: later(-2) });
      expect(idsOf(await lease(noon, 1))).toEqual([first.deliveryId]);
      expect(idsOf(await lease(noon, 1))).toEqual([second.deliveryId]);
    });

    it('takes along what is bundled with it to the same person, due or not, and nothing else', async () => {
      const due = await kept({ template: bundled });
      const notYet = await kept({ template: bundled, dueAt: later(5) });
      await kept({
        template: bundled,
        dueAt: later(5),
        recipientId: await underTest.person('bob@example.com'),
      });
      await kept({ template: plain, dueAt: later(5) });
      expect(idsOf(await lease())).toEqual([due.deliveryId, notYet.deliveryId].sort());
    });

    it('that is bundled waits until it is due while what is due is of another template or for somebody else', async () => {
      const due = await kept();
      const toBob = await kept({
        template: bundled,
        recipientId: await underTest.person('bob@example.com'),
      });
      await kept({ template: bundled, dueAt: later(5) });
      expect(idsOf(await lease())).toEqual([due.deliveryId, toBob.deliveryId].sort());
    });
  });

  describe('a mail on its way', () => {
    it.each([
      ['sent', ['sent']],
      ['failed', ['failed']],
      ['unknown', []],
    ] as const)('ends as %s, once, and publishes %j', async (state, published) => {
      const { deliveryId } = await kept();
      const batch = await lease();
      await underTest.deliveries.end(batch, endedAs(state, deliveryId), later(1));
      const stand = await underTest.standOf(deliveryId);
      expect(stand).toMatchObject({ state, attempts: 1, resent: false, sentWith: null });
      expect(stand?.error).toBe(state === 'sent' ? null : 'no such mailbox');
      expect(await underTest.publishedOf(deliveryId)).toEqual(published);
      expect(await lease(later(60))).toEqual([]);
    });

    it('says of each that travelled in the mail of another which one that was', async () => {
      await kept({ template: bundled });
      await kept({ template: bundled });
      const batch = await lease();
      const [first = '', second = ''] = idsOf(batch);
      await underTest.deliveries.end(batch, endedAs('sent', first), later(1));
      expect((await underTest.standOf(first))?.sentWith).toBeNull();
      expect((await underTest.standOf(second))?.sentWith).toBe(first);
      expect(await underTest.publishedOf(second)).toEqual(['sent']);
    });

    it('that is put off is tried again when it is due, and counts its attempts', async () => {
      const { deliveryId } = await kept();
      await underTest.deliveries.postpone(await lease(), '451 try later', later(10));
      expect(await underTest.standOf(deliveryId)).toMatchObject({ state: 'queued', error: '451 try later' });
      expect(await lease(later(9))).toEqual([]);
      expect(await lease(later(10))).toMatchObject([{ deliveryId, attempts: 2 }]);
    });

    it('whose sender died is sent once more, and after that nobody knows', async () => {
      const { deliveryId } = await kept();
      await lease();
      await underTest.deliveries.releaseExpired(later(leaseMinutes));
      expect(await underTest.standOf(deliveryId)).toMatchObject({ state: 'sending', resent: false });
      await underTest.deliveries.releaseExpired(later(leaseMinutes + 1));
      expect(await underTest.standOf(deliveryId)).toMatchObject({ state: 'queued', resent: true });
      expect(await lease(later(leaseMinutes + 1))).toMatchObject([{ deliveryId, attempts: 2 }]);
      await underTest.deliveries.releaseExpired(later(2 * leaseMinutes + 2));
      expect(await underTest.standOf(deliveryId)).toMatchObject({ state: 'unknown', resent: true });
      expect(await underTest.publishedOf(deliveryId)).toEqual([]);
    });

    it('that the sender has lost to another stays as it is when it ends, and nothing is published', async () => {
      const { deliveryId } = await kept();
      const batch = await lease();
      await underTest.deliveries.releaseExpired(later(leaseMinutes + 1));
      await underTest.deliveries.end(batch, endedAs('sent', deliveryId), later(leaseMinutes + 2));
      expect(await underTest.standOf(deliveryId)).toMatchObject({ state: 'queued', resent: true });
      expect(await underTest.publishedOf(deliveryId)).toEqual([]);
    });
  });
};
