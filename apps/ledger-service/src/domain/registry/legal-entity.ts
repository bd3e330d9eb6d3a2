/** A legal entity in whose books something may be posted. */
export type LegalEntity = {
  readonly code: string;
  readonly name: string;
  /** ISO 4217; amounts in other currencies are valued in it. */
  readonly functionalCurrency: string;
  /** IANA name of the zone by whose days it decides, for example `Europe/London`. */
  readonly timeZone: string;
  /** Which days are business days there. */
  readonly calendar: string;
};

/** What of an entity is mapped to ids of the general ledger, so that it can be posted there. */
export type EntityMapping = {
  readonly version: string;
  readonly accountRoles: readonly string[];
  readonly currencies: readonly string[];
  /** Whether write-offs clear invoices there, each of which must then be known by its id. */
  readonly clearsInvoices: boolean;
  /** Of which names only those that the mapping lists have an id there. */
  readonly listedNames: readonly GlNameKind[];
};

/** What general ledgers know by ids of their own: our debtors, our clients and our departments. */
export type GlNameKind = 'CUSTOMER' | 'VENDOR' | 'DEPARTMENT';
