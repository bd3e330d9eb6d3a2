import { describe, expect, it } from 'vitest';
import type { Ending, NewDelivery } from './deliveries/deliveries.ts';
import { memoryDeliveries } from './deliveries/memory-deliveries.fixture.ts';
import type { OutgoingMail, Posted } from './mail-sender.ts';
import { sendDue } from './sender.ts';

const noon = new Date('2026-04-23T12:00:00Z');
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

const aDelivery = (deliveryId: string, facts: Partial<NewDelivery> = {}): NewDelivery => ({
  deliveryId,
  eventId: deliveryId,
  eventType: 'recoup.risk-case.sla-breached.v1',
  template: 'packet-submitted',
  recipientId: 'lee',
  recipientName: 'Lee',
  aboutKind: 'case',
  aboutId: 'case-1',
  mail: {
    subject: `Mail ${deliveryId}`,
    opening: 'An action window was missed.',
    facts: [],
    closing: 'You lead collections.',
    button: { label: 'Open the case', path: '/cases/case-1', act: null },
  },
  dueAt: noon,
  createdAt: noon,
  ...facts,
});

/** A post office whose mail server gives one answer, and where pauses are counted in minutes. */
const officeWhere = async (posted: Posted, ...waiting: readonly NewDelivery[]) => {
  const deliveries = memoryDeliveries();
  deliveries.addresses.set('lee', 'lee@example.com');
  await deliveries.keep(waiting);
  const mails: OutgoingMail[] = [];
  const counted: (Ending['state'] | 'later')[] = [];
  const send = (at = noon) =>
    sendDue({
      deliveries,
      sendMail: async (mail) => {
        mails.push(mail);
        return posted;
      },
      consoleUrl: 'https://recoup.example',
      domain: 'example.com',
      retryMs: 60_000,
      now: () => at,
      count: (_template, outcome) => counted.push(outcome),
    });
  return { deliveries, mails, counted, send, states: () => deliveries.all().map(({ state }) => state) };
};
const later451: Posted = { outcome: 'later', error: '451 try later' };

describe('what is due', () => {
  it('is sent once, under an id that is the same however often it is sent', async () => {
    const { send, mails, states } = await officeWhere({ outcome: 'sent', reply: '250' }, aDelivery('d-1'));
    expect([await send(), await send()]).toEqual([true, false]);
    expect(mails).toMatchObject([
      {
        to: { name: 'Lee', address: 'lee@example.com' },
        messageId: '<d-1@example.com>',
        subject: 'Mail d-1',
      },
    ]);
    expect(states()).toEqual(['sent']);
  });

  it('travels in one mail where many windows were missed at once, and in one each otherwise', async () => {
    const missed = { template: 'case-window-missed' };
    const { send, mails, states } = await officeWhere(
      { outcome: 'sent', reply: '250' },
      aDelivery('d-1', missed),
      aDelivery('d-2', missed),
      aDelivery('d-3'),
      aDelivery('d-4'),
    );
    await send();
    expect(mails.map(({ subject }) => subject).sort()).toEqual([
      'Mail d-3',
      'Mail d-4',
      'Missed: 2 action windows',
    ]);
    expect(states()).toEqual(['sent', 'sent', 'sent', 'sent']);
  });

  it('travels with nothing of another person or of another template', async () => {
    const [missed, raised] = [{ template: 'case-window-missed' }, { template: 'case-band-raised' }];
    const toZoe = { recipientId: 'zoe', recipientName: 'Zoe' };
    const { send, mails, deliveries } = await officeWhere(
      { outcome: 'sent', reply: '250' },
      aDelivery('d-1', missed),
      aDelivery('d-2', missed),
      aDelivery('d-3', raised),
      aDelivery('d-4', raised),
      aDelivery('d-5', { ...missed, ...toZoe }),
      aDelivery('d-6', { ...missed, ...toZoe }),
    );
    deliveries.addresses.set('zoe', 'zoe@example.com');
    await send();
    const sent = mails.map(({ to, text }) => `${to.address}: ${text.match(/Mail d-./g)?.join(', ')}`);
    expect(sent.sort()).toEqual([
      'lee@example.com: Mail d-1, Mail d-2',
      'lee@example.com: Mail d-3, Mail d-4',
      'zoe@example.com: Mail d-5, Mail d-6',
    ]);
  });

  it('is not sent to somebody who has left, and fails at once', async () => {
    const gone = aDelivery('d-1', { recipientId: 'zoe' });
    const { send, mails, states, deliveries } = await officeWhere({ outcome: 'sent', reply: '250' }, gone);
    await send();
    expect(mails).toEqual([]);
    expect(states()).toEqual(['failed']);
    expect(deliveries.published).toEqual([['d-1', 'failed']]);
  });

  it('is put off for longer each time a server says later, and fails after the seventh pause', async () => {
    const { send, deliveries, counted, states } = await officeWhere(later451, aDelivery('d-1'));
    const pauses: number[] = [];
    for (let at = noon; ; ) {
      await send(at);
      const [one] = deliveries.all();
      if (one?.state !== 'queued') break;
      pauses.push((one.dueAt.getTime() - at.getTime()) / 60_000);
      at = one.dueAt;
    }
    expect(pauses).toEqual([1, 5, 15, 60, 180, 360, 720]);
    expect(states()).toEqual(['failed']);
    expect(counted).toEqual([...pauses.map(() => 'later'), 'failed']);
  });

  it.each([
    ['refused', 'failed', [['d-1', 'failed']]],
    ['unknown', 'unknown', []],
  ] as const)(
    'that ended as %s at the mail server is %s and never sent again',
    async (outcome, state, published) => {
      const { send, mails, states, deliveries } = await officeWhere(
        { outcome, error: 'no' },
        aDelivery('d-1'),
      );
      await send();
      await send(later(10_000));
      expect(mails).toHaveLength(1);
      expect(states()).toEqual([state]);
      expect(deliveries.published).toEqual(published);
    },
  );
});
