import { convert } from '@recoup/domain/fx-rate';
import { storedMoney } from '@recoup/domain/money';
import type { EntityTerms } from './entity-terms.ts';

/** Minor units of a currency in those of the entity's functional currency; without a rate the two are one currency. */
export const functionalMinor = (minor: bigint, currency: string, rate: EntityTerms['rate']): bigint =>
  rate === null ? minor : convert(storedMoney(minor, currency), rate).minor;
