import { postingPeriod } from '../../journals/journal-record.ts';
import type { NetsuiteSimulator } from '../../netsuite-simulator.ts';
import { partyOf } from '../parties.ts';
import type { AppliedBody, AppliedLine } from './applied-body.ts';
import type { AppliedRecord } from './applied-book.ts';
import { invoiceOf } from './open-amounts.ts';

/** A payment or memo as the record API answers it: references come back as ids; without `expand` its lists are only links. */
export const shownRecord = (
  simulator: NetsuiteSimulator,
  { id, tranId, tranDate, createdAt, body }: AppliedRecord,
  expand: boolean,
  collection: string,
) => {
  const { apply, credit, item, customer, entity, ...head } = body;
  const self = `${collection}/${id}`;
  const list = <Line>(name: string, lines: readonly Line[] | undefined) =>
    lines && {
      [name]: { links: [{ rel: 'self', href: `${self}/${name}` }], ...(expand && { items: lines }) },
    };
  return {
    links: [{ rel: 'self', href: self }],
    ...head,
    ...{ id, tranId, tranDate, postingPeriod: postingPeriod(tranDate), createdDate: createdAt },
    subsidiary: head.subsidiary ?? { id: '1' },
    ...(customer && { customer: person(simulator, customer) }),
    ...(entity && { entity: person(simulator, entity) }),
    ...list(
      'apply',
      apply.items.map((line) => ofInvoice(simulator, line)),
    ),
    ...list(
      'credit',
      credit?.items.map((line) => ofJournal(simulator, line)),
    ),
    ...list('item', item?.items),
  };
};

type Reference = NonNullable<AppliedBody['customer']>;

const person = ({ parties }: NetsuiteSimulator, { id }: Reference) => {
  const party = partyOf(parties, id);
  return party ? { id: party.id, refName: party.name } : { id };
};

const ofInvoice = (simulator: NetsuiteSimulator, line: AppliedLine): AppliedLine => ({
  ...line,
  doc: { id: invoiceOf(simulator, line.doc.id)?.id ?? line.doc.id },
});

const ofJournal = ({ journals }: NetsuiteSimulator, line: AppliedLine): AppliedLine => ({
  ...line,
  doc: { id: journals.byExternalId(line.doc.id.replace(/^eid:/, ''))?.id ?? line.doc.id },
});
