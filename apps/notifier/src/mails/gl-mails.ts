import type { EventOf } from '@recoup/contracts/envelope';
import type * as ledger from '@recoup/contracts/ledger.v1';
import type { Audience, Letter } from './mail.ts';
import { amountInWords } from './words.ts';

type Posted = EventOf<typeof ledger.LedgerGlPostedV1>['data'];
type Rejected = EventOf<typeof ledger.LedgerGlRejectedV1>['data'];
type Unknown = EventOf<typeof ledger.LedgerGlUnknownV1>['data'];

/** `packetName` is what the packet's own events said, when they came before; the document's key stands in for it. */
export const glPosted = (data: Posted, packetName: string | undefined): readonly Letter[] => [
  told(data, 'gl-posted', packetName, {
    subject: `Posted to NetSuite: ${data.documentId}`,
    extra: [['Document', data.documentId]],
    closing: 'You get this because you keep the general ledger of this entity.',
    to: [role('GL_ACCOUNTANT', data.entity)],
    label: 'Open journal',
  }),
];

export const glRejected = (data: Rejected, packetName: string | undefined): readonly Letter[] => [
  told(data, 'gl-rejected', packetName, {
    subject: `Action needed: NetSuite refused the journal for ${packetName ?? data.externalId} (${
      data.errors[0]?.detail ?? 'no reason given'
    })`,
    extra: data.errors.slice(0, 10).map(({ code, detail }) => [code, detail] as const),
    closing:
      'The write-off stands in the ledger; its journal does not stand in NetSuite until this is resolved.',
    to: [role('GL_ACCOUNTANT', data.entity), role('CLIENT_ACCOUNTING', data.entity)],
    label: 'Resolve posting',
  }),
];

export const glUnknown = (data: Unknown, packetName: string | undefined): readonly Letter[] => [
  told(data, 'gl-unknown', packetName, {
    subject: `Action needed: NetSuite has not confirmed the journal for ${packetName ?? data.externalId}`,
    extra: [['Reason', data.reason]],
    closing: 'Nobody knows yet whether it arrived. A look-up by its key decides; it is not sent twice.',
    to: [role('GL_ACCOUNTANT', data.entity), role('CLIENT_ACCOUNTING', data.entity)],
    label: 'Resolve posting',
  }),
];

type Telling = Pick<Letter, 'subject' | 'closing' | 'to'> & {
  readonly extra: Letter['facts'];
  readonly label: string;
};

const told = (
  data: Posted | Rejected | Unknown,
  template: string,
  packetName: string | undefined,
  telling: Telling,
): Letter => ({
  template,
  to: telling.to,
  subject: telling.subject,
  opening: `${telling.subject}.`,
  facts: [
    ...(packetName === undefined ? [] : [['Packet', packetName] as const]),
    ['Journal of', data.kind === 'WRITE_OFF' ? 'the write-off' : 'the recovery'],
    ['Entity', data.entity],
    ['Total', amountInWords(data.total)],
    ['Key', data.externalId],
    ...telling.extra,
  ],
  closing: telling.closing,
  button: { label: telling.label, path: `/packets/${data.packetId}`, act: null },
  about: { kind: 'packet', id: data.packetId },
});

const role = (name: string, entity: string): Audience => ({
  kind: 'role',
  role: name,
  within: { entities: [entity], departments: [], clientId: null },
});
