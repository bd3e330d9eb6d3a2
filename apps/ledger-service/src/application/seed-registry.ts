import type { CalendarDate } from '@recoup/domain/calendar-date';
import { usualRules } from '../domain/books/posting-policy.ts';
import type { GlMapping } from '../domain/general-ledger/gl-mapping.ts';
import type { BillingSource } from '../domain/registry/billing-source.ts';
import type { LegalEntity } from '../domain/registry/legal-entity.ts';
import type { GlMappings } from '../ports/gl-mappings.ts';
import type { Decided, Registry } from '../ports/registry.ts';

/** What a ledger knows before anybody has decided anything. */
export type RegistrySeed = {
  readonly entities: readonly LegalEntity[];
  readonly sources: readonly BillingSource[];
  /** Of a general ledger that has ids of its own for what we name. */
  readonly glMapping?: GlMapping | undefined;
};

const beforeEverything = '1900-01-01' as CalendarDate;
const byTheInstallation: Decided = {
  proposedBy: 'installation',
  approvedBy: 'operator of the installation',
  changeRequestId: null,
};

/** Registers that with which an installation begins; what it has already is left as it is. */
export const seedRegistry =
  (registry: Registry, mappings: GlMappings) =>
  async ({ entities, sources, glMapping }: RegistrySeed): Promise<void> => {
    if (glMapping && !(await mappings.current())) await mappings.add(glMapping, byTheInstallation);
    for (const entity of entities)
      await registry.addEntity(entity, usualRules, beforeEverything, byTheInstallation);
    for (const source of sources) await registry.addSource(source, byTheInstallation);
  };
