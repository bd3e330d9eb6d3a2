import { partyOf } from '../records/parties.ts';
import type { JournalBody, JournalLineBody } from './journal-body.ts';
import type { PostedJournal } from './journal-book.ts';
import type { GlBooks } from './validation.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const postingPeriod = (tranDate: string) => {
  const [year = 0, month = 1] = tranDate.split('-').map(Number);
  return { id: String(year * 12 + month), refName: `${months[month - 1]} ${year}` };
};

/** References come back as ids, also where they were sent as external ids. */
const lineOf = (line: JournalLineBody, at: number, { accounts, parties }: GlBooks) => {
  const party = line.entity && partyOf(parties, line.entity.id);
  return {
    ...line,
    line: at + 1,
    account: { id: line.account.id, refName: accounts.get(line.account.id)?.name },
    ...(party && { entity: { id: party.id, refName: party.name } }),
  };
};

const approvalOf = ({ approved, rejected }: PostedJournal) => {
  if (rejected) return { id: '3', refName: 'Rejected' };
  return approved ? { id: '2', refName: 'Approved' } : { id: '1', refName: 'Pending Approval' };
};

const customFields = (body: JournalBody) =>
  Object.fromEntries(Object.entries(body).filter(([name]) => name.startsWith('custbody_')));

/** A journal as the record API answers it; without `expand` its lines are only a link. `collection` is the record's own URL. */
export const journalRecord = (
  journal: PostedJournal,
  expand: boolean,
  books: GlBooks,
  collection: string,
) => {
  const { id, tranId, tranDate, approved, createdAt, body } = journal;
  const currencyId = body.currency?.id ?? '1';
  const self = `${collection}/${id}`;
  return {
    links: [{ rel: 'self', href: self }],
    ...customFields(body),
    id,
    externalId: body.externalId,
    tranId,
    tranDate,
    postingPeriod: postingPeriod(tranDate),
    subsidiary: {
      id: body.subsidiary.id,
      refName: books.subsidiaries.find((subsidiary) => subsidiary.id === body.subsidiary.id)?.name,
    },
    currency: {
      id: currencyId,
      refName: books.currencies.find((currency) => currency.id === currencyId)?.code,
    },
    exchangeRate: body.exchangeRate ?? 1,
    memo: body.memo,
    approved,
    approvalStatus: approvalOf(journal),
    createdDate: createdAt,
    lastModifiedDate: createdAt,
    line: expand
      ? {
          links: [{ rel: 'self', href: `${self}/line` }],
          items: body.line.items.map((line, at) => lineOf(line, at, books)),
          totalResults: body.line.items.length,
        }
      : { links: [{ rel: 'self', href: `${self}/line` }] },
  };
};
