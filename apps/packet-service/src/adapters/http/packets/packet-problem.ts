import { problem } from '@recoup/runtime/http/endpoint';
import { inputDetail } from '@recoup/runtime/http/parse';
import { staleVersion } from '@recoup/runtime/http/preconditions';
import type { InputError, Problem } from '@recoup/runtime/http/problem';
import type { Contribution } from '../../../domain/packet/packet.ts';
import type {
  ReceivableRefusal,
  RefusedReceivable,
  SubmissionIssue,
} from '../../../domain/packet/packet-refusal.ts';
import { workflowStateOf } from '../../../domain/packet/packet-status.ts';
import { oldestRateDays } from '../../../domain/submission/fx-rate.ts';
import type { FileRefusal } from '../../../ports/packet/document-vault.ts';
import type { Refusal } from '../../../ports/packet/packet-store.ts';
import { historyEntry } from '../../../reads/packet-history.ts';

export type Refused = Refusal | { readonly reason: 'file-refused'; readonly because: FileRefusal['reason'] };
type Answered = { readonly problem: Problem };
type Because<Reason extends Refused['reason']> = Extract<Refused, { readonly reason: Reason }>;

/** What each refusal is called and answered with (definition D4). A new refusal does not compile until it is here. */
const answers: { readonly [Reason in Refused['reason']]: (refusal: Because<Reason>) => Answered } = {
  'no-such-packet': () => problem(404, 'NOT_FOUND', 'This packet does not exist or is outside your scope'),
  'stale-version': ({ seen, current, changes }) => staleVersion(seen, current, changes.map(historyEntry)),
  'name-taken': () => ofInput(409, 'NAME_TAKEN', '/name', 'Packet name already exists'),
  'name-blank': () => ofInput(400, 'INVALID_INPUT', '/name', 'must not be blank'),
  'name-too-long': () => ofInput(400, 'INVALID_INPUT', '/name', 'must have at most 120 characters'),
  'name-unprintable': () => ofInput(400, 'INVALID_INPUT', '/name', 'must not contain invisible characters'),
  'client-unknown': () =>
    ofInput(
      400,
      'INVALID_INPUT',
      '/clientId',
      'must be the id of a client with receivables, unless receivableIds is given',
    ),
  'role-missing': ({ role }) =>
    problem(
      403,
      'ROLE_REQUIRED',
      `You need the role ${role} for every client, entity and department of this packet`,
    ),
  'own-packet': ({ as }) =>
    problem(403, 'OWN_PACKET', `You cannot decide this packet because you ${contributions[as]}`),
  'signed-this-round': () =>
    problem(
      403,
      'ALREADY_SIGNED',
      'You have already signed in this round. Each level needs a different person.',
    ),
  'signed-this-packet': () =>
    problem(
      403,
      'OWN_APPROVAL',
      'You signed this write-off, so you cannot request its recovery. Somebody else must.',
    ),
  'out-of-turn': ({ awaiting: [due] }) =>
    problem(409, 'OUT_OF_TURN', `The packet is waiting for the role ${due} to sign first`),
  'wrong-state': ({ statusCd }) =>
    problem(
      409,
      'WRONG_STATE',
      `This cannot be done while the packet is ${workflowStateOf(statusCd)} (${statusCd})`,
    ),
  'once-submitted': () =>
    problem(409, 'ONCE_SUBMITTED', 'A packet that was submitted cannot be deleted. Cancel it instead.'),
  'recovery-under-way': () =>
    problem(409, 'RECOVERY_UNDER_WAY', 'The recovery of this packet has already been requested'),
  'not-executed': () =>
    problem(409, 'NOT_EXECUTED', 'The packet is approved but the ledger has not executed it yet'),
  'comment-missing': () => ofInput(400, 'INVALID_INPUT', '/comment', 'is required'),
  'comment-too-long': () => ofInput(400, 'INVALID_INPUT', '/comment', 'must have at most 4,000 characters'),
  'receivable-refused': ({ receivables }) => ofReceivables(receivables),
  'submission-incomplete': ({ issues }) =>
    problem(
      409,
      'SUBMISSION_INCOMPLETE',
      `The packet cannot be submitted yet. Resolve the ${issues.length === 1 ? 'problem' : `${issues.length} problems`} below.`,
      { errors: issues.map(issueError) },
    ),
  'file-refused': ({ because }) =>
    problem(415, 'FILE_REFUSED', fileTexts[because], {
      errors: [
        { pointer: '/', code: because.toUpperCase().replaceAll('-', '_'), message: fileTexts[because] },
      ],
    }),
};

const contributions: Readonly<Record<Contribution, string>> = {
  INITIATOR: 'created it',
  EDITOR: 'edited it',
  UPLOADER: 'attached evidence to it',
  SUBMITTER: 'submitted it',
};

export const problemOf = <Reason extends Refused['reason']>(refusal: Because<Reason>): Answered => {
  const answer: (refusal: Because<Reason>) => Answered = answers[refusal.reason as Reason];
  return answer(refusal);
};

const ofInput = (status: number, code: string, pointer: string, message: string): Answered =>
  problem(status, code, status === 400 ? inputDetail({ pointer, message }) : message, {
    errors: [{ pointer, code, message }],
  });

const receivableAnswers: Readonly<
  Record<ReceivableRefusal, { readonly status: number; readonly code: string; readonly text: string }>
> = {
  unknown: {
    status: 404,
    code: 'NOT_FOUND',
    text: 'Receivable does not exist or is outside your scope',
  },
  'not-in-packet': { status: 404, code: 'NOT_IN_PACKET', text: 'Receivable is not in this packet' },
  'other-client': { status: 409, code: 'MIXED_CLIENT', text: 'Receivable must belong to the same client' },
  'other-currency': {
    status: 409,
    code: 'MIXED_CURRENCY',
    text: 'Receivable must be in the currency of the packet',
  },
  closed: { status: 409, code: 'RECEIVABLE_CLOSED', text: 'Receivable has no open balance' },
  'credit-balance': { status: 409, code: 'CREDIT_BALANCE', text: 'Receivable has a credit balance' },
  'already-in-packet': {
    status: 409,
    code: 'ALREADY_IN_PACKET',
    text: 'Receivable is already in this packet',
  },
  'held-by-another-packet': {
    status: 409,
    code: 'RECEIVABLE_HELD',
    text: 'Receivable is already in another packet',
  },
};

const ofReceivables = (refusals: readonly RefusedReceivable[]): Answered => {
  const [first] = refusals;
  const { status, code, text } = receivableAnswers[first?.because ?? 'unknown'];
  return problem(status, code, text, {
    errors: refusals.map(({ receivableId, because, packetName }) => ({
      pointer: '/receivableIds',
      code: receivableAnswers[because].code,
      message: receivableAnswers[because].text,
      params: { receivableId, ...(packetName === undefined ? {} : { packetName }) },
    })),
  });
};

const issueText = (issue: SubmissionIssue): string => {
  switch (issue.issue) {
    case 'no-receivables':
      return 'The packet has no receivables. Add at least one.';
    case 'no-fx-rate':
      return `No exchange rate is on file for ${issue.currency} on ${issue.day} or in the ${oldestRateDays} days before. Ask your operator to load one.`;
    case 'other-client':
    case 'other-currency':
      return receivableAnswers[issue.issue].text;
    case 'closed':
      return 'Receivable no longer has an open balance. Remove it from the packet.';
    case 'credit-balance':
      return 'Receivable has a credit balance. Remove it from the packet.';
    case 'no-criterion':
      return 'Receivable has no eligibility criterion. Choose one.';
    case 'no-evidence':
      return `Receivable lacks the evidence that its criterion needs. Attach a ${issue.wanted.join(' or ')}.`;
  }
};

const issueError = (issue: SubmissionIssue): InputError => ({
  pointer: 'receivableId' in issue ? `/receivables/${issue.receivableId}` : '/receivables',
  code: issue.issue.toUpperCase().replaceAll('-', '_'),
  message: issueText(issue),
  params: {
    ...('receivableId' in issue
      ? { receivableId: issue.receivableId, invoiceNumber: issue.invoiceNumber }
      : {}),
    ...(issue.issue === 'no-evidence' ? { wanted: issue.wanted.join(' or ') } : {}),
    ...(issue.issue === 'no-fx-rate' ? { currency: issue.currency } : {}),
  },
});

const fileTexts: Readonly<Record<FileRefusal['reason'], string>> = {
  empty: 'The file is empty',
  'type-not-allowed': 'The file must be a PDF, PNG, JPEG, TIFF, DOCX, XLSX or plain text',
  'name-does-not-fit-type':
    'The file extension does not match the content. Rename the file or export it again.',
  'active-content':
    'The file contains scripts, macros or a web page. Attach it without them, for example as a scan.',
  encrypted: 'The file is encrypted. Attach it without a password.',
};
