import { linesPerPart as linesOfContract } from '@recoup/contracts/values';
import { expect, it } from 'vitest';
import { linesPerPart } from '../../domain/packet/frozen-line.ts';
import {
  aContent,
  acting,
  aDraft,
  aPacketInApproval,
  aReceivable,
  changeOf,
  clara,
  oneOfEach,
  theRules,
} from '../../domain/packet/packet.fixture.ts';
import { noon } from '../../domain/people/person.fixture.ts';
import { submitDraft } from '../../domain/submission/submit-packet.ts';
import { toMessages } from './to-message.ts';

it('cuts content into parts as large as its contract lets them be', () => {
  expect(linesPerPart).toBe(linesOfContract);
});

const typesOf = (messages: ReturnType<typeof toMessages>) =>
  messages.map(({ contract }) => contract.type.replace('recoup.packet.', ''));

it('every event is published under its contract, and an edit is not published', () => {
  expect(oneOfEach().map((event) => [event.type, ...typesOf(toMessages(event))])).toEqual([
    ['packet-created', 'created.v1'],
    ['receivables-added'],
    ['receivables-removed'],
    ['lines-edited'],
    ['header-edited'],
    ['document-attached'],
    ['packet-submitted', 'content-frozen.v1', 'submitted.v1'],
    ['packet-rejected', 'rejected.v1'],
    ['packet-resubmitted', 'resubmitted.v1'],
    ['packet-stage-approved', 'stage-approved.v1'],
    ['packet-approved', 'approved.v1'],
    ['packet-cancelled', 'cancelled.v1'],
    ['packet-deleted', 'deleted.v1'],
    ['packet-completed', 'completed.v1'],
    ['packet-execution-refused', 'execution-refused.v1'],
    ['packet-recovery-requested', 'recovery-requested.v1'],
    ['packet-recovery-refused', 'recovery-refused.v1'],
    ['packet-recovered', 'recovered.v1'],
  ]);
});

it('a submission publishes its lines in parts of at most 500 before it says that it was submitted', () => {
  const many = Array.from({ length: 1_201 }, (_, at) => aReceivable(`r${String(at).padStart(4, '0')}`));
  const content = aContent(...many);
  const { events } = changeOf(submitDraft(aDraft(content), content, theRules(), acting(clara)));
  const messages = events.flatMap(toMessages);
  expect(typesOf(messages)).toEqual([
    'content-frozen.v1',
    'content-frozen.v1',
    'content-frozen.v1',
    'submitted.v1',
  ]);
  expect(messages[2]?.data).toMatchObject({ part: 3, parts: 3, lines: { length: 201 } });
});

it('a resubmission in the same round does not publish its lines again, one that starts anew does', () => {
  const [again] = oneOfEach().filter(({ type }) => type === 'packet-resubmitted');
  if (again?.type !== 'packet-resubmitted') throw new Error('nothing was resubmitted');
  const anew = { ...again, content: { ...again.content, newRound: true } };
  expect(typesOf(toMessages(again))).toEqual(['resubmitted.v1']);
  expect(typesOf(toMessages(anew))).toEqual(['content-frozen.v1', 'resubmitted.v1']);
});

it('a message names the packet as it stands after the whole decision, also for the signature before the last step', () => {
  const stage = oneOfEach().find(({ type }) => type === 'packet-stage-approved');
  const [message] = stage ? toMessages(stage) : [];
  expect(message?.data).toMatchObject({
    packetStatusCd: 'APPROVED',
    version: aPacketInApproval().version + 4,
    approverRole: 'VP_CLIENT_ACCOUNTING',
    nextRole: null,
    approvedBy: [{ role: 'AGENT' }, { role: 'DEPT_HEAD' }, { role: 'VP_CLIENT_ACCOUNTING' }],
  });
});

it('an approval names its signatures in order, each with the version that it made, and its day in each entity', () => {
  const approved = oneOfEach().find(({ type }) => type === 'packet-approved');
  const [message] = approved ? toMessages(approved) : [];
  const before = aPacketInApproval().version;
  const signedAt = noon.toISOString();
  expect(message?.data).toMatchObject({
    signatures: [
      { personId: 'anna', name: 'anna', role: 'AGENT', signedAt, version: before + 1 },
      { personId: 'dana', name: 'dana', role: 'DEPT_HEAD', signedAt, version: before + 2 },
      { personId: 'vera', name: 'vera', role: 'VP_CLIENT_ACCOUNTING', signedAt, version: before + 3 },
    ],
    eventDates: [{ entity: 'US01', date: '2026-03-02' }],
  });
});
