import { oldestRateDays } from '@recoup/domain/fx-rate';
import { problem, type Refusing } from '@recoup/runtime/http/endpoint';
import { inputDetail } from '@recoup/runtime/http/input/invalid-input';
import { staleVersion } from '@recoup/runtime/http/preconditions';
import type { InputError, Problem } from '@recoup/runtime/http/problem';
import { longestComment } from '../../../domain/comment-text.ts';
import type { MissingMapping } from '../../../domain/legal-entity/mapping.ts';
import type { Contribution } from '../../../domain/packet/packet.ts';
import type {
  ReceivableRefusal,
  RefusedReceivable,
  SubmissionIssue,
} from '../../../domain/packet/packet-refusal.ts';
import { type PacketStatusCode, workflowStateOf } from '../../../domain/packet/packet-status.ts';
import { longestName } from '../../../domain/packet-name/name-key.ts';
import type { FileRefusal } from '../../../ports/packet/document-vault.ts';
import type { Refusal } from '../../../ports/packet/packet-store.ts';
import { historyEntry } from '../../../reads/packet-history.ts';
import { insufficientSignIn, signInAgain } from './sign-in-again.ts';

export type Refused = Refusal | { readonly reason: 'file-refused'; readonly because: FileRefusal['reason'] };
type Answered = { readonly problem: Problem };
type Because<Reason extends Refused['reason']> = Extract<Refused, { readonly reason: Reason }>;

/** What each refusal is called (definition D4). A new refusal does not compile until it is here. */
const codes = {
  'no-such-packet': { status: 404, code: 'NOT_FOUND' },
  'stale-version': { status: 412, code: 'STALE_VERSION' },
  'name-taken': { status: 409, code: 'NAME_TAKEN' },
  'name-blank': { status: 400, code: 'INVALID_INPUT' },
  'name-too-long': { status: 400, code: 'INVALID_INPUT' },
  'name-unprintable': { status: 400, code: 'INVALID_INPUT' },
  'client-unknown': { status: 400, code: 'INVALID_INPUT' },
  'role-missing': { status: 403, code: 'ROLE_REQUIRED' },
  'own-packet': { status: 403, code: 'OWN_PACKET' },
  'signed-this-round': { status: 403, code: 'ALREADY_SIGNED' },
  'signed-this-packet': { status: 403, code: 'OWN_APPROVAL' },
  'out-of-turn': { status: 409, code: 'OUT_OF_TURN' },
  'wrong-state': { status: 409, code: 'WRONG_STATE' },
  'sign-in-too-old': insufficientSignIn,
  'once-submitted': { status: 409, code: 'ONCE_SUBMITTED' },
  'recovery-under-way': { status: 409, code: 'RECOVERY_UNDER_WAY' },
  'not-executed': { status: 409, code: 'NOT_EXECUTED' },
  'date-before-write-off': { status: 409, code: 'DATE_BEFORE_WRITE_OFF' },
  'may-not-comment': { status: 403, code: 'ROLE_REQUIRED' },
  'comment-missing': { status: 400, code: 'INVALID_INPUT' },
  'comment-too-long': { status: 400, code: 'INVALID_INPUT' },
  'too-many-uploads': { status: 429, code: 'TOO_MANY_UPLOADS' },
  'submission-incomplete': { status: 409, code: 'SUBMISSION_INCOMPLETE' },
  'file-refused': { status: 415, code: 'FILE_REFUSED' },
  unknown: { status: 404, code: 'NOT_FOUND' },
  'not-in-packet': { status: 404, code: 'NOT_IN_PACKET' },
  'other-client': { status: 409, code: 'MIXED_CLIENT' },
  'other-currency': { status: 409, code: 'MIXED_CURRENCY' },
  closed: { status: 409, code: 'RECEIVABLE_CLOSED' },
  'credit-balance': { status: 409, code: 'CREDIT_BALANCE' },
  'already-in-packet': { status: 409, code: 'ALREADY_IN_PACKET' },
  'held-by-another-packet': { status: 409, code: 'RECEIVABLE_HELD' },
} as const satisfies Readonly<
  Record<Exclude<Refused['reason'], 'receivable-refused'> | ReceivableRefusal, Refusing>
>;
type Coded = keyof typeof codes;

/** Why receivables may not join a packet, of those that are not in it yet. */
export const joining = [
  'unknown',
  'other-client',
  'other-currency',
  'closed',
  'credit-balance',
  'held-by-another-packet',
] as const;

/** What an endpoint says that it refuses. */
export const refusing = (...reasons: readonly Coded[]): readonly Refusing[] =>
  reasons.map((reason) => codes[reason]);

const coded = (reason: Coded, detail: string, more: Parameters<typeof problem>[3] = {}): Answered => {
  const { status, code } = codes[reason];
  return problem(status, code, detail, more);
};

/** What each refusal says, of a request whose body has its comment where `commentAt` points. */
const answers: {
  readonly [Reason in Refused['reason']]: (refusal: Because<Reason>, commentAt: string) => Answered;
} = {
  'no-such-packet': () => coded('no-such-packet', 'This packet does not exist or is outside your scope'),
  'stale-version': ({ seen, current, changes }) => staleVersion(seen, current, changes.map(historyEntry)),
  'name-taken': () => ofInput('name-taken', '/name', 'Packet name already exists'),
  'name-blank': () => ofInput('name-blank', '/name', 'must not be blank'),
  'name-too-long': () => ofInput('name-too-long', '/name', `must have at most ${longestName} characters`),
  'name-unprintable': () => ofInput('name-unprintable', '/name', 'must not contain invisible characters'),
  'client-unknown': () =>
    ofInput(
      'client-unknown',
      '/clientId',
      'must be the id of a client with receivables, unless receivableIds is given',
    ),
  'role-missing': ({ role }) =>
    coded('role-missing', `You need the role ${role} for every client, entity and department of this packet`),
  'own-packet': ({ as }) =>
    coded('own-packet', `You cannot decide this packet because you ${contributions[as]}`),
  'signed-this-round': () =>
    coded('signed-this-round', 'You have already signed in this round. Each level needs a different person.'),
  'signed-this-packet': () =>
    coded(
      'signed-this-packet',
      'You signed this write-off, so you cannot request its recovery. Somebody else must.',
    ),
  'out-of-turn': ({ awaiting: [due] }) =>
    coded('out-of-turn', `The packet is waiting for the role ${due} to sign first`),
  'wrong-state': ({ statusCd }) =>
    coded('wrong-state', `This cannot be done while the packet is ${stateInWords(statusCd)}`),
  'sign-in-too-old': ({ withinSeconds }) => signInAgain(withinSeconds),
  'once-submitted': () =>
    coded('once-submitted', 'A packet that was submitted cannot be deleted. Cancel it instead.'),
  'recovery-under-way': () =>
    coded('recovery-under-way', 'The recovery of this packet has already been requested'),
  'not-executed': () =>
    coded('not-executed', 'The packet is approved but the ledger has not executed it yet'),
  'date-before-write-off': ({ entities }) =>
    coded('date-before-write-off', 'The recovery would be dated before its write-off', {
      errors: entities.map(({ entity, date, writtenOffOn }) => ({
        pointer: `/eventDates/${entity}`,
        code: 'DATE_BEFORE_WRITE_OFF',
        message: `It is ${date} in ${entity}, and the write-off counts from ${writtenOffOn} on. Request the recovery from that day on.`,
        params: { entity, date, writtenOffOn },
      })),
    }),
  'may-not-comment': () =>
    coded(
      'may-not-comment',
      'Comments are written by Client Accounting, the roles that sign this packet, and its collectors. You can read them.',
    ),
  'comment-missing': (_, commentAt) => ofInput('comment-missing', commentAt, 'is required'),
  'comment-too-long': (_, commentAt) =>
    ofInput(
      'comment-too-long',
      commentAt,
      `must have at most ${longestComment.toLocaleString('en-US')} characters`,
    ),
  'too-many-uploads': ({ uploadsADay }) =>
    coded(
      'too-many-uploads',
      `You have reached the limit of ${uploadsADay} documents in 24 hours. Try again later.`,
      { headers: { 'retry-after': '3600' } },
    ),
  'receivable-refused': ({ receivables }) => ofReceivables(receivables),
  'submission-incomplete': ({ issues }) =>
    coded(
      'submission-incomplete',
      `The packet cannot be submitted yet. Resolve the ${issues.length === 1 ? 'problem' : `${issues.length} problems`} below.`,
      { errors: issues.map(issueError) },
    ),
  'file-refused': ({ because }) =>
    coded('file-refused', fileTexts[because], {
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

export const problemOf = <Reason extends Refused['reason']>(
  refusal: Because<Reason>,
  commentAt = '/comment',
): Answered => {
  const answer: (refusal: Because<Reason>, commentAt: string) => Answered = answers[refusal.reason as Reason];
  return answer(refusal, commentAt);
};

const ofInput = (reason: Coded, pointer: string, message: string): Answered => {
  const { status, code } = codes[reason];
  const detail = status === 400 ? inputDetail({ pointer, message }) : message;
  return problem(status, code, detail, { errors: [{ pointer, code, message }] });
};

const receivableTexts: Readonly<Record<ReceivableRefusal, string>> = {
  unknown: 'Receivable does not exist or is outside your scope',
  'not-in-packet': 'Receivable is not in this packet',
  'other-client': 'Receivable must belong to the same client',
  'other-currency': 'Receivable must be in the currency of the packet',
  closed: 'Receivable has no open balance',
  'credit-balance': 'Receivable has a credit balance',
  'already-in-packet': 'Receivable is already in this packet',
  'held-by-another-packet': 'Receivable is already in another packet',
};

const ofReceivables = (refusals: readonly RefusedReceivable[]): Answered => {
  const [first] = refusals;
  const because = first?.because ?? 'unknown';
  return coded(because, receivableTexts[because], {
    errors: refusals.map(({ receivableId, because, packetName }) => ({
      pointer: '/receivableIds',
      code: codes[because].code,
      message: receivableTexts[because],
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
      return receivableTexts[issue.issue];
    case 'closed':
      return 'Receivable no longer has an open balance. Remove it from the packet.';
    case 'credit-balance':
      return 'Receivable has a credit balance. Remove it from the packet.';
    case 'no-criterion':
      return 'Receivable has no eligibility criterion. Choose one.';
    case 'no-evidence':
      return `Receivable lacks the evidence that its criterion needs. Attach a ${issue.wanted.join(' or ')}.`;
    case 'unknown-entity':
      return `The legal entity ${issue.entity} is not known. Ask two administrators to add it with "recoup entities add".`;
    case 'rate-missing':
      return `No exchange rate from ${issue.currency} into ${issue.functionalCurrency}, in which ${issue.entity} keeps its books, is on file for today or the ${oldestRateDays} days before. Ask your operator to load one.`;
    case 'mapping-missing':
      return missingText(issue);
  }
};

const missingText = (
  issue: MissingMapping & { readonly entity: string; readonly invoiceNumber: string },
): string => {
  const names = mappedNames(issue);
  return [
    ...(names.length > 0
      ? [
          `The general ledger cannot take a write-off of ${issue.entity} yet: the mapping has no ${names.join(' and no ')}. Ask your operator to add it to the GL mapping.`,
        ]
      : []),
    ...(issue.invoice
      ? [
          `Write-offs of ${issue.entity} clear invoices in the general ledger, and no import has named the id of ${issue.invoiceNumber} there. Import a file whose column gl_reference holds it.`,
        ]
      : []),
  ].join(' ');
};

const mappedNames = ({ roles, currency, names }: MissingMapping): readonly string[] => [
  ...roles.map((role) => `account ${role}`),
  ...(currency === null ? [] : [`currency ${currency}`]),
  ...names.map(({ kind, name }) => `${kind.toLowerCase()} ${name}`),
];

const missingNames = (missing: MissingMapping): readonly string[] => [
  ...mappedNames(missing),
  ...(missing.invoice ? ['gl_reference'] : []),
];

/** The state that people know, with the code where that says more. */
const stateInWords = (statusCd: PacketStatusCode): string => {
  const state = workflowStateOf(statusCd);
  return state === statusCd ? state : `${state} (${statusCd})`;
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
    ...(issue.issue === 'no-fx-rate' || issue.issue === 'rate-missing' ? { currency: issue.currency } : {}),
    ...('entity' in issue ? { entity: issue.entity } : {}),
    ...(issue.issue === 'mapping-missing' ? { missing: missingNames(issue).join(', ') } : {}),
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
