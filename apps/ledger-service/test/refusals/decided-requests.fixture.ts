import { contentHashOf, hashedText } from '@recoup/runtime/change-requests/content-hash';
import { eventOfRequest } from '@recoup/testkit/event-of-request';
import type { LedgerUnderTest } from '../ledger-under-test.ts';

/** Ids of two who decide together. */
export type TwoPeople = { readonly one: string; readonly two: string };

/** The first two people whom a ledger under test knows. */
export const twoPeople = async (ledger: LedgerUnderTest): Promise<TwoPeople> => {
  const people = await ledger.database.query<{ id: string }>(
    'select person_id as id from ledger.directory_person order by display_name',
  );
  const [one = '', two = ''] = people.map(({ id }) => id);
  return { one, two };
};

export type Payload = Readonly<Record<string, unknown>>;
export const text = (value: unknown): string => `'${JSON.stringify(value)}'::jsonb`;

const subjects: Readonly<Record<string, (payload: Payload) => string>> = {
  PERIOD: ({ entity, month }) => `${entity} ${month}`,
  POSTING_POLICY: ({ entity }) => `${entity}`,
  GL_MAPPING: () => 'general ledger',
  GL_DOCUMENT: ({ glDocumentId }) => `${glDocumentId}`,
};
const subjectOf = (kind: string, payload: Payload) => (subjects[kind] ?? (({ code }) => `${code}`))(payload);

/** A statement that proposes something now. */
export const proposalOf = (
  { one }: TwoPeople,
  id: string,
  kind: string,
  payload: Payload,
  subject = subjectOf(kind, payload),
): string => {
  const said = { kind, subject, payload, before: null, validFrom: null };
  return `insert into ledger.change_request (change_request_id, kind, subject, subject_key, payload, before, hashed_text, content_hash,
     beneficiaries, proposed_by, proposed_by_name, proposed_at, expires_at)
   values ('${id}', '${kind}', '${subject}', '${subject}', ${text(payload)}, 'null', '${hashedText(said)}', '${contentHashOf(said)}',
     '{}', '${one}', 'One', now(), now() + interval '1 day')`;
};

/** Statements by which two people decide something now. */
export const decidedBy = (
  people: TwoPeople,
  id: string,
  kind: string,
  payload: Payload,
): readonly string[] => [
  proposalOf(people, id, kind, payload),
  eventOfRequest('ledger', id, 'proposed'),
  `update ledger.change_request set state = 'APPROVED', decided_by = '${people.two}', decided_by_name = 'Two', decided_at = now(),
     decided_on = '2026-03-31' where change_request_id = '${id}'`,
  eventOfRequest('ledger', id, 'approved'),
];
