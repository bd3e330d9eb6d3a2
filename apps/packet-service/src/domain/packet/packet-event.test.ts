import { expect, it } from 'vitest';
import { approvePacket } from '../approval/approve-packet.ts';
import { historyOf } from '../history/packet-history.ts';
import {
  acting,
  anna,
  aPacketInApproval,
  changeOf,
  dana,
  oneOfEach,
  signedBy,
  vera,
} from './packet.fixture.ts';
import { changesMoreThanPacket, contributorBy } from './packet-event.ts';
import { holdsReceivables } from './packet-status.ts';

it('what an event carries beside the packet is for the stores to keep, but for the header, which is the packet itself', () => {
  const carrying = oneOfEach().filter((event) => 'content' in event && event.type !== 'header-edited');
  expect(oneOfEach().filter(changesMoreThanPacket)).toEqual(carrying);
});

it('the events of a decision lead from version to version and from status to status', () => {
  const waiting = signedBy(aPacketInApproval(), anna, dana);
  const steps = changeOf(approvePacket(waiting, null, acting(vera))).events.map(historyOf);
  expect(steps).toMatchObject([
    { version: waiting.version + 1, from: 'APPROVED_DH', to: 'APPROVED_VP' },
    { version: waiting.version + 2, from: 'APPROVED_VP', to: 'APPROVED' },
  ]);
});

it.each([
  ['packet-created', 'INITIATOR'],
  ['receivables-added', 'EDITOR'],
  ['receivables-removed', 'EDITOR'],
  ['lines-edited', 'EDITOR'],
  ['header-edited', 'EDITOR'],
  ['document-attached', 'UPLOADER'],
  ['packet-submitted', 'SUBMITTER'],
  ['packet-resubmitted', 'SUBMITTER'],
])('after %s its author is barred as %s', (type, as) => {
  const event = oneOfEach().find((one) => one.type === type);
  expect(event && contributorBy(event)).toEqual({ personId: event?.by?.id, as });
});

it('nobody else than the author of such an event contributes to the packet', () => {
  const contributions = oneOfEach().flatMap((event) => (contributorBy(event) ? [event.type] : []));
  expect(contributions).toHaveLength(8);
});

it('whoever an event makes a contributor stands among those of the packet', () => {
  const forgotten = oneOfEach().filter((event) => {
    const made = contributorBy(event);
    return (
      made &&
      !event.packet.contributors.some(({ personId, as }) => personId === made.personId && as === made.as)
    );
  });
  expect(forgotten.map(({ type }) => type)).toEqual([]);
});

it('a packet that was cancelled, deleted or recovered frees its receivables, and no other', () => {
  const freed = oneOfEach().flatMap((event) => (holdsReceivables(event.to) ? [] : [event.type]));
  expect(freed).toEqual(['packet-cancelled', 'packet-deleted', 'packet-recovered']);
});
