import { type GlMapping, mapped } from '../../../domain/general-ledger/gl-mapping.ts';
import type { GlJournal, GlLine } from '../../../ports/general-ledger.ts';
import type { GlMissing } from '../../../ports/general-ledger-bodies.ts';

/** The ids under which the general ledger knows what a line is about. */
export type LineIds = { readonly account: string; readonly entity?: string; readonly department?: string };

/** Notes each name without an id once, so that all of them can be mended together. */
export const missingNames = () => {
  const noted = new Map<string, GlMissing>();
  return {
    idOf: (what: GlMissing['what'], name: string, id: string | undefined): string => {
      if (id === undefined) noted.set(`${what} ${name}`, { what, name });
      return id ?? '';
    },
    all: (): readonly GlMissing[] => [...noted.values()],
  };
};
export type MissingNames = ReturnType<typeof missingNames>;

export const headIds = (
  { entity, currency }: Pick<GlJournal, 'entity' | 'currency'>,
  mapping: GlMapping,
  { idOf }: MissingNames,
) => ({
  subsidiary: { id: idOf('subsidiary', entity, mapped(mapping.subsidiaries, entity)) },
  currency: { id: idOf('currency', currency, mapping.currencies[currency]) },
});

export const lineIds = (line: GlLine, mapping: GlMapping, { idOf }: MissingNames): LineIds => {
  const { account: role, side, department: name, customerNumber, clientNumber } = line;
  const department = name === '' ? undefined : mapped(mapping.departments, name);
  const entity =
    customerNumber !== null
      ? idOf('customer', customerNumber, mapped(mapping.customers, customerNumber))
      : clientNumber !== null && mapping.vendors
        ? idOf('vendor', clientNumber, mapped(mapping.vendors, clientNumber))
        : undefined;
  if (mapping.departmentRequired) idOf('department', name, department);
  return {
    account: idOf('account', [role, side, name].filter(Boolean).join(' '), accountOf(line, mapping)),
    ...(entity !== undefined && { entity }),
    ...(department !== undefined && { department }),
  };
};

export const accountOf = (
  line: Pick<GlLine, 'account' | 'side' | 'department'>,
  { accounts, accountExceptions }: GlMapping,
): string | undefined => {
  const named = ({ side, department }: GlMapping['accountExceptions'][number]) =>
    [side, department].filter((name) => name !== undefined).length;
  const [exception] = accountExceptions
    .filter(
      ({ role, side, department }) =>
        role === line.account &&
        (side ?? line.side) === line.side &&
        (department ?? line.department) === line.department,
    )
    .sort((one, other) => named(other) - named(one));
  return exception?.id ?? accounts[line.account];
};
