import type { EntityTerms } from '../../../domain/books/entity-terms.ts';

/** How an entity took part in a posting, as the log tells it. */
export const loggedTerms = ({ entity, eventDate, accountingDate, policy }: EntityTerms) => ({
  ...{ entity, eventDate, accountingDate },
  policyVersion: policy.version,
});
