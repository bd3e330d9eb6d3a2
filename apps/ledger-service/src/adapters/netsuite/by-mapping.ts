import { entityMapping } from '../../domain/general-ledger/entity-mapping.ts';
import { type GlMapping, mapped } from '../../domain/general-ledger/gl-mapping.ts';
import { inKey } from '../../domain/general-ledger/posting-key.ts';
import type { GlMapped } from '../../ports/general-ledger-bodies.ts';
import type { GlMappingVersion } from '../../ports/gl-mappings.ts';
import { bodiesBy } from './bodies/journal-body.ts';

const nothing: GlMapping = {
  subsidiaries: {},
  currencies: {},
  accounts: {},
  accountExceptions: [],
  customers: {},
  departments: {},
  departmentRequired: false,
  strategy: 'JOURNAL',
  items: {},
};

/** What NetSuite takes by a version of the mapping; while there is none, every name of ours is missing. */
export const byMapping = (decided: GlMappingVersion | undefined): GlMapped => {
  const { version, content } = decided ?? { version: null, content: nothing };
  return {
    version,
    // A key needs something in place of a subsidiary that is not mapped yet; the document itself waits until it is.
    subsidiaryOf: (entity) => mapped(content.subsidiaries, entity) ?? inKey(entity),
    mappedFor: (entity) => entityMapping(String(version), content, entity),
    ...bodiesBy(content),
  };
};
