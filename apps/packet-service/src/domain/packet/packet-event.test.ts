import { expect, it } from 'vitest';
import { approvePacket } from '../approval/approve-packet.ts';
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
import { changesMoreThanPacket, contributorBy, historyOf } from './packet-event.ts';
import { holdsReceivables } from './packet-status.ts';

const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
const eventDates = [{ entity: 'US01', date: '2026-03-02' }];
const hashes = { contentHash: hash, dossierHash: hash };
const route = ['AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING'];

// event, by, role, action, comment and detail of the row
const entries: readonly (readonly [string, string | null, string | null, string, string | null, unknown])[] =
  [
    ['packet-created', 'clara', 'CLIENT_ACCOUNTING', 'CREATE', null, { added: ['r1'] }],
    ['receivables-added', 'cora', 'CLIENT_ACCOUNTING', 'EDIT', null, { added: ['r2'] }],
    ['receivables-removed', 'cora', 'CLIENT_ACCOUNTING', 'EDIT', null, { removed: ['r1'] }],
    [
      'lines-edited',
      'cora',
      'CLIENT_ACCOUNTING',
      'EDIT',
      null,
      { receivables: ['r1'], criterion: 'BANKRUPTCY' },
    ],
    ['header-edited', 'cora', 'CLIENT_ACCOUNTING', 'EDIT', null, { name: 'Other' }],
    [
      'document-attached',
      'cora',
      'CLIENT_ACCOUNTING',
      'EDIT',
      null,
      { documentId: 'document-COLLECTION_LOG', sha256: hash, receivableId: null },
    ],
    ['packet-submitted', 'clara', 'CLIENT_ACCOUNTING', 'SUBMIT', null, { ...hashes, route }],
    ['packet-rejected', 'anna', 'AGENT', 'REJECT', 'no log of 2025', hashes],
    ['packet-resubmitted', 'clara', 'CLIENT_ACCOUNTING', 'RESUBMIT', null, { ...hashes, route }],
    ['packet-stage-approved', 'vera', 'VP_CLIENT_ACCOUNTING', 'APPROVE', 'fine', hashes],
    ['packet-approved', null, null, 'EXECUTE', null, { eventDates }],
    ['packet-cancelled', 'clara', 'CLIENT_ACCOUNTING', 'CANCEL', 'a duplicate', null],
    ['packet-deleted', 'clara', 'CLIENT_ACCOUNTING', 'DELETE', null, { name: 'XYZ-2025-Q1' }],
    ['packet-completed', null, null, 'COMPLETE', null, { cashReceiptId: 'receipt-1' }],
    ['packet-execution-refused', null, null, 'EXECUTION_REFUSED', 'closed', { code: 'CURRENCY_CHANGED' }],
    [
      'packet-recovery-requested',
      'cora',
      'CLIENT_ACCOUNTING',
      'RECOVER',
      'paid after all',
      { kind: 'RECOVERY', eventDates },
    ],
    ['packet-recovery-refused', null, null, 'RECOVERY_REFUSED', 'closed', { code: 'CURRENCY_CHANGED' }],
    ['packet-recovered', null, null, 'RECOVER', null, null],
  ];

it('the history says of each event who did what in which role, and with what content', () => {
  const written = oneOfEach().map((event) => {
    const { by, role, action, comment, detail } = historyOf(event);
    return [event.type, by?.id ?? null, role, action, comment, detail];
  });
  expect(written).toEqual(entries);
});

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
