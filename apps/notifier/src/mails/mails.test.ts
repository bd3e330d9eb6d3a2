import { describe, expect, it } from 'vitest';
import { glHeld, glPosted, glRejected, glUnknown } from './gl-mails.ts';
import { headerLine } from './mail.ts';
import {
  ann,
  aPacketSummary,
  aSubmission,
  dan,
  executedAsApproved,
  executedForLess,
  uma,
} from './packet.fixture.ts';
import * as packet from './packet-mails.ts';
import { bundle, render } from './render.ts';
import { bandChanged, slaBreached } from './risk-mails.ts';

const subjects = (mails: readonly { readonly subject: string }[]) => mails.map(({ subject }) => subject);
const signedByAgent = [{ ...ann, role: 'AGENT' }];
const waitingForHead = aPacketSummary({ currentApproverRole: 'DEPT_HEAD', approvedBy: signedByAgent });

describe('mails about a packet', () => {
  it('ask the due role to decide and let the submitter know where it is', () => {
    const [task, notice] = packet.submitted({ ...aPacketSummary(), ...aSubmission });
    expect(task).toMatchObject({
      template: 'packet-decision-due',
      subject: 'Approve write-off: XYZ-2025-Q1, USD 41,250.00, 9 invoices',
      button: { label: 'Review packet', act: 'decide' },
      to: [{ role: 'AGENT', except: [uma.personId], within: { entities: ['US01'], departments: ['Music'] } }],
    });
    expect(notice).toMatchObject({
      subject: 'Submitted: XYZ-2025-Q1 is with Agent',
      to: [{ kind: 'people', ids: [uma.personId] }],
    });
  });

  it('ask the next role with the names of those who have signed, never somebody who is barred', () => {
    const mails = packet.stageApproved({
      ...waitingForHead,
      approverRole: 'AGENT',
      approver: ann,
      nextRole: 'DEPT_HEAD',
      comment: null,
    });
    expect(subjects(mails)).toEqual([
      'Approve write-off: XYZ-2025-Q1, USD 41,250.00, 9 invoices - approved by Agent',
      'Approved by Agent: XYZ-2025-Q1, next Dept Head',
    ]);
    expect(mails[0]?.to).toMatchObject([{ role: 'DEPT_HEAD', except: [uma.personId, ann.personId] }]);
    expect(mails[1]?.to).toEqual([
      { kind: 'people', ids: [uma.personId] },
      { kind: 'people', ids: [] },
    ]);
  });

  it('leave the last signature to the approval itself', () => {
    const last = { ...waitingForHead, currentApproverRole: null };
    const signature = { approverRole: 'VP_CLIENT_ACCOUNTING', approver: dan, nextRole: null, comment: null };
    expect(packet.stageApproved({ ...last, ...signature })).toEqual([]);
    expect(subjects(packet.approved(last))).toEqual(['Approved: XYZ-2025-Q1 goes to the ledger']);
  });

  it('say to Client Accounting why a packet was rejected, and those who approved before as a copy', () => {
    const reason = 'Missing latest email correspondence';
    const mails = packet.rejected({ ...waitingForHead, approverRole: 'CFO', rejectedBy: dan, reason });
    expect(mails.map(({ template }) => template)).toEqual(['packet-rejected', 'packet-rejected-copy']);
    expect(mails[0]).toMatchObject({
      subject: 'Rejected by CFO: XYZ-2025-Q1 - "Missing latest email correspondence"',
      button: { label: 'Fix and resubmit' },
    });
    expect(mails[0]?.to[1]).toMatchObject({ role: 'CLIENT_ACCOUNTING' });
  });

  it('say what the ledger did or would not do', () => {
    expect(subjects(packet.completed({ ...aPacketSummary(), ...executedAsApproved }, '2026-000042'))).toEqual(
      ['Written off: XYZ-2025-Q1, receipt 2026-000042, 9 receivables closed'],
    );
    expect(
      subjects(packet.executionRefused({ ...aPacketSummary(), code: 'AMOUNT_INCREASED', reason: 'R1 grew' })),
    ).toEqual(['Approve again: the amount of XYZ-2025-Q1 changed after approval']);
    expect(
      subjects(packet.executionRefused({ ...aPacketSummary(), code: 'NOTHING_OPEN', reason: 'paid' })),
    ).toEqual(['Not executed: XYZ-2025-Q1 needs to be submitted again']);
    const recovered = { ...aPacketSummary(), ...executedForLess, recoveredAt: '2026-04-01T09:00:00.000Z' };
    expect(subjects(packet.recovered(recovered))).toEqual(['Recovered: XYZ-2025-Q1, 7 receivables reopened']);
    expect(subjects(packet.cancelled({ ...aPacketSummary(), cancelledBy: uma }))).toEqual([
      'Cancelled: XYZ-2025-Q1',
    ]);
  });
});

describe('the mail about a write-off that the ledger executed', () => {
  const factsOf = (given: typeof executedForLess) =>
    packet
      .completed({ ...aPacketSummary(), ...given }, '2026-000042')
      .map(({ subject, facts }) => ({ subject, facts }));

  it('names what was approved, what was written off, and why it is less', () => {
    expect(factsOf(executedForLess)).toEqual([
      {
        subject: 'Written off: XYZ-2025-Q1, receipt 2026-000042, 7 receivables closed',
        facts: [
          ['Packet', 'XYZ-2025-Q1'],
          ['Client', 'XYZ Corp'],
          ['Commission', 'USD 41,250.00'],
          ['Receivables', '9'],
          ['Submitted by', uma.name],
          ['Receipt', '2026-000042'],
          ['Written off', 'USD 33,000.00, of which commission USD 30,000.00'],
          ['Left out', '2 receivables with nothing open any more'],
          ['Lowered', '1 receivable that owed less than was approved'],
        ],
      },
    ]);
  });

  it('says nothing of what was left out where nothing was', () => {
    const [mail] = factsOf(executedAsApproved);
    expect(mail?.facts.slice(-2)).toEqual([
      ['Receipt', '2026-000042'],
      ['Written off', 'USD 41,250.00, of which commission USD 41,250.00'],
    ]);
  });
});

describe('mails about the general ledger', () => {
  const posting = {
    packetId: aPacketSummary().packetId,
    glDocumentId: 'x',
    externalId: 'WO-1',
    step: 'JOURNAL',
    kind: 'WRITE_OFF',
    entity: 'US01',
    currency: 'USD',
    total: { amount: '41250.00', currency: 'USD' },
  } as const;

  it('lead to the packet, whose journal it is', () => {
    const mails = [
      ...glPosted({ ...posting, documentId: 'JE1042', tranId: null, postingPeriod: null }, 'XYZ-2025-Q1'),
      ...glRejected({ ...posting, errors: [] }, 'XYZ-2025-Q1'),
      ...glHeld({ ...posting, reason: 'debits of 90' }, 'XYZ-2025-Q1'),
      ...glUnknown({ ...posting, reason: 'timeout' }, undefined),
    ];
    const packetId = posting.packetId;
    expect(mails.map(({ about }) => about)).toEqual(Array(4).fill({ kind: 'packet', id: packetId }));
    expect(mails.map(({ button }) => button.path)).toEqual(Array(4).fill(`/packets/${packetId}`));
  });

  it('are for those who keep the general ledger of the entity, and to Client Accounting when something is to be done', () => {
    const within = { entities: ['US01'], departments: [], clientId: null };
    const accountant = { kind: 'role', role: 'GL_ACCOUNTANT', within, except: [] };
    const accounting = { ...accountant, role: 'CLIENT_ACCOUNTING' };
    expect(
      glPosted({ ...posting, documentId: 'JE1042', tranId: null, postingPeriod: null }, undefined)[0]?.to,
    ).toEqual([accountant]);
    expect(glRejected({ ...posting, errors: [] }, undefined)[0]?.to).toEqual([accountant, accounting]);
    expect(glHeld({ ...posting, reason: 'x' }, undefined)[0]?.to).toEqual([accountant, accounting]);
    expect(glUnknown({ ...posting, reason: 'timeout' }, undefined)[0]?.to).toEqual([accountant, accounting]);
  });

  it('call what a later release posts as that calls it', () => {
    const later = glPosted(
      { ...posting, kind: 'WRITE_DOWN', documentId: 'JE1042', tranId: null, postingPeriod: null },
      'XYZ-2025-Q1',
    );
    expect(later[0]?.facts).toContainEqual(['Journal of', 'WRITE_DOWN']);
  });

  it('call an application and a credit memo so; an application has no total of its own', () => {
    const lines = (step: 'APPLICATION' | 'CREDIT_MEMO' | 'DEBIT_MEMO') => {
      const errors = [{ code: 'INVALID_CONTENT', detail: 'paid', path: null }];
      const [mail] = glRejected({ ...posting, step, errors }, 'XYZ-2025-Q1');
      return [mail?.subject, ...(mail?.facts ?? []).map(([name]) => name).slice(1, 4)];
    };
    const refused = (document: string) =>
      `Action needed: the general ledger refused the ${document} for XYZ-2025-Q1 (paid)`;
    expect(lines('APPLICATION')).toEqual([refused('application'), 'Application of', 'Entity', 'Key']);
    expect(lines('CREDIT_MEMO')).toEqual([refused('credit memo'), 'Credit memo of', 'Entity', 'Total']);
    expect(lines('DEBIT_MEMO')).toEqual([refused('document'), 'Document of', 'Entity', 'Total']);
  });

  it('name the document, the packet and the reason, or the key while the packet is not known', () => {
    const errors = [{ code: 'INVALID_CONTENT', detail: 'account inactive', path: null }];
    expect(
      subjects(
        glPosted({ ...posting, documentId: 'JE1042', tranId: null, postingPeriod: null }, 'XYZ-2025-Q1'),
      ),
    ).toEqual(['Posted to the general ledger: JE1042']);
    expect(subjects(glRejected({ ...posting, errors }, 'XYZ-2025-Q1'))).toEqual([
      'Action needed: the general ledger refused the journal for XYZ-2025-Q1 (account inactive)',
    ]);
    expect(subjects(glUnknown({ ...posting, reason: 'timeout' }, undefined))).toEqual([
      'Action needed: the general ledger has not confirmed the journal for WO-1',
    ]);
  });
});

describe('mails about a case', () => {
  const at = new Date('2026-04-23T12:00:00Z');
  const riskCase = {
    riskCaseId: '01920000-0000-7000-8000-0000000000f1',
    caseNo: 'RC-000001',
    receivableId: 'r',
    invoiceNumber: 'INV-1182',
    accountId: 'a',
    accountName: 'Acme',
    entity: 'US01',
    department: 'Film',
    clientId: '01920000-0000-7000-8000-0000000000c1',
    outstanding: { amount: '18000.00', currency: 'USD' },
    overdueDays: 61,
    band: 'critical',
    scoreBasisPoints: 7000,
    escalationLevel: 3,
    owner: { personId: ann.personId, name: 'Ann', role: 'CASE_OWNER' },
    nextAction: 'Escalate to an executive with a disposition deadline',
    nextActionDueAt: '2026-04-23T16:00:00.000Z',
  } as const;

  it('reach owner and lead when a case becomes high or critical', () => {
    const mails = bandChanged({ ...riskCase, from: 'high', reasons: ['critical for its days overdue'] }, at);
    expect(mails).toMatchObject([
      {
        subject: 'Critical: Acme INV-1182, act within 4 h',
        button: { path: `/cases/${riskCase.riskCaseId}` },
      },
    ]);
    expect(mails[0]?.to).toMatchObject([{ ids: [ann.personId] }, { role: 'COLLECTIONS_LEAD' }]);
  });

  it('reach them too when it comes to a band of a later release, and are silent when it falls from there', () => {
    expect(subjects(bandChanged({ ...riskCase, band: 'lost', from: 'critical', reasons: [] }, at))).toEqual([
      'Lost: Acme INV-1182, act within 4 h',
    ]);
    expect(bandChanged({ ...riskCase, band: 'critical', from: 'lost', reasons: [] }, at)).toEqual([]);
  });

  it('are silent when it falls, or only becomes medium', () => {
    expect(bandChanged({ ...riskCase, band: 'high', from: 'critical', reasons: [] }, at)).toEqual([]);
    expect(bandChanged({ ...riskCase, band: 'medium', from: 'low', reasons: [] }, at)).toEqual([]);
  });

  it('say what was missed and how late it is', () => {
    const missed = { missedAction: 'Evidence package', dueAt: '2026-04-23T06:00:00.000Z' };
    expect(subjects(slaBreached({ ...riskCase, ...missed }, at))).toEqual([
      'Missed: Evidence package for Acme INV-1182, 6 h late',
    ]);
  });
});

describe('a mail as a mail', () => {
  const [mail] = packet.approved(aPacketSummary());
  if (!mail) throw new Error('there is a mail');
  const shown = render(mail, 'https://recoup.example', '01920000-0000-7000-8000-0000000000d1');

  it('has a text part that says everything and links to the packet', () => {
    expect(shown.text).toBe(`Approved: XYZ-2025-Q1 goes to the ledger.

Packet: XYZ-2025-Q1
Client: XYZ Corp
Commission: USD 41,250.00
Receivables: 9
Submitted by: Uma Client Accounting

View packet:
https://recoup.example/packets/01920000-0000-7000-8000-0000000000b1?n=01920000-0000-7000-8000-0000000000d1

The last signature was given. The ledger executes the write-off now;
  another mail follows.
`);
  });

  it('shows what people wrote as text, never as markup', () => {
    const { html } = render(
      { ...mail, opening: '<script>alert("1")</script>' },
      'https://recoup.example',
      'd',
    );
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(html).not.toContain('<script>');
  });

  it('cannot start a second header line', () => {
    expect(headerLine('Rejected: "x"\r\nBcc: all@example.com\u2028')).toBe(
      'Rejected: "x" Bcc: all@example.com',
    );
    expect(headerLine('n'.repeat(300))).toHaveLength(200);
  });

  it('counts what does not fit when several mails travel as one', () => {
    const many = bundle(
      'Missed: 12 action windows',
      Array.from({ length: 12 }, () => mail),
    );
    expect(many.facts).toHaveLength(11);
    expect(many.facts.at(-1)).toEqual(['And', '2 more']);
  });
});
