import type { EventOf } from '@recoup/contracts/envelope';
import type * as packet from '@recoup/contracts/packet.v1';
import type { PacketSummary } from '@recoup/contracts/packet-summary';
import { type Audience, holders, type Mail, mailAbout, people, type Reach } from './mail.ts';
import { amountInWords, count, roleName } from './words.ts';

type Data<Contract extends packetContract> = EventOf<Contract>['data'];
type packetContract = (typeof packet)[keyof typeof packet];

/** The due role is asked to decide, and whoever submitted it learns that it is on its way (requirement W7). */
export const submitted = (data: Data<typeof packet.PacketSubmittedV1>): readonly Mail[] => [
  ...decisionDue(data),
  packetMail(data, 'packet-submitted', {
    subject: `Submitted: ${data.name} is with ${roleName(data.currentApproverRole ?? '')}`,
    closing: `It goes to ${data.route.map(roleName).join(', then ')}. You get this because you submitted it.`,
    to: [submitter(data)],
  }),
];

/** The next role is asked, and those before it learn that one more has signed. */
export const stageApproved = (data: Data<typeof packet.PacketStageApprovedV1>): readonly Mail[] => {
  if (data.nextRole === null) return [];
  const others = data.approvedBy.filter(({ personId }) => personId !== data.approver.personId);
  return [
    ...decisionDue(data),
    packetMail(data, 'packet-stage-approved', {
      subject: `Approved by ${roleName(data.approverRole)}: ${data.name}, next ${roleName(data.nextRole)}`,
      extra: data.comment === null ? [] : [['Comment', data.comment]],
      closing: `${data.approver.name} has signed. You get this because you submitted or approved it.`,
      to: [submitter(data), people(others.map(({ personId }) => personId))],
    }),
  ];
};

export const approved = (data: PacketSummary): readonly Mail[] => [
  packetMail(data, 'packet-approved', {
    subject: `Approved: ${data.name} goes to the ledger`,
    closing: 'The last signature was given. The ledger executes the write-off now; another mail follows.',
    to: [submitter(data), approvers(data)],
  }),
];

export const rejected = (data: Data<typeof packet.PacketRejectedV1>): readonly Mail[] => {
  const facts = {
    subject: `Rejected by ${roleName(data.approverRole)}: ${data.name} - "${data.reason}"`,
    extra: [
      ['Reason', data.reason],
      ['Rejected by', `${data.rejectedBy.name}, ${roleName(data.approverRole)}`],
    ] as const,
  };
  return [
    packetMail(data, 'packet-rejected', {
      ...facts,
      closing: 'It is a draft again. Client Accounting may correct it and submit it again.',
      to: [submitter(data), role('CLIENT_ACCOUNTING', data)],
      button: { label: 'Fix and resubmit', act: 'edit' },
    }),
    packetMail(data, 'packet-rejected-copy', {
      ...facts,
      closing: 'A copy for you because you approved it before.',
      to: [approvers(data)],
    }),
  ];
};

export const cancelled = (data: Data<typeof packet.PacketCancelledV1>): readonly Mail[] => [
  packetMail(data, 'packet-cancelled', {
    subject: `Cancelled: ${data.name}`,
    closing: `${data.cancelledBy.name} has cancelled it; its receivables are free again.`,
    to: [submitter(data), approvers(data)],
  }),
];

export const executionRefused = (data: Data<typeof packet.PacketExecutionRefusedV1>): readonly Mail[] => [
  packetMail(data, 'packet-execution-refused', {
    subject:
      data.code === 'AMOUNT_INCREASED'
        ? `Approve again: the amount of ${data.name} changed after approval`
        : `Not executed: ${data.name} needs to be submitted again`,
    extra: [['Reason', data.reason]],
    closing: 'Nothing was posted. It is a draft again and needs every approval again.',
    to: [submitter(data), role('CLIENT_ACCOUNTING', data)],
    button: { label: 'Open draft', act: 'edit' },
  }),
];

export const recoveryRefused = (data: Data<typeof packet.PacketRecoveryRefusedV1>): readonly Mail[] => [
  packetMail(data, 'packet-recovery-refused', {
    subject: `Not recovered: ${data.name} stays written off`,
    extra: [['Reason', data.reason]],
    closing: 'Nothing was posted. Its recovery can be requested again.',
    to: [submitter(data), role('CLIENT_ACCOUNTING', data)],
    button: { label: 'Open packet', act: null },
  }),
];

/** What was approved stands in the mail with what was executed of it, and why that is less (practice 11). */
export const completed = (
  data: Data<typeof packet.PacketCompletedV1>,
  receiptNo: string,
): readonly Mail[] => [
  packetMail(data, 'packet-completed', {
    subject: `Written off: ${data.name}, receipt ${receiptNo}, ${count(data.executed.receivableCount, 'receivable')} closed`,
    extra: [['Receipt', receiptNo], ...executedFacts(data)],
    closing: 'The ledger has executed it. It can be recovered as a whole if money comes after all.',
    to: [submitter(data), approvers(data), role('GL_ACCOUNTANT', data)],
    button: { label: 'View execution', act: null },
  }),
];

export const recovered = (data: Data<typeof packet.PacketRecoveredV1>): readonly Mail[] => [
  packetMail(data, 'packet-recovered', {
    subject: `Recovered: ${data.name}, ${count(data.executed.receivableCount, 'receivable')} reopened`,
    closing: 'The write-off was reversed; its receivables are open with their original dates.',
    to: [submitter(data), approvers(data), role('CLIENT_ACCOUNTING', data)],
    button: { label: 'Apply cash', act: null },
  }),
];

const decisionDue = (data: PacketSummary): readonly Mail[] => {
  if (data.currentApproverRole === null) return [];
  const signed = data.approvedBy.map((one) => roleName(one.role));
  const suffix = signed.length > 0 ? ` - approved by ${signed.join(', ')}` : '';
  const barred = [...(data.submittedBy ? [data.submittedBy] : []), ...data.approvedBy].map(
    ({ personId }) => personId,
  );
  return [
    packetMail(data, 'packet-decision-due', {
      subject: `Approve write-off: ${summary(data)}${suffix}`,
      closing: `You get this because you hold the role ${roleName(data.currentApproverRole)}, whose turn it is.`,
      to: [holders(data.currentApproverRole, reachOf(data), barred)],
      button: { label: 'Review packet', act: 'decide' },
    }),
  ];
};

type MailParts = Pick<Mail, 'subject' | 'closing' | 'to'> & {
  readonly extra?: Mail['facts'];
  readonly button?: Pick<Mail['button'], 'label' | 'act'>;
};

const packetMail = (
  data: PacketSummary,
  template: string,
  { extra = [], button, ...parts }: MailParts,
): Mail =>
  mailAbout({ kind: 'packet', id: data.packetId }, template, {
    ...parts,
    facts: [
      ['Packet', data.name],
      ['Client', data.client.name],
      ['Commission', amountInWords(data.totalCommission)],
      ['Receivables', String(data.receivableCount)],
      ...(data.submittedBy ? [['Submitted by', data.submittedBy.name] as const] : []),
      ...extra,
    ],
    button: button ?? { label: 'View packet' },
  });

const summary = (data: PacketSummary): string =>
  `${data.name}, ${amountInWords(data.totalCommission)}, ${count(data.receivableCount, 'invoice')}`;

const executedFacts = ({
  currency,
  executed,
}: Pick<Data<typeof packet.PacketCompletedV1>, 'currency' | 'executed'>): Mail['facts'] => {
  const { total, sides, droppedCount, loweredCount } = executed;
  const commission = amountInWords({ amount: sides.revenue, currency });
  return [
    ['Written off', `${amountInWords(total)}, of which commission ${commission}`],
    ...(droppedCount > 0
      ? [['Left out', `${count(droppedCount, 'receivable')} with nothing open any more`] as const]
      : []),
    ...(loweredCount > 0
      ? [['Lowered', `${count(loweredCount, 'receivable')} that owed less than was approved`] as const]
      : []),
  ];
};

const submitter = (data: PacketSummary): Audience =>
  people(data.submittedBy ? [data.submittedBy.personId] : []);
const approvers = (data: PacketSummary): Audience => people(data.approvedBy.map(({ personId }) => personId));
const role = (name: string, data: PacketSummary): Audience => holders(name, reachOf(data));
const reachOf = (data: PacketSummary): Reach => ({
  entities: data.entities,
  departments: data.departments,
  clientId: data.client.clientId,
});
