import type { EventOf } from '@recoup/contracts/envelope';
import type * as ledger from '@recoup/contracts/ledger.v1';
import { type Audience, holders, type Mail, mailAbout } from './mail.ts';
import { amountInWords } from './words.ts';

type Posted = EventOf<typeof ledger.LedgerGlPostedV1>['data'];
type Rejected = EventOf<typeof ledger.LedgerGlRejectedV1>['data'];
type Held = EventOf<typeof ledger.LedgerGlHeldV1>['data'];
type Unknown = EventOf<typeof ledger.LedgerGlUnknownV1>['data'];

/** `packetName` is what the packet's own events said, when they came before; the document's key stands in for it. */
export const glPosted = (data: Posted, packetName: string | undefined): readonly Mail[] => [
  postingMail(data, 'gl-posted', packetName, {
    subject: `Posted to the general ledger: ${data.documentId}`,
    extra: [['Document', data.documentId]],
    closing: 'You get this because you keep the general ledger of this entity.',
    to: [role('GL_ACCOUNTANT', data.entity)],
    label: `Open ${documentOf(data)}`,
  }),
];

export const glRejected = (data: Rejected, packetName: string | undefined): readonly Mail[] => [
  postingMail(data, 'gl-rejected', packetName, {
    subject: `Action needed: the general ledger refused the ${documentOf(data)} for ${packetName ?? data.externalId} (${
      data.errors[0]?.detail ?? 'no reason given'
    })`,
    extra: data.errors.slice(0, 10).map(({ code, detail }) => [code, detail] as const),
    closing: `The write-off stands in the ledger; its ${documentOf(data)} is missing from the general ledger until this is resolved.`,
    to: [role('GL_ACCOUNTANT', data.entity), role('CLIENT_ACCOUNTING', data.entity)],
    label: 'Resolve posting',
  }),
];

export const glHeld = (data: Held, packetName: string | undefined): readonly Mail[] => [
  postingMail(data, 'gl-held', packetName, {
    subject: `Action needed: the general ledger holds another document under the key of ${packetName ?? data.externalId}`,
    extra: [['Difference', data.reason]],
    closing:
      'Nothing is sent before two GL accountants decide: send it again, or say which document was entered by hand.',
    to: [role('GL_ACCOUNTANT', data.entity), role('CLIENT_ACCOUNTING', data.entity)],
    label: 'Resolve posting',
  }),
];

export const glUnknown = (data: Unknown, packetName: string | undefined): readonly Mail[] => [
  postingMail(data, 'gl-unknown', packetName, {
    subject: `Action needed: the general ledger has not confirmed the ${documentOf(data)} for ${packetName ?? data.externalId}`,
    extra: [['Reason', data.reason]],
    closing: `It is not known yet whether the ${documentOf(data)} arrived. It is looked up by its key and never sent twice.`,
    to: [role('GL_ACCOUNTANT', data.entity), role('CLIENT_ACCOUNTING', data.entity)],
    label: 'Resolve posting',
  }),
];

type MailParts = Pick<Mail, 'subject' | 'closing' | 'to'> & {
  readonly extra: Mail['facts'];
  readonly label: string;
};

/** What a later release of the ledger posts is called as that calls it. */
const kinds: ReadonlyMap<string, string> = new Map([
  ['WRITE_OFF', 'the write-off'],
  ['RECOVERY', 'the recovery'],
  ['CORRECTION', 'the correction'],
]);

/** What the document is, as accountants call it. */
const documents: ReadonlyMap<string, string> = new Map([
  ['JOURNAL', 'journal'],
  ['APPLICATION', 'application'],
  ['CREDIT_MEMO', 'credit memo'],
]);
const documentOf = ({ step }: Pick<Posted, 'step'>): string => documents.get(step) ?? 'document';

const postingMail = (
  data: Posted | Rejected | Held | Unknown,
  template: string,
  packetName: string | undefined,
  { extra, label, ...parts }: MailParts,
): Mail =>
  mailAbout({ kind: 'packet', id: data.packetId }, template, {
    ...parts,
    facts: [
      ...(packetName === undefined ? [] : [['Packet', packetName] as const]),
      [capitalised(`${documentOf(data)} of`), kinds.get(data.kind) ?? data.kind],
      ['Entity', data.entity],
      ...(data.step === 'APPLICATION' ? [] : [['Total', amountInWords(data.total)] as const]),
      ['Key', data.externalId],
      ...extra,
    ],
    button: { label },
  });

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const role = (name: string, entity: string): Audience =>
  holders(name, { entities: [entity], departments: [], clientId: null });
