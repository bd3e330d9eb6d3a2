import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Id } from '@recoup/domain/id';
import type { Band } from '../score/band.ts';
import type { Invoice } from '../score/invoice.ts';
import { covers, type RoleInScope } from './scope.ts';

export type PersonId = Id<'person'>;

/** Who answers for a risk record. A desk, the owner of last resort, has a name and a role and no person. */
export type Owner = { readonly personId: PersonId | null; readonly role: string; readonly name: string };

/** A person who may own cases, with the role and scope for which they may, and when. */
export type Candidate = RoleInScope & {
  readonly personId: PersonId;
  readonly name: string;
  readonly validFrom: CalendarDate;
  readonly validUntil: CalendarDate | null;
};

/** The first rule that fits gives the role; a condition left out fits every invoice. */
export type OwnerRule = {
  readonly role: string;
  readonly entity?: string;
  readonly department?: string;
  readonly clientId?: string;
  readonly bands?: readonly Band[];
  readonly amountMinorMin?: bigint;
};

export type OwnerPolicy = { readonly rules: readonly OwnerRule[]; readonly fallback: Owner };

/** Where cases go unless a rule says otherwise: to the account's case owner, then to the collections lead, then to the desk. */
export const defaultOwnerPolicy: OwnerPolicy = {
  rules: [{ role: 'CASE_OWNER' }, { role: 'COLLECTIONS_LEAD' }],
  fallback: { personId: null, role: 'COLLECTIONS_LEAD', name: 'Collections desk' },
};

export type Routable = Pick<Invoice, 'entity' | 'department' | 'clientId' | 'outstanding'>;

/**
 * Chooses the owner of an invoice's risk record: the account's present owner while they qualify under the first rule that
 * has anybody, else whoever of that rule owns least, else the desk. Total: there is always an owner (ruling 21).
 */
export const routeOwner = (
  invoice: Routable,
  band: Band,
  policy: OwnerPolicy,
  people: readonly Candidate[],
  present: { readonly accountOwner: PersonId | null; readonly load: ReadonlyMap<string, number> },
  asOf: CalendarDate,
): Owner => {
  for (const rule of policy.rules) {
    if (!fits(rule, invoice, band)) continue;
    const qualified = people.filter(
      (person) => person.role === rule.role && qualifies(person, invoice, asOf),
    );
    const chosen =
      qualified.find(({ personId }) => personId === present.accountOwner) ??
      leastLoaded(qualified, present.load);
    if (chosen) return { personId: chosen.personId, role: chosen.role, name: chosen.name };
  }
  return policy.fallback;
};

/** The owners of a batch of accounts: each new one counts towards the next choice and stays with its account. */
export type OwnerDesk = {
  readonly ownerOf: (invoice: Routable & { readonly accountId: string }, band: Band) => Owner;
  /** The given owner while they still qualify for the invoice, else another. */
  readonly keptOrNew: (
    present: Owner,
    invoice: Routable & { readonly accountId: string },
    band: Band,
  ) => Owner;
  /** Accounts that got an owner here. */
  readonly assigned: ReadonlyMap<string, Owner>;
};

export const ownerDesk = (
  policy: OwnerPolicy,
  people: readonly Candidate[],
  accountOwners: ReadonlyMap<string, PersonId>,
  accountsOf: ReadonlyMap<string, number>,
  asOf: CalendarDate,
): OwnerDesk => {
  const load = new Map(accountsOf);
  const assigned = new Map<string, Owner>();
  const ownerOf: OwnerDesk['ownerOf'] = (invoice, band) => {
    const { accountId } = invoice;
    const accountOwner = assigned.get(accountId)?.personId ?? accountOwners.get(accountId) ?? null;
    const owner = routeOwner(invoice, band, policy, people, { accountOwner, load }, asOf);
    if (owner.personId !== null && owner.personId !== accountOwner) {
      assigned.set(accountId, owner);
      load.set(owner.personId, (load.get(owner.personId) ?? 0) + 1);
    }
    return owner;
  };
  const roles = new Set(policy.rules.map(({ role }) => role));
  return {
    assigned,
    ownerOf,
    keptOrNew: (present, invoice, band) =>
      people.some(
        (person) =>
          person.personId === present.personId && roles.has(person.role) && qualifies(person, invoice, asOf),
      )
        ? present
        : ownerOf(invoice, band),
  };
};

const fits = (rule: OwnerRule, invoice: Routable, band: Band): boolean =>
  (rule.entity ?? invoice.entity) === invoice.entity &&
  (rule.department ?? invoice.department) === invoice.department &&
  (rule.clientId ?? invoice.clientId) === invoice.clientId &&
  (rule.bands?.includes(band) ?? true) &&
  invoice.outstanding.minor >= (rule.amountMinorMin ?? 0n);

const qualifies = (person: Candidate, invoice: Routable, asOf: CalendarDate): boolean =>
  covers(person, invoice) &&
  person.validFrom <= asOf &&
  (person.validUntil === null || asOf <= person.validUntil);

const leastLoaded = (
  people: readonly Candidate[],
  load: ReadonlyMap<string, number>,
): Candidate | undefined => {
  const loadOf = ({ personId }: Candidate): number => load.get(personId) ?? 0;
  return people.reduce<Candidate | undefined>(
    (least, person) =>
      least === undefined ||
      loadOf(person) < loadOf(least) ||
      (loadOf(person) === loadOf(least) && person.personId < least.personId)
        ? person
        : least,
    undefined,
  );
};
