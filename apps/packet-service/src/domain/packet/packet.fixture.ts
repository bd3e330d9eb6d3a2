import { createHash } from 'node:crypto';
import type { CalendarDate } from '@recoup/domain/calendar-date';
import { zero } from '@recoup/domain/money';
import type { Result } from '@recoup/domain/result';
import { noSides } from '@recoup/domain/sides';
import { approvePacket } from '../approval/approve-packet.ts';
import { rejectPacket } from '../approval/reject-packet.ts';
import { exampleRules } from '../approval-policy/approval-policy.fixture.ts';
import type { DocumentKind } from '../eligibility/eligibility.ts';
import { attachEvidence } from '../evidence/attach-evidence.ts';
import { anEntity } from '../legal-entity/legal-entity.fixture.ts';
import { nameKey } from '../packet-name/name-key.ts';
import type { SignIn, SigningContext } from '../people/act-context.ts';
import { aPerson, noon, on } from '../people/person.fixture.ts';
import type { Person } from '../people/person.ts';
import { amount, usd } from '../receivable/money.fixture.ts';
import { commissionOf, type Receivable, type ReceivableId, scopeKeysOf } from '../receivable/receivable.ts';
import { type SubmissionRules, submitDraft } from '../submission/submit-packet.ts';
import { recordExecution, recordRefusedExecution } from '../write-off/execution.ts';
import { recordRecovery, recordRefusedRecovery, requestRecovery } from '../write-off/recovery.ts';
import { addLines, type Candidate } from './add-lines.ts';
import { removeLines, setLines } from './edit-lines.ts';
import { editHeader } from './edit-packet.ts';
import { cancelDraft, deleteDraft } from './end-packet.ts';
import type { Sha256 } from './frozen-line.ts';
import type {
  ApprovedPacket,
  CompletePacket,
  DraftPacket,
  ExecutionReport,
  PacketId,
  WaitingPacket,
} from './packet.ts';
import { isWaiting, type Packet } from './packet.ts';
import type { DocumentId, PacketContent, PacketDocument, PacketLine } from './packet-content.ts';
import type { Change, PacketEvent } from './packet-event.ts';
import type { PacketRefusal } from './packet-refusal.ts';
import { startDraft } from './start-draft.ts';
import type { RecentSubmission } from './submission-record.ts';

export const clara = aPerson('clara', 'CLIENT_ACCOUNTING');
export const cora = aPerson('cora', 'CLIENT_ACCOUNTING');
export const anna = aPerson('anna', 'AGENT');
export const dana = aPerson('dana', 'DEPT_HEAD');
export const vera = aPerson('vera', 'VP_CLIENT_ACCOUNTING');
export const carl = aPerson('carl', 'CFO');
export const mia = aPerson('mia', 'MD');

/** A sign-in with a password and a key, one minute ago. */
export const aSignIn: SignIn = {
  authenticatedAt: new Date(noon.getTime() - 60_000),
  ageSeconds: 60,
  strength: 'urn:example:strong pwd hwk',
};

export const acting = (person: Person, at: Date = noon): SigningContext => ({
  person,
  at,
  today: on('2026-03-02'),
  dateIn: () => on('2026-03-02'),
  signIn: aSignIn,
  signInWithinSeconds: 900,
});

const clientXyz = { id: 'client-xyz', number: 'C-1', name: 'XYZ Corp' };
export const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** A receivable of XYZ Corp, 120 days old, with this open revenue in USD and nothing else. */
export const aReceivable = (
  id: string,
  revenue = '1000.00',
  given: Partial<Receivable> = {},
): Receivable => ({
  id: id as ReceivableId,
  entity: 'US01',
  department: 'MUSIC',
  deal: 'DEAL-1',
  client: clientXyz,
  debtor: { id: 'account-1', number: 'B-1', name: 'Debtor One' },
  invoiceNumber: `INV-${id}`,
  invoiceDate: on('2025-11-02'),
  dueDate: on('2025-11-02'),
  currency: usd,
  glReference: null,
  open: { revenue: amount(revenue, given.currency ?? usd).minor, payable: 0n, tax: 0n, fee: 0n },
  ...given,
});

export const aCandidate = (receivable: Receivable, heldBy: Candidate['heldBy'] = null): Candidate => ({
  receivable,
  heldBy,
});

export const aLine = (receivable: Receivable, given: Partial<PacketLine> = {}): PacketLine => ({
  receivable,
  criterion: 'AGED',
  usePacketDocument: true,
  ...given,
});

export const aDocument = (
  kind: DocumentKind = 'COLLECTION_LOG',
  given: Partial<PacketDocument> = {},
): PacketDocument => ({
  id: `document-${kind}` as DocumentId,
  receivableId: null,
  kind,
  sha256: sha256(kind),
  fileName: 'evidence.pdf',
  mediaType: 'application/pdf',
  sizeBytes: 1_000,
  uploadedBy: { id: clara.id, name: clara.displayName },
  uploadedAt: noon,
  ...given,
});

/** Aged receivables with a collection log for the whole packet: everything a submission needs. */
export const aContent = (...receivables: readonly Receivable[]): PacketContent => ({
  lines: receivables.map((receivable) => aLine(receivable)),
  documents: [aDocument()],
});

/** A draft by Clara that holds this content. */
export const aDraft = (content: PacketContent, given: Partial<DraftPacket> = {}): DraftPacket => ({
  id: 'packet-1' as PacketId,
  version: 4,
  statusCd: 'DRAFT',
  name: { text: 'XYZ-2025-Q1', key: nameKey('XYZ-2025-Q1') },
  client: clientXyz,
  currency: content.lines[0]?.receivable.currency ?? usd,
  defaultCriterion: null,
  createdBy: { id: clara.id, name: clara.displayName },
  createdAt: noon,
  contributors: [{ personId: clara.id, as: 'INITIATOR' }],
  scopeKeys: scopeKeysOf(
    clientXyz.id,
    content.lines.map(({ receivable }) => receivable),
  ),
  receivableCount: content.lines.length,
  totalCommission: content.lines
    .map(({ receivable }) => commissionOf(receivable))
    .reduce((total, { minor, currency }) => ({ minor: total.minor + minor, currency }), zero(usd)),
  round: 0,
  lastRejection: null,
  submission: null,
  ...given,
});

export const theRules = (given: Partial<SubmissionRules> = {}): SubmissionRules => ({
  entityOf: (code) => ({ ...anEntity, code }),
  isMapped: () => true,
  hasRateInto: () => true,
  policyOf: (entity) => ({ entity, version: 1, ...exampleRules }),
  rate: { from: usd, to: usd, day: on('2026-03-02'), rate: 1n, scale: 0 },
  recent: [],
  signerOf: (id) => [anna, dana, vera, carl, mia].find((person) => person.id === id),
  sha256,
  ...given,
});

/** A packet by Clara with this open revenue, submitted, awaiting the Agent first. */
export const aPacketInApproval = (
  given: {
    readonly commission?: string;
    readonly content?: PacketContent;
    readonly rules?: SubmissionRules;
  } = {},
): WaitingPacket => {
  const content = given.content ?? aContent(aReceivable('r1', given.commission ?? '1000.00'));
  return changeOf(submitDraft(aDraft(content), content, given.rules ?? theRules(), acting(clara))).packet;
};

/** The packet after these people have signed in turn. */
export const signedBy = (packet: Packet, ...people: readonly Person[]): Packet =>
  people.reduce<Packet>((before, person) => {
    const signed = approvePacket(before, null, acting(person));
    if (!signed.ok) throw new Error(`${person.displayName}: ${JSON.stringify(signed.refusal)}`);
    return signed.value.packet;
  }, packet);

/** A small packet that Agent, Department Head and VP have signed; the ledger has not executed it yet. */
export const anApprovedPacket = (): ApprovedPacket => {
  const packet = signedBy(aPacketInApproval(), anna, dana, vera);
  if (isWaiting(packet) || packet.statusCd !== 'APPROVED') throw new Error('not approved');
  return packet;
};

/** The same packet once its cash receipt is linked. */
export const aCompletePacket = (): CompletePacket =>
  changeOf(recordExecution(anApprovedPacket(), anExecution(), noon)).packet;

/** What an accepted decision changed; a refusal fails the test. */
export const changeOf = <Done extends Change>(decision: Result<Done, PacketRefusal>): Done => {
  if (!decision.ok) throw new Error(JSON.stringify(decision.refusal));
  return decision.value;
};

const paid = { kind: 'RECOVERY', reason: 'paid after all' } as const;

/** The ledger's report that it executed all that was approved of one receivable with this open revenue, or what the test says. */
export const anExecution = (given: Partial<ExecutionReport> = {}): ExecutionReport => ({
  cashReceiptId: 'receipt-1',
  executedAt: noon,
  writtenOffOn: [],
  executed: {
    totals: { ...noSides, revenue: 100_000n },
    receivableCount: 1,
    loweredCount: 0,
    droppedCount: 0,
  },
  lines: [],
  lowered: [],
  dropped: [],
  ...given,
});

/** Another packet of the client that was submitted lately, with this commission in the base currency. */
export const aRecentSubmission = (
  commission: string,
  given: { readonly on?: CalendarDate; readonly whole?: string } = {},
): RecentSubmission => ({
  packetId: 'packet-0' as PacketId,
  attempt: 1,
  on: given.on ?? on('2026-03-01'),
  totals: { COMMISSION: amount(commission), WHOLE_AMOUNT: amount(given.whole ?? commission) },
});

/** One event of each kind, each as its decision makes it. */
export const oneOfEach = (): readonly PacketEvent[] => {
  const content = aContent(aReceivable('r1'));
  const [r1, r2] = [aReceivable('r1'), aReceivable('r2')];
  const draft = aDraft(content);
  const asked = {
    id: draft.id,
    name: draft.name,
    client: null,
    currency: usd,
    defaultCriterion: null,
    criterion: null,
    usePacketDocument: false,
    candidates: [aCandidate(r1)],
  };
  const rejected = changeOf(rejectPacket(aPacketInApproval(), 'no log of 2025', acting(anna)));
  const requested = changeOf(requestRecovery(aCompletePacket(), paid, acting(cora)));
  const signed = changeOf(approvePacket(signedBy(aPacketInApproval(), anna, dana), 'fine', acting(vera)));
  const refusal = { code: 'CURRENCY_CHANGED', why: 'closed' };
  const changes: Readonly<Record<PacketEvent['type'], Change>> = {
    'packet-created': changeOf(startDraft(asked, acting(clara))),
    'receivables-added': changeOf(addLines(draft, content, [aCandidate(r2)], asked, acting(cora))),
    'receivables-removed': changeOf(removeLines(draft, content, [r1.id], acting(cora))),
    'lines-edited': changeOf(setLines(draft, content, [r1.id], { criterion: 'BANKRUPTCY' }, acting(cora))),
    'header-edited': changeOf(editHeader(draft, { name: { text: 'Other', key: 'other' } }, acting(cora))),
    'document-attached': changeOf(attachEvidence(draft, content, aDocument(), acting(cora))),
    'packet-submitted': changeOf(submitDraft(draft, content, theRules(), acting(clara))),
    'packet-rejected': rejected,
    'packet-resubmitted': changeOf(submitDraft(rejected.packet, content, theRules(), acting(clara))),
    'packet-stage-approved': signed,
    'packet-approved': signed,
    'packet-cancelled': changeOf(cancelDraft(draft, 'a duplicate', acting(clara))),
    'packet-deleted': changeOf(deleteDraft(draft, acting(clara))),
    'packet-completed': changeOf(recordExecution(anApprovedPacket(), anExecution(), noon)),
    'packet-execution-refused': changeOf(recordRefusedExecution(anApprovedPacket(), refusal, noon)),
    'packet-recovery-requested': requested,
    'packet-recovery-refused': changeOf(recordRefusedRecovery(requested.packet, refusal, noon)),
    'packet-recovered': changeOf(recordRecovery(requested.packet, noon, noon)),
  };
  return Object.entries(changes).map(([type, { events }]) => {
    const event = events.find((one) => one.type === type);
    if (!event) throw new Error(`no ${type} in the change that stands for it`);
    return event;
  });
};
