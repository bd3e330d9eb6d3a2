import type { LegalEntity } from './legal-entity.ts';

/** The entity of most receivables in tests: everything of it is mapped. */
export const anEntity: LegalEntity = {
  code: 'US01',
  functionalCurrency: 'USD',
  timeZone: 'America/New_York',
  glMapping: {
    accountRoles: ['AR', 'CPAY', 'TAXP', 'CLEXP'],
    currencies: ['USD', 'EUR', 'GBP', 'JPY', 'KWD'],
    clearsInvoices: false,
  },
};
