import { randomUUID } from 'node:crypto';
import { PacketApprovedV1, PacketCreatedV1, PacketRejectedV1 } from '@recoup/contracts/packet.v1';
import { PersonChangedV1 } from '@recoup/contracts/person-changed.v1';
import { RiskCaseSlaBreachedV1 } from '@recoup/contracts/risk-case.v1';
import { bodyOf } from '@recoup/testkit/api-client';
import { eventually } from '@recoup/testkit/eventually';
import type { ParsedMail } from 'mailparser';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type NotifierInTest, recordOf, startNotifier } from './notifier.fixture.ts';

const recipients = ({ to }: ParsedMail) =>
  [to]
    .flat()
    .map((address) => address?.text)
    .join();

describe('the notifier', () => {
  let notifier: NotifierInTest;
  beforeAll(async () => {
    notifier = await startNotifier();
  });
  beforeEach(() => notifier.forget());
  afterAll(() => notifier.stop());

  it('asks the due role within its scope and lets the submitter know, in one thread', async () => {
    const { packet } = await notifier.submit();
    const mails = await notifier.arrived(2);
    const task = mails.find((mail) => mail.subject?.startsWith('Approve'));
    expect(mails.map((mail) => recipients(mail)).sort()).toEqual([
      '"ann" <ann@example.com>',
      '"uma" <uma@example.com>',
    ]);
    expect(task?.subject).toBe('Approve write-off: XYZ-2025-Q1, USD 41,250.00, 9 invoices');
    expect(task?.headers.get('auto-submitted')).toBe('auto-generated');
    const [delivery] = (await notifier.ended(packet.packetId)).filter(
      (one) => one.recipientId === notifier.people.ann,
    );
    const id = delivery?.deliveryId;
    const link = `https://recoup.example/packets/${packet.packetId}?act=decide&n=${id}`;
    expect(task?.text).toContain(link);
    expect(task?.html).toContain(link.replace('&', '&amp;'));
    expect(task?.messageId).toBe(`<${id}@example.com>`);
    for (const mail of mails) expect(mail.inReplyTo).toBe(`<packet-${packet.packetId}@example.com>`);
    expect(delivery).toMatchObject({ state: 'sent', attempts: 1, resent: false });
  });

  it('sends one mail for each event and person when the event comes again and again', async () => {
    const { packet, record } = await notifier.submit();
    await notifier.arrived(2);
    await notifier.publish(record, record);
    const rejection = recordOf(PacketRejectedV1, packet.packetId, 2, {
      ...packet,
      approverRole: 'AGENT',
      rejectedBy: { personId: notifier.people.ann, name: 'ann' },
      reason: 'Missing latest email correspondence\r\nBcc: all@example.com',
    });
    await notifier.publish(rejection, rejection);
    const mails = await notifier.arrived(3);
    await notifier.publish(record, rejection);
    await notifier.submit();
    await notifier.arrived(5);
    const subjects = mails.map((mail) => mail.subject).filter((subject) => subject?.startsWith('Rejected'));
    expect(subjects).toEqual([
      'Rejected by Agent: XYZ-2025-Q1 - "Missing latest email correspondence Bcc: all@example.com"',
    ]);
    expect(mails).toHaveLength(5);
    expect(mails.every((mail) => mail.bcc === undefined)).toBe(true);
  });

  it('takes facts of a packet in their order, also when they arrive the other way round', async () => {
    const packet = notifier.aPacket();
    const approved = { ...packet, contentHash: 'x', parts: 1, policyVersion: '1' };
    const totals = { revenue: '41250.00', payable: '0.00', tax: '0.00', fee: '0.00' };
    const signed = { role: 'VP_CLIENT_ACCOUNTING', signedAt: '2026-03-31T14:31:08.552Z', version: 2 };
    const data = {
      ...{ ...approved, totals },
      signatures: [{ personId: notifier.people.uma, name: 'uma', ...signed }],
      eventDates: [{ entity: 'US01', date: '2026-03-31' }],
    };
    await notifier.publish(recordOf(PacketApprovedV1, packet.packetId, 2, data));
    await notifier.publish(
      recordOf(PacketCreatedV1, packet.packetId, 1, {
        ...packet,
        createdBy: { personId: notifier.people.uma, name: 'uma' },
      }),
    );
    const [mail] = await notifier.arrived(1);
    expect(mail?.subject).toBe('Approved: XYZ-2025-Q1 goes to the ledger');
  });

  it('puts several missed windows of one person into one mail', async () => {
    const records = Array.from({ length: 12 }, (_, index) => {
      const riskCaseId = randomUUID();
      return recordOf(RiskCaseSlaBreachedV1, riskCaseId, 1, {
        riskCaseId,
        caseNo: `RC-${index}`,
        receivableId: randomUUID(),
        invoiceNumber: `INV-${index}`,
        accountId: randomUUID(),
        accountName: 'Acme',
        entity: 'US01',
        department: 'Film',
        clientId: '01920000-0000-7000-8000-0000000000c1',
        outstanding: { amount: '18000.00', currency: 'USD' },
        overdueDays: 40,
        band: 'high',
        scoreBasisPoints: 5000,
        escalationLevel: 2,
        owner: { personId: null, name: 'Collections desk', role: 'COLLECTIONS_LEAD' },
        nextAction: 'x',
        nextActionDueAt: new Date().toISOString(),
        missedAction: 'x',
        dueAt: new Date().toISOString(),
      });
    });
    await notifier.publish(...records);
    const [mail] = await notifier.arrived(1);
    expect(mail?.subject).toBe('Missed: 12 action windows');
    expect(mail?.text).toContain('And: 2 more');
    const token = await notifier.token('lee');
    const query = { recipientId: notifier.people.lee, state: 'sent' } as const;
    const sent = await eventually(async () => {
      const { items } = bodyOf(await notifier.call.get('/v1/deliveries', { query, token }));
      expect(items).toHaveLength(12);
      return items;
    });
    expect(new Set(sent.map((one) => one.sentWith)).size).toBe(2);
    expect(notifier.server.mails).toHaveLength(1);
  });

  it('writes only to addresses of the directory, and to nobody who has left', async () => {
    await notifier.publish(
      recordOf(PersonChangedV1, notifier.people.eve, 2, {
        personId: notifier.people.eve,
        version: 2,
        displayName: 'eve',
        email: 'eve@example.com',
        active: false,
        identities: [],
        roles: [],
      }),
    );
    await eventually(async () => {
      expect(
        await notifier.database.query('select 1 from notifier.directory_person where not active'),
      ).toHaveLength(1);
    });
    await notifier.submit({
      ...notifier.aPacket(),
      submittedBy: { personId: notifier.people.eve, name: 'eve' },
    });
    const mails = await notifier.arrived(1);
    expect(mails.map((mail) => recipients(mail))).toEqual(['"ann" <ann@example.com>']);
  });

  it('shows people their own mails, and everybody’s to those who oversee the line', async () => {
    const { packet } = await notifier.submit();
    await notifier.arrived(2);
    await notifier.ended(packet.packetId);
    const own = await notifier.deliveriesOf(packet.packetId, 'ann');
    expect(own.map((one) => one.recipientId)).toEqual([notifier.people.ann]);
    const [other] = (await notifier.deliveriesOf(packet.packetId)).filter(
      (one) => one.recipientId === notifier.people.uma,
    );
    const asked = async (who: 'ann' | 'uma') =>
      notifier.call.get('/v1/deliveries/{deliveryId}', {
        path: { deliveryId: other?.deliveryId ?? '' },
        token: await notifier.token(who),
      });
    expect((await asked('ann')).status).toBe(404);
    expect(bodyOf(await asked('uma')).text).toContain('Submitted: XYZ-2025-Q1 is with Agent');
  });
});
