import { type AccountRole, type PostedRole, postedRoles } from '../domain/books/account-role.ts';

/** The role of an account as journals know it; another one in the books is a fault. */
export const roleOf = (code: string): AccountRole => (code === 'FX' ? code : postedRoleOf(code));

/** The same for what goes to the general ledger. */
export const postedRoleOf = (code: string): PostedRole => {
  const role = postedRoles.find((known) => known === code);
  if (!role) throw new Error(`the books hold an unknown account: ${code}`);
  return role;
};
