import type { MissingTerms } from '../domain/books/entity-terms.ts';

/** What keeps an entity from posting, as the end of a sentence about it. */
export const saysOfEntity: Readonly<Record<MissingTerms['reason'], string>> = {
  'entity-unknown': 'is no legal entity of this ledger',
  'period-unknown': 'has no open accounting period on or after the day of the decision',
  'policy-missing': 'has no posting policy that holds on the accounting date',
  'rate-missing': 'has no exchange rate into its functional currency that is at most a week old',
};
