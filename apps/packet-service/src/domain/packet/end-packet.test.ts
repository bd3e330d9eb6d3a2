import { describe, expect, it } from 'vitest';
import { rejectPacket } from '../approval/reject-packet.ts';
import { historyOf } from '../history/packet-history.ts';
import { aPerson, noon, on } from '../people/person.fixture.ts';
import { submitDraft } from '../submission/submit-packet.ts';
import { recordExecution, recordRefusedExecution } from '../write-off/execution.ts';
import { recordRecovery, recordRefusedRecovery, requestRecovery } from '../write-off/recovery.ts';
import { cancelDraft, deleteDraft } from './end-packet.ts';
import {
  aCompletePacket,
  aContent,
  acting,
  aDraft,
  anApprovedPacket,
  anExecution,
  anna,
  aPacketInApproval,
  aReceivable,
  changeOf,
  clara,
  cora,
  theRules,
} from './packet.fixture.ts';

const content = aContent(aReceivable('r1'));
const report = anExecution();

describe('a cancellation', () => {
  it('a cancellation ends a draft and a rejected packet and frees the receivables', () => {
    const rejected = rejectPacket(aPacketInApproval(), 'no', acting(anna));
    for (const packet of [aDraft(content), ...(rejected.ok ? [rejected.value.packet] : [])]) {
      expect(cancelDraft(packet, null, acting(clara))).toMatchObject({
        value: {
          packet: { statusCd: 'CANCELLED' },
          events: [{ type: 'packet-cancelled', from: packet.statusCd, to: 'CANCELLED' }],
        },
      });
    }
  });

  it('of a waiting packet is refused: it can only be rejected', () => {
    expect(cancelDraft(aPacketInApproval(), null, acting(clara))).toMatchObject({
      refusal: { reason: 'wrong-state', statusCd: 'SUBMITTED' },
    });
  });
});

describe('a deletion', () => {
  it('the deletion of a draft that was never submitted leaves an entry behind', () => {
    expect(deleteDraft(aDraft(content), acting(clara))).toMatchObject({
      value: {
        events: [
          { type: 'packet-deleted', from: 'DRAFT', to: null, packet: { name: { text: 'XYZ-2025-Q1' } } },
        ],
      },
    });
  });

  it('is refused once the packet was submitted, also after a refused execution', () => {
    const rejected = rejectPacket(aPacketInApproval(), 'no', acting(anna));
    const returned = recordRefusedExecution(
      anApprovedPacket(),
      { code: 'AMOUNT_INCREASED', why: 'more' },
      noon,
    );
    expect(rejected.ok && deleteDraft(rejected.value.packet, acting(clara))).toMatchObject({
      refusal: { reason: 'once-submitted' },
    });
    expect(returned.ok && deleteDraft(returned.value.packet, acting(clara))).toMatchObject({
      refusal: { reason: 'once-submitted' },
    });
  });
});

describe('an execution', () => {
  it('an execution links the cash receipt and completes the packet', () => {
    expect(recordExecution(anApprovedPacket(), report, noon)).toMatchObject({
      value: {
        packet: { statusCd: 'COMPLETE', execution: { cashReceiptId: 'receipt-1', completedBy: 'vera' } },
        events: [{ type: 'packet-completed', from: 'APPROVED', to: 'COMPLETE', by: null }],
      },
    });
  });

  it('is not believed for a packet nobody approved', () => {
    expect(recordExecution(aPacketInApproval(), report, noon)).toMatchObject({
      refusal: { reason: 'wrong-state' },
    });
  });

  it('that was refused makes the packet a draft with the reason', () => {
    const refusal = { code: 'AMOUNT_INCREASED', why: 'INV-r1 rose from 10.00 to 12.00' };
    expect(recordRefusedExecution(anApprovedPacket(), refusal, noon)).toMatchObject({
      value: {
        packet: { statusCd: 'DRAFT', round: 1 },
        events: [
          {
            type: 'packet-execution-refused',
            from: 'APPROVED',
            to: 'DRAFT',
            comment: refusal.why,
            code: 'AMOUNT_INCREASED',
          },
        ],
      },
    });
  });

  it('that was refused sends the next submission to the Agent even when nothing changed', () => {
    const returned = recordRefusedExecution(
      anApprovedPacket(),
      { code: 'CURRENCY_CHANGED', why: 'closed' },
      noon,
    );
    expect(
      returned.ok && submitDraft(returned.value.packet, content, theRules(), acting(clara)),
    ).toMatchObject({
      value: {
        packet: { statusCd: 'RESUBMITTED', round: 2, awaiting: { 0: 'AGENT' }, approvals: [] },
        events: [{ type: 'packet-resubmitted', from: 'DRAFT', to: 'RESUBMITTED' }],
      },
    });
  });
});

describe('a recovery', () => {
  const paid = { kind: 'RECOVERY', reason: 'paid after all' } as const;

  it('a recovery is requested once and leaves the packet complete until the ledger has reversed it', () => {
    const requested = requestRecovery(aCompletePacket(), paid, acting(cora));
    expect(requested).toMatchObject({
      value: {
        packet: { statusCd: 'COMPLETE', recovery: paid },
        events: [{ type: 'packet-recovery-requested', from: 'COMPLETE', to: 'COMPLETE' }],
      },
    });
    expect(requested.ok && requestRecovery(requested.value.packet, paid, acting(cora))).toMatchObject({
      refusal: { reason: 'recovery-under-way' },
    });
    const refusal = { code: 'PERIOD_UNKNOWN', why: 'no month is open' };
    const refusedRecovery = requested.ok && recordRefusedRecovery(requested.value.packet, refusal, noon);
    expect(refusedRecovery).toMatchObject({
      value: {
        packet: { statusCd: 'COMPLETE', recovery: null },
        events: [{ type: 'packet-recovery-refused', comment: 'no month is open', code: 'PERIOD_UNKNOWN' }],
      },
    });
    expect(recordRefusedRecovery(aCompletePacket(), refusal, noon)).toMatchObject({
      refusal: { reason: 'wrong-state' },
    });
    expect(requested.ok && recordRecovery(requested.value.packet, noon, noon)).toMatchObject({
      value: {
        packet: { statusCd: 'RECOVERED', recoveredAt: noon },
        events: [{ type: 'packet-recovered', from: 'COMPLETE', to: 'RECOVERED' }],
      },
    });
  });

  it.each([null, '', '  '])('without a reason (%j) is refused', (reason) => {
    expect(requestRecovery(aCompletePacket(), { kind: 'RECOVERY', reason }, acting(cora))).toEqual({
      ok: false,
      refusal: { reason: 'comment-missing' },
    });
  });

  it('may be a correction, which the packet and its history say', () => {
    const asked = requestRecovery(aCompletePacket(), { ...paid, kind: 'CORRECTION' }, acting(cora));
    const { packet, events } = changeOf(asked);
    expect(packet.recovery).toMatchObject({ kind: 'CORRECTION' });
    expect(events.map(historyOf)).toMatchObject([{ action: 'RECOVER', detail: { kind: 'CORRECTION' } }]);
  });

  it('is never dated before its write-off, in any legal entity that posted it', () => {
    const writtenOffOn = [
      { entity: 'JP01', date: on('2026-03-03') },
      { entity: 'US01', date: on('2026-03-02') },
    ];
    const { packet } = changeOf(recordExecution(anApprovedPacket(), { ...report, writtenOffOn }, noon));
    expect(requestRecovery(packet, paid, acting(cora))).toEqual({
      ok: false,
      refusal: {
        reason: 'date-before-write-off',
        entities: [{ entity: 'JP01', date: '2026-03-02', writtenOffOn: '2026-03-03' }],
      },
    });
    const later = { ...acting(cora), dateIn: () => on('2026-03-03') };
    expect(requestRecovery(packet, paid, later).ok).toBe(true);
  });

  it('the recovery of an approved packet waits until it is executed', () => {
    expect(requestRecovery(anApprovedPacket(), paid, acting(cora))).toMatchObject({
      refusal: { reason: 'not-executed' },
    });
  });

  it('a recovery is for Client Accounting only, and not for whoever signed the write-off', () => {
    expect(requestRecovery(aCompletePacket(), paid, acting(anna))).toMatchObject({
      refusal: { reason: 'role-missing', role: 'CLIENT_ACCOUNTING' },
    });
    const both = { ...aPerson('vera', 'CLIENT_ACCOUNTING'), id: aCompletePacket().execution.completedBy };
    expect(requestRecovery(aCompletePacket(), paid, acting(both))).toMatchObject({
      refusal: { reason: 'signed-this-packet' },
    });
  });

  it('the recovery of a draft or a waiting packet is refused', () => {
    for (const packet of [aDraft(content), aPacketInApproval()]) {
      expect(requestRecovery(packet, paid, acting(clara))).toMatchObject({
        refusal: { reason: 'wrong-state' },
      });
    }
  });

  it('nobody asked for is not believed', () => {
    expect(recordRecovery(aCompletePacket(), noon, noon)).toMatchObject({
      refusal: { reason: 'wrong-state' },
    });
  });
});
