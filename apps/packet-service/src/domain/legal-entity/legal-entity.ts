/** A legal entity of the ledger, as far as packets need it. */
export type LegalEntity = {
  readonly code: string;
  /** In which it keeps its books, ISO 4217. */
  readonly functionalCurrency: string;
  /** IANA name of the zone by whose days it decides. */
  readonly timeZone: string;
  /** What of it is mapped to ids of the general ledger; null while nothing is. */
  readonly glMapping: GlMapping | null;
};

export type GlMapping = {
  readonly accountRoles: readonly string[];
  readonly currencies: readonly string[];
  /** Whether write-offs clear invoices there, each of which must then be known by its id. */
  readonly clearsInvoices: boolean;
  /** Of which kinds of names only those that are mapped have an id there; of all others each has one, or needs none. */
  readonly listedNames?: readonly string[] | undefined;
};

/** A debtor, client or department as the general ledger's mapping names it. */
export type GlName = { readonly kind: 'CUSTOMER' | 'VENDOR' | 'DEPARTMENT'; readonly name: string };
