import { toCurrency } from '@recoup/domain/currency';
import { type Side, sides } from '@recoup/domain/sides';
import { bears, type PostedRole, postedRoles } from '../books/account-role.ts';
import type { EntityMapping, GlNameKind } from '../registry/legal-entity.ts';
import { clearsInvoices, type GlMapping, mapped } from './gl-mapping.ts';

/** What a version of the mapping maps of an entity for each line that it may have; null without a subsidiary. */
export const entityMapping = (version: string, mapping: GlMapping, entity: string): EntityMapping | null => {
  if (mapped(mapping.subsidiaries, entity) === undefined) return null;
  const ofAnyDepartment = mapping.accountExceptions.filter(({ department }) => !department);
  const hasItem = (role: PostedRole): boolean =>
    mapping.strategy !== 'CREDIT_MEMO' || role === 'AR' || mapping.items[role] !== undefined;
  const hasAccount = (role: PostedRole): boolean =>
    mapping.accounts[role] !== undefined ||
    sidesOf(role).every((side) =>
      ofAnyDepartment.some((exception) => exception.role === role && (exception.side ?? side) === side),
    );
  return {
    version,
    accountRoles: postedRoles.filter((role) => hasAccount(role) && hasItem(role)),
    currencies: Object.keys(mapping.currencies).filter((code) => toCurrency(code) !== undefined),
    clearsInvoices: clearsInvoices(mapping),
    listedNames: listedNames(mapping),
  };
};

/** A list with the row `*` has every name; a line may go without a vendor or a department where the mapping says so. */
const listedNames = ({
  customers,
  vendors,
  departments,
  departmentRequired,
}: GlMapping): readonly GlNameKind[] => {
  const lists = {
    CUSTOMER: customers,
    VENDOR: vendors,
    DEPARTMENT: departmentRequired ? departments : undefined,
  };
  return (['CUSTOMER', 'VENDOR', 'DEPARTMENT'] as const).filter((kind) => {
    const list = lists[kind];
    return list !== undefined && !Object.hasOwn(list, '*');
  });
};

const sidesOf = (role: PostedRole): readonly Side[] =>
  role === 'AR' ? sides : sides.filter((side) => bears[side] === role);
