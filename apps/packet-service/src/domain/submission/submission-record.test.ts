import { expect, it } from 'vitest';
import { rejectPacket } from '../approval/reject-packet.ts';
import {
  aContent,
  acting,
  aDocument,
  aDraft,
  aLine,
  anna,
  aReceivable,
  aRecentSubmission,
  changeOf,
  clara,
  sha256,
  theRules,
} from '../packet/packet.fixture.ts';
import type { Packet } from '../packet/packet.ts';
import type { PacketContent } from '../packet/packet-content.ts';
import { on } from '../people/person.fixture.ts';
import { amount, eur, usd } from '../receivable/money.fixture.ts';
import { submitDraft } from './submit-packet.ts';

const young = aReceivable('r2', '5.00', { entity: 'UK01', dueDate: on('2026-01-15'), currency: eur });
const old = aReceivable('r1', '10.50', { currency: eur });
const content: PacketContent = {
  lines: [aLine(young), aLine(old, { usePacketDocument: false })],
  documents: [aDocument(), aDocument('COLLECTION_LOG', { receivableId: old.id })],
};
const rate = {
  ...{ from: eur, to: usd, day: on('2026-03-02'), rate: 108n, scale: 2 },
  listed: { id: 'rate-1', version: 2, source: 'seed' },
};

const recordOf = (packet: Packet, held = content, rules = theRules({ rate })) => {
  const [event] = changeOf(submitDraft(packet, held, rules, acting(clara))).events;
  if (event.type !== 'packet-submitted' && event.type !== 'packet-resubmitted') throw new Error(event.type);
  return { ...event.content, attempt: event.packet.submission.attempt, type: event.type };
};

it('a submission records what it rests on: rate, policies, the others of its client, lines and documents', () => {
  const recent = [aRecentSubmission('100.00')];
  const { record, attempt } = recordOf(aDraft(content), content, theRules({ rate, recent }));
  expect(attempt).toBe(1);
  expect(record).toMatchObject({ versionSeen: 4, rate, recent, splitTotal: amount('116.74') });
  expect(
    record.policies.map(({ entity, policy }) => `${entity} by ${policy.entity}@${policy.version}`),
  ).toEqual(['UK01 by UK01@1', 'US01 by US01@1']);
  expect(record.documents).toEqual(content.documents);
  expect(record.lines).toEqual([
    {
      frozen: expect.objectContaining({ receivableId: 'r1', criterion: 'AGED' }),
      text: expect.stringMatching(/^\{"accountId":"account-1","criterion":"AGED",.*"receivableId":"r1",/),
      open: { revenue: 1_050n, payable: 0n, tax: 0n, fee: 0n },
      ...{ invoiceDate: '2025-11-02', dueDate: '2025-11-02', usePacketDocument: false, warnings: [] },
    },
    {
      frozen: expect.objectContaining({ receivableId: 'r2' }),
      text: expect.any(String),
      open: { revenue: 500n, payable: 0n, tax: 0n, fee: 0n },
      ...{ invoiceDate: '2025-11-02', dueDate: '2026-01-15', usePacketDocument: true },
      warnings: ['AGED_BELOW_90_DAYS'],
    },
  ]);
});

it('a young receivable that is not written off as aged is no reason to warn', () => {
  const bankrupt = {
    lines: [aLine(young, { criterion: 'BANKRUPTCY' })],
    documents: [aDocument('COURT_DOCUMENT')],
  } as const;
  expect(recordOf(aDraft(bankrupt), bankrupt).record.lines).toMatchObject([{ warnings: [] }]);
});

it('each submission counts one attempt more, whether or not its route starts anew', () => {
  const first = changeOf(submitDraft(aDraft(content), content, theRules({ rate }), acting(clara))).packet;
  const { packet: rejected } = changeOf(rejectPacket(first, 'once more', acting(anna)));
  expect(recordOf(rejected)).toMatchObject({ type: 'packet-resubmitted', attempt: 2, newRound: false });
  const less = aContent(old);
  expect(recordOf(rejected, less)).toMatchObject({ type: 'packet-resubmitted', attempt: 2, newRound: true });
});

it('the dossier hash is over all that approvers are shown, in an order that anybody finds again', () => {
  const one = { lines: [aLine(old)], documents: [aDocument()] };
  const { submission } = changeOf(submitDraft(aDraft(one), one, theRules({ rate }), acting(clara))).packet;
  const [line] = recordOf(aDraft(one), one).record.lines;
  expect(submission.dossierHash).toBe(
    sha256(
      '{"dates":[{"dueDate":"2025-11-02","invoiceDate":"2025-11-02","receivableId":"r1"}],' +
        `"documents":[{"bytes":"${sha256('COLLECTION_LOG')}","kind":"COLLECTION_LOG","receivableId":null}],` +
        `"lines":[${line?.text}],"name":"XYZ-2025-Q1","usingPacketDocument":["r1"]}`,
    ),
  );
});
