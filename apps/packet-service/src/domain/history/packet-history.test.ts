import { expect, it } from 'vitest';
import { oneOfEach } from '../packet/packet.fixture.ts';
import { historyOf } from './packet-history.ts';

const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
const eventDates = [{ entity: 'US01', date: '2026-03-02' }];
const hashes = { contentHash: hash, dossierHash: hash };
const seen = { ...hashes, attempt: 1, on: '2026-03-02' };
const route = ['AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING'];

// event, by, role, action, comment and detail of the row
const entries: readonly (readonly [string, string | null, string | null, string, string | null, unknown])[] =
  [
    [
      'packet-created',
      'clara',
      'CLIENT_ACCOUNTING',
      'CREATE',
      null,
      {
        name: 'XYZ-2025-Q1',
        clientId: 'client-xyz',
        defaultCriterion: null,
        currency: 'USD',
        added: [{ receivables: ['r1'], criterion: null, usePacketDocument: false }],
      },
    ],
    [
      'receivables-added',
      'cora',
      'CLIENT_ACCOUNTING',
      'EDIT',
      null,
      { currency: 'USD', added: [{ receivables: ['r2'], criterion: null, usePacketDocument: false }] },
    ],
    [
      'receivables-removed',
      'cora',
      'CLIENT_ACCOUNTING',
      'EDIT',
      null,
      { removed: [{ receivables: ['r1'], criterion: 'AGED', usePacketDocument: true }] },
    ],
    [
      'lines-edited',
      'cora',
      'CLIENT_ACCOUNTING',
      'EDIT',
      null,
      {
        receivables: ['r1'],
        criterion: 'BANKRUPTCY',
        before: [{ receivables: ['r1'], criterion: 'AGED', usePacketDocument: true }],
      },
    ],
    [
      'header-edited',
      'cora',
      'CLIENT_ACCOUNTING',
      'EDIT',
      null,
      { name: 'Other', before: { name: 'XYZ-2025-Q1' } },
    ],
    [
      'document-attached',
      'cora',
      'CLIENT_ACCOUNTING',
      'EDIT',
      null,
      {
        documentId: 'document-COLLECTION_LOG',
        receivableId: null,
        kind: 'COLLECTION_LOG',
        sha256: hash,
        fileName: 'evidence.pdf',
      },
    ],
    ['packet-submitted', 'clara', 'CLIENT_ACCOUNTING', 'SUBMIT', null, { attempt: 1, ...hashes, route }],
    ['packet-rejected', 'anna', 'AGENT', 'REJECT', 'no log of 2025', { ...seen, versionSeen: 5, stage: 1 }],
    ['packet-resubmitted', 'clara', 'CLIENT_ACCOUNTING', 'RESUBMIT', null, { attempt: 2, ...hashes, route }],
    [
      'packet-stage-approved',
      'vera',
      'VP_CLIENT_ACCOUNTING',
      'APPROVE',
      'fine',
      { ...seen, versionSeen: 7, stage: 3 },
    ],
    ['packet-approved', null, null, 'EXECUTE', null, { eventDates }],
    ['packet-cancelled', 'clara', 'CLIENT_ACCOUNTING', 'CANCEL', 'a duplicate', null],
    ['packet-deleted', 'clara', 'CLIENT_ACCOUNTING', 'DELETE', null, { name: 'XYZ-2025-Q1' }],
    [
      'packet-completed',
      null,
      null,
      'COMPLETE',
      null,
      {
        cashReceiptId: 'receipt-1',
        approved: { commission: '1000.00', receivableCount: 1 },
        executed: { commission: '1000.00', receivableCount: 1, loweredCount: 0, droppedCount: 0 },
      },
    ],
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
