import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { AccountingPeriod } from '../domain/books/accounting-period.ts';
import type { DecidedPolicy, PostingRules } from '../domain/books/posting-policy.ts';
import type { BillingSource } from '../domain/registry/billing-source.ts';
import type { LegalEntity } from '../domain/registry/legal-entity.ts';

/** Who decided that something enters the registry. */
export type Decided = {
  readonly proposedBy: string;
  readonly approvedBy: string;
  /** Null for what an installation begins with. */
  readonly changeRequestId: string | null;
};

/** The legal entities and billing sources that the ledger knows, with the months in which entities may post. */
export type Registry = {
  readonly entities: () => Promise<readonly LegalEntity[]>;
  /** Makes an entity with its first posting policy, and tells the others; one that is there stays as it is. */
  readonly addEntity: (
    entity: LegalEntity,
    rules: PostingRules,
    validFrom: CalendarDate,
    decided: Decided,
  ) => Promise<void>;
  /** Tells the others of each entity that stands otherwise than they were told last, or whose mapping does. */
  readonly publishEntities: () => Promise<void>;
  /** The source that a code means, as it is registered, however the code is written; undefined where it is none. */
  readonly sourceMeant: (written: string) => Promise<string | undefined>;
  readonly addSource: (source: BillingSource, decided: Decided) => Promise<void>;
  /** Opens months of an entity that nobody opened or closed before. */
  readonly openMonths: (entity: string, months: readonly string[]) => Promise<void>;
  /** The posting policies of an entity in the order in which they were decided; none of an entity that is none. */
  readonly policies: (entity: string) => Promise<readonly DecidedPolicy[]>;
  readonly addPolicy: (
    entity: string,
    rules: PostingRules,
    validFrom: CalendarDate,
    decided: Decided,
  ) => Promise<void>;
  /** The state of a month, which nobody else changes until the transaction ends; undefined where nobody opened it. */
  readonly lockMonth: (entity: string, month: string) => Promise<AccountingPeriod['state'] | undefined>;
  readonly setMonth: (
    entity: string,
    month: string,
    state: AccountingPeriod['state'],
    decided: Decided,
  ) => Promise<void>;
};
