import { problem } from '@recoup/runtime/http/endpoint';
import { staleVersion } from '@recoup/runtime/http/preconditions';
import type { InputError, Problem } from '@recoup/runtime/http/problem';
import type { ReceivableRefusal, RefusedReceivable } from '../../../domain/packet/packet-refusal.ts';
import { workflowStateOf } from '../../../domain/packet/packet-status.ts';
import type { SubmissionIssue } from '../../../domain/submission/submission-check.ts';
import type { FileRefusal } from '../../../ports/packet/document-vault.ts';
import type { Refusal } from '../../../ports/packet/packet-store.ts';
import { historyEntry } from '../../../reads/packet-history.ts';

export type Refused = Refusal | { readonly reason: 'file-refused'; readonly because: FileRefusal };
type Answered = { readonly problem: Problem };
type Because<Reason extends Refused['reason']> = Extract<Refused, { readonly reason: Reason }>;

/** What each refusal is called and answered with (definition D4). A new refusal does not compile until it is here. */
const answers: { readonly [Reason in Refused['reason']]: (refusal: Because<Reason>) => Answered } = {
  'no-such-packet': () => problem(404, 'NOT_FOUND', 'This packet does not exist or is outside your scope'),
  'stale-version': ({ seen, current, changes }) => staleVersion(seen, current, changes.map(historyEntry)),
  'name-taken': () => ofInput(409, 'NAME_TAKEN', '/name', 'Packet name already exists'),
  'name-blank': () => ofInput(400, 'INVALID_INPUT', '/name', 'the name is blank'),
  'name-too-long': () => ofInput(400, 'INVALID_INPUT', '/name', 'the name is longer than 120 characters'),
  'name-unprintable': () =>
    ofInput(400, 'INVALID_INPUT', '/name', 'the name holds characters that cannot be seen'),
  'client-unknown': () =>
    ofInput(
      400,
      'INVALID_INPUT',
      '/clientId',
      'name a client of whom there are receivables, or start from receivables',
    ),
  'role-missing': ({ role }) =>
    problem(403, 'ROLE_REQUIRED', `This needs the role ${role} for all of the packet's scope`),
  'own-packet': ({ as }) =>
    problem(
      403,
      'OWN_PACKET',
      `You had a hand in this packet (${as}); who did cannot decide it, whatever roles they hold`,
    ),
  'signed-this-round': () =>
    problem(
      403,
      'ALREADY_SIGNED',
      'You have signed an earlier level of this round; each level needs another person',
    ),
  'signed-this-packet': () =>
    problem(403, 'OWN_APPROVAL', 'You have signed this write-off; another person must ask for its recovery'),
  'out-of-turn': ({ awaiting: [due] }) => problem(409, 'OUT_OF_TURN', `The packet waits for ${due}`),
  'wrong-state': ({ statusCd }) =>
    problem(
      409,
      'WRONG_STATE',
      `The packet is ${workflowStateOf(statusCd)} (${statusCd}); this cannot be done now`,
    ),
  'once-submitted': () =>
    problem(409, 'ONCE_SUBMITTED', 'A packet that was submitted cannot be deleted, only cancelled'),
  'recovery-under-way': () => problem(409, 'RECOVERY_UNDER_WAY', 'The recovery was already asked for'),
  'not-executed': () =>
    problem(409, 'NOT_EXECUTED', 'The packet is approved but the ledger has not executed it yet'),
  'comment-missing': () => ofInput(400, 'INVALID_INPUT', '/comment', 'a comment is required'),
  'comment-too-long': () =>
    ofInput(400, 'INVALID_INPUT', '/comment', 'the comment is longer than 4,000 characters'),
  'receivable-refused': ({ receivables }) => ofReceivables(receivables),
  'submission-incomplete': ({ issues }) =>
    problem(
      409,
      'SUBMISSION_INCOMPLETE',
      `The packet cannot be submitted yet: ${issues.length} thing(s) are missing`,
      { errors: issues.map(issueError) },
    ),
  'file-refused': ({ because }) =>
    problem(415, 'FILE_REFUSED', fileTexts[because], {
      errors: [
        { pointer: '/', code: because.toUpperCase().replaceAll('-', '_'), message: fileTexts[because] },
      ],
    }),
};

export const problemOf = <Reason extends Refused['reason']>(refusal: Because<Reason>): Answered => {
  const answer: (refusal: Because<Reason>) => Answered = answers[refusal.reason as Reason];
  return answer(refusal);
};

const ofInput = (status: number, code: string, pointer: string, message: string): Answered =>
  problem(status, code, status === 400 ? `${pointer}: ${message}` : message, {
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

const issueTexts: Readonly<Record<SubmissionIssue['issue'], string>> = {
  'no-receivables': 'The packet has no receivables',
  'no-fx-rate': 'There is no rate of the day for the currency',
  'other-client': 'Receivable must belong to the same client',
  'other-currency': 'Receivable must be in the currency of the packet',
  closed: 'Receivable has no open balance any more',
  'credit-balance': 'Receivable has a credit balance',
  'no-criterion': 'Receivable has no eligibility criterion',
  'no-evidence': 'Receivable lacks the document its criterion needs',
};

const issueError = (issue: SubmissionIssue): InputError => ({
  pointer: 'receivableId' in issue ? `/receivables/${issue.receivableId}` : '/receivables',
  code: issue.issue.toUpperCase().replaceAll('-', '_'),
  message: issueTexts[issue.issue],
  params: {
    ...('receivableId' in issue
      ? { receivableId: issue.receivableId, invoiceNumber: issue.invoiceNumber }
      : {}),
    ...(issue.issue === 'no-evidence' ? { wanted: issue.wanted.join(' or ') } : {}),
    ...(issue.issue === 'no-fx-rate' ? { currency: issue.currency } : {}),
  },
});

const fileTexts: Readonly<Record<FileRefusal, string>> = {
  empty: 'The file is empty',
  'type-not-allowed': 'Evidence is taken as PDF, PNG, JPEG, TIFF, DOCX, XLSX or plain text',
  'name-does-not-fit-type': "The file's name says another type than its bytes",
  'active-content': 'The file holds scripts, macros or a web page',
  encrypted: 'The file is encrypted; nobody could read it later',
};
