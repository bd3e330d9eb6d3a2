import { type Candidate, defaultOwnerPolicy, type PersonId } from '../domain/case/owner-router.ts';
import type { KnownItem } from '../domain/case/rescore.ts';
import { anInvoice, aProfile, day, type InvoiceFacts } from '../domain/score/invoice.fixture.ts';
import type { AccountId, ReceivableId } from '../domain/score/invoice.ts';
import { memoryDueAccounts, memoryOwners, memoryRiskStore } from '../ports/memory-risk-store.fixture.ts';
import { rescoreItems } from './rescore-items.ts';

export const today = day('2026-04-23');
export const noon = new Date('2026-04-23T12:00:00Z');
export const anAccount = (name: string) => `account ${name}` as AccountId;

/** An open item of an account, not scored yet, due on the given day. */
export const anOpenItem = (
  name: string,
  account: AccountId,
  dueDate: string,
  facts: InvoiceFacts = {},
): KnownItem => ({
  invoice: anInvoice({
    receivableId: `receivable ${name}` as ReceivableId,
    accountId: account,
    dueDate: day(dueDate),
    ...facts,
  }),
  profile: aProfile(),
  accounting: { state: 'open' },
  known: null,
  riskCase: null,
  writeOffKnown: false,
});

export const aCaseOwner = (name: string): Candidate => ({
  personId: name as PersonId,
  name,
  role: 'CASE_OWNER',
  entity: null,
  department: null,
  clientId: null,
  validFrom: day('2026-01-01'),
  validUntil: null,
});

/** The risk side in memory, on 23 April 2026. */
export const scoringOf = (items: readonly KnownItem[], people = [aCaseOwner('kim')]) => {
  const memory = memoryRiskStore(items);
  const { owners, ofAccount } = memoryOwners(people);
  const { due, waiting } = memoryDueAccounts();
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `case ${ids}`;
  };
  const rescore = rescoreItems(
    memory.store,
    owners,
    defaultOwnerPolicy,
    () => today,
    () => noon,
    newId,
  );
  const bandOf = ({ invoice }: KnownItem) => memory.of(invoice.receivableId)?.known?.band;
  const caseOf = ({ invoice }: KnownItem) => memory.of(invoice.receivableId)?.riskCase;
  return { ...memory, due, waiting, ofAccount, rescore, bandOf, caseOf };
};
