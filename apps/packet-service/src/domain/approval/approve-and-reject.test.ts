import { describe, expect, it } from 'vitest';
import {
  aContent,
  acting,
  aDocument,
  anApprovedPacket,
  anna,
  aPacketInApproval,
  aReceivable,
  aRecentSubmission,
  carl,
  changeOf,
  clara,
  cora,
  dana,
  mia,
  sha256,
  signedBy,
  theRules,
  vera,
} from '../packet/packet.fixture.ts';
import { approvalsOf, type Packet } from '../packet/packet.ts';
import { aPerson, holding, noon, on } from '../people/person.fixture.ts';
import type { Person } from '../people/person.ts';
import { amount } from '../receivable/money.fixture.ts';
import { submitDraft } from '../submission/submit-packet.ts';
import { approvePacket } from './approve-packet.ts';
import { rejectPacket } from './reject-packet.ts';

const whyNot = (packet: Packet, person: Person) => {
  const result = approvePacket(packet, null, acting(person));
  return result.ok ? 'approved' : result.refusal.reason;
};

describe('an approval', () => {
  it('an approval takes the packet to the next role', () => {
    expect(approvePacket(aPacketInApproval(), ' fine ', acting(anna))).toMatchObject({
      value: {
        packet: { statusCd: 'APPROVED_AGENT', awaiting: ['DEPT_HEAD', 'VP_CLIENT_ACCOUNTING'] },
        events: [
          {
            type: 'packet-stage-approved',
            from: 'SUBMITTED',
            to: 'APPROVED_AGENT',
            role: 'AGENT',
            comment: 'fine',
          },
        ],
      },
    });
  });

  it('the last approval writes its own code, then APPROVED, and says so once', () => {
    const waiting = signedBy(aPacketInApproval(), anna, dana);
    expect(approvePacket(waiting, null, acting(vera))).toMatchObject({
      value: {
        packet: { statusCd: 'APPROVED', version: waiting.version + 2, approvals: { length: 3 } },
        events: [
          {
            type: 'packet-stage-approved',
            from: 'APPROVED_DH',
            to: 'APPROVED_VP',
            version: waiting.version + 1,
          },
          {
            type: 'packet-approved',
            from: 'APPROVED_VP',
            to: 'APPROVED',
            version: waiting.version + 2,
            by: null,
          },
        ],
      },
    });
  });

  it('the last approval says which day it is in each legal entity of the packet', () => {
    const content = aContent(aReceivable('r1'), aReceivable('r2', '1.00', { entity: 'JP01' }));
    const waiting = signedBy(aPacketInApproval({ content }), anna, dana);
    const dateIn = (entity: string) => on(entity === 'JP01' ? '2026-04-01' : '2026-03-31');
    const { events } = changeOf(approvePacket(waiting, null, { ...acting(vera), dateIn }));
    expect(events[1]).toMatchObject({
      type: 'packet-approved',
      eventDates: [
        { entity: 'JP01', date: '2026-04-01' },
        { entity: 'US01', date: '2026-03-31' },
      ],
    });
  });

  it('each approval knows the version that it made', () => {
    const waiting = aPacketInApproval();
    const approvals = approvalsOf(signedBy(waiting, anna, dana, vera));
    expect(approvals.map(({ version }) => version - waiting.version)).toEqual([1, 2, 3]);
  });

  it.each([
    ['49999.99', [anna, dana, vera]],
    ['50000.00', [anna, dana, vera, carl]],
    ['250000.00', [anna, dana, vera, carl]],
    ['250000.01', [anna, dana, vera, carl, mia]],
  ])('a packet of %s is approved once exactly the roles of its route have signed', (commission, people) => {
    const packet = aPacketInApproval({ commission });
    expect(signedBy(packet, ...people.slice(0, -1)).statusCd).not.toBe('APPROVED');
    expect(signedBy(packet, ...people).statusCd).toBe('APPROVED');
  });

  it('an approval out of turn is refused, as is one by nobody of the route', () => {
    const packet = aPacketInApproval({ commission: '60000.00' });
    expect(whyNot(packet, carl)).toBe('out-of-turn');
    expect(whyNot(packet, mia)).toBe('role-missing');
    expect(whyNot(packet, cora)).toBe('role-missing');
    expect(whyNot(signedBy(packet, anna, dana), carl)).toBe('out-of-turn');
  });

  it('an approval needs a role that covers all of the packet', () => {
    const content = aContent(aReceivable('r1'), aReceivable('r2', '1.00', { department: 'FILM' }));
    const music = aPerson('milo', holding('AGENT', { department: 'MUSIC' }));
    expect(whyNot(aPacketInApproval({ content }), music)).toBe('role-missing');
    expect(whyNot(aPacketInApproval({ content: aContent(aReceivable('r1')) }), music)).toBe('approved');
  });

  it('is refused to somebody whose role has ended', () => {
    const victor = aPerson('victor', { ...holding('VP_CLIENT_ACCOUNTING'), until: on('2026-03-01') });
    expect(whyNot(signedBy(aPacketInApproval(), anna, dana), victor)).toBe('role-missing');
  });

  it('of a packet that is no longer waiting is refused', () => {
    expect(whyNot(anApprovedPacket(), vera)).toBe('wrong-state');
  });
});

describe('segregation of duties', () => {
  const uma = aPerson('uma', 'CLIENT_ACCOUNTING', 'VP_CLIENT_ACCOUNTING', 'ADMIN');
  const dan = aPerson('dan', 'AGENT', 'DEPT_HEAD');

  it.each(['INITIATOR', 'EDITOR', 'UPLOADER', 'SUBMITTER'] as const)(
    'the %s of a packet may not decide it, whatever roles they hold',
    (as) => {
      const waiting = signedBy(aPacketInApproval(), anna, dana);
      const hers = { ...waiting, contributors: [...waiting.contributors, { personId: uma.id, as }] };
      expect(approvePacket(hers, null, acting(uma))).toEqual({
        ok: false,
        refusal: { reason: 'own-packet', as },
      });
      expect(rejectPacket(hers, 'no', acting(uma))).toEqual({
        ok: false,
        refusal: { reason: 'own-packet', as },
      });
    },
  );

  it('lets Dan sign as Agent but not also as Department Head', () => {
    const signed = signedBy(aPacketInApproval(), dan);
    expect(whyNot(signed, dan)).toBe('signed-this-round');
    expect(whyNot(signed, dana)).toBe('approved');
  });
});

describe('a rejection', () => {
  it.each([null, '', '   '])('a rejection without a reason (%j) is refused', (reason) => {
    expect(rejectPacket(aPacketInApproval(), reason, acting(anna))).toEqual({
      ok: false,
      refusal: { reason: 'comment-missing' },
    });
  });

  it.each([
    ['AGENT', 'REJECTED_AGENT', [], anna],
    ['DEPT_HEAD', 'REJECTED_DH', [anna], dana],
    ['VP_CLIENT_ACCOUNTING', 'REJECTED_VP', [anna, dana], vera],
    ['CFO', 'REJECTED_CFO', [anna, dana, vera], carl],
    ['MD', 'REJECTED_MD', [anna, dana, vera, carl], mia],
  ] as const)(
    'the role %s rejects a packet that waits for it, which is %s then',
    (role, statusCd, before, person) => {
      const waiting = signedBy(aPacketInApproval({ commission: '250000.01' }), ...before);
      expect(rejectPacket(waiting, 'no log of 2025', acting(person))).toMatchObject({
        value: { packet: { statusCd, lastRejection: { role, by: { id: person.id } } } },
      });
    },
  );

  it('a rejection returns the packet to Client Accounting with its reason', () => {
    const waiting = signedBy(aPacketInApproval(), anna);
    expect(rejectPacket(waiting, ' Missing latest email ', acting(dana))).toMatchObject({
      value: {
        packet: {
          statusCd: 'REJECTED_DH',
          lastRejection: { role: 'DEPT_HEAD', reason: 'Missing latest email' },
          approvals: { length: 1 },
        },
        events: [{ type: 'packet-rejected', to: 'REJECTED_DH', comment: 'Missing latest email' }],
      },
    });
  });
});

describe('a resubmission', () => {
  const content = aContent(aReceivable('r1', '48000.00'));
  const rejected = () => {
    const result = rejectPacket(
      signedBy(aPacketInApproval({ content }), anna),
      'Missing latest email',
      acting(dana),
    );
    if (!result.ok) throw new Error(result.refusal.reason);
    return result.value.packet;
  };

  it('a packet resubmitted unchanged resumes at the role that rejected, the earlier approval standing', () => {
    const again = submitDraft(rejected(), content, theRules(), acting(clara));
    expect(again).toMatchObject({
      value: {
        packet: {
          statusCd: 'RESUBMITTED',
          round: 1,
          awaiting: ['DEPT_HEAD', 'VP_CLIENT_ACCOUNTING'],
          approvals: [{ role: 'AGENT' }],
        },
        events: [
          {
            type: 'packet-resubmitted',
            from: 'REJECTED_DH',
            to: 'RESUBMITTED',
            contentChanged: false,
            content: { newRound: false },
          },
        ],
      },
    });
    expect(again.ok && whyNot(again.value.packet, dana)).toBe('approved');
  });

  it('a packet resubmitted with 4,000.00 more starts at the Agent and goes to the CFO', () => {
    const more = aContent(aReceivable('r1', '48000.00'), aReceivable('r2', '4000.00'));
    expect(submitDraft(rejected(), more, theRules(), acting(clara))).toMatchObject({
      value: {
        packet: {
          round: 2,
          awaiting: ['AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING', 'CFO'],
          approvals: [],
          totalCommission: amount('52000.00'),
        },
        events: [{ type: 'packet-resubmitted', contentChanged: true, content: { newRound: true } }],
      },
    });
  });

  it.each([
    ['a document', { ...content, documents: [...content.documents, aDocument('COURT_DOCUMENT')] }],
    [
      'the bytes of a document',
      { ...content, documents: [aDocument('COLLECTION_LOG', { sha256: sha256('another scan') })] },
    ],
    ['an amount', aContent(aReceivable('r1', '47999.99'))],
    [
      'the packet-document flag',
      {
        lines: content.lines.map((line) => ({ ...line, usePacketDocument: false })),
        documents: [aDocument('COLLECTION_LOG', { receivableId: aReceivable('r1').id })],
      },
    ],
  ])('that changed %s starts anew', (_, changed) => {
    expect(submitDraft(rejected(), changed, theRules(), acting(clara))).toMatchObject({
      value: {
        packet: { round: 2, approvals: [] },
        events: [{ contentChanged: true, content: { newRound: true } }],
      },
    });
  });

  it('starts anew when an earlier approver has since edited the packet', () => {
    const packet = rejected();
    const touched = {
      ...packet,
      contributors: [...packet.contributors, { personId: anna.id, as: 'EDITOR' } as const],
    };
    expect(submitDraft(touched, content, theRules(), acting(clara))).toMatchObject({
      value: {
        packet: { round: 2, approvals: [] },
        events: [{ contentChanged: false, content: { newRound: true } }],
      },
    });
  });

  it('unchanged still gets the longer route when the client has submitted more since', () => {
    expect(
      submitDraft(rejected(), content, theRules({ recent: [aRecentSubmission('30000.00')] }), acting(clara)),
    ).toMatchObject({
      value: { packet: { round: 1, awaiting: ['DEPT_HEAD', 'VP_CLIENT_ACCOUNTING', 'CFO'] } },
    });
  });
});

it('stamps a decision with the moment it was made', () => {
  expect(approvePacket(aPacketInApproval(), null, acting(anna, noon))).toMatchObject({
    value: { packet: { approvals: [{ at: noon, by: { id: 'anna', name: 'anna' } }] } },
  });
});
