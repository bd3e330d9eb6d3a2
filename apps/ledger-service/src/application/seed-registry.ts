import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { BillingSource } from '../domain/books/billing-source.ts';
import type { LegalEntity } from '../domain/books/legal-entity.ts';
import { usualRules } from '../domain/books/posting-policy.ts';
import type { Decided, Registry } from '../ports/registry.ts';

/** What a ledger knows before anybody has decided anything. */
export type RegistrySeed = {
  readonly entities: readonly LegalEntity[];
  readonly sources: readonly BillingSource[];
};

const beforeEverything = '1900-01-01' as CalendarDate;
const byTheInstallation: Decided = {
  proposedBy: 'installation',
  approvedBy: 'operator of the installation',
  changeRequestId: null,
};

/** Registers the entities and sources with which an installation begins; those it has are left as they are. */
export const seedRegistry =
  (registry: Registry) =>
  async ({ entities, sources }: RegistrySeed): Promise<void> => {
    for (const entity of entities)
      await registry.addEntity(entity, usualRules, beforeEverything, byTheInstallation);
    for (const source of sources) await registry.addSource(source, byTheInstallation);
  };
