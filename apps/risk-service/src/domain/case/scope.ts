import type { Invoice } from '../score/invoice.ts';

/** What somebody answers for; `null` covers everything. */
export type Scope = {
  readonly entity: string | null;
  readonly department: string | null;
  readonly clientId: string | null;
};

/** A role that somebody holds today, and for what. */
export type RoleInScope = Scope & { readonly role: string };

export const covers = (scope: Scope, invoice: Pick<Invoice, 'entity' | 'department' | 'clientId'>): boolean =>
  (scope.entity ?? invoice.entity) === invoice.entity &&
  (scope.department ?? invoice.department) === invoice.department &&
  (scope.clientId ?? invoice.clientId) === invoice.clientId;
