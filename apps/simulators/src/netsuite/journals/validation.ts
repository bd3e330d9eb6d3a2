import type { GlAccount, GlCurrency, GlItem, GlSubsidiary } from '../chart.ts';
import { type GlErrorDetail, invalidField } from '../error-envelope.ts';
import { type Party, partyOf } from '../records/parties.ts';
import type { JournalBody, JournalLineBody } from './journal-body.ts';

/** What a journal is checked against. */
export type GlBooks = {
  readonly accounts: ReadonlyMap<string, GlAccount>;
  readonly currencies: readonly GlCurrency[];
  readonly subsidiaries: readonly GlSubsidiary[];
  readonly items: readonly GlItem[];
  /** Closed months, `2026-01`. */
  readonly closedPeriods: ReadonlySet<string>;
  readonly parties: ReadonlyMap<string, Party>;
};

export const userError = (detail: string, path?: string): GlErrorDetail => ({
  detail: `Error while accessing resource: ${detail}`,
  code: 'USER_ERROR',
  ...(path !== undefined && { path }),
});

const accountErrors = (
  { account: { id }, entity }: JournalLineBody,
  subsidiary: string,
  { accounts, parties }: GlBooks,
  path: string,
): readonly GlErrorDetail[] => {
  const account = accounts.get(id);
  if (!account) return [invalidField('account', id, `${path}.account`)];
  const reference = { code: 'INVALID_KEY_OR_REF', path: `${path}.account` };
  if (account.inactive)
    return [
      {
        ...reference,
        detail: `Error while accessing resource: Account ${id} (${account.name}) is inactive.`,
      },
    ];
  if (account.subsidiaries && !account.subsidiaries.includes(subsidiary))
    return [
      {
        ...reference,
        detail: `Error while accessing resource: Invalid account reference key ${id} for subsidiary ${subsidiary}.`,
      },
    ];
  const elsewhere = entity && partyOf(parties, entity.id)?.subsidiaries?.includes(subsidiary) === false;
  if (elsewhere)
    return [
      {
        code: 'INVALID_KEY_OR_REF',
        path: `${path}.entity`,
        detail: `Error while accessing resource: Invalid entity reference key ${entity.id} for subsidiary ${subsidiary}.`,
      },
    ];
  const control = account.type === 'AcctRec' || account.type === 'AcctPay';
  return control && !entity
    ? [userError(`Please choose an entity for the ${account.name} line.`, `${path}.entity`)]
    : [];
};

/** NetSuite's numbers are doubles; an amount with more decimals than its currency has does not survive as minor units. */
export const minorUnits = (amount: number, decimals: number): bigint | undefined => {
  const scaled = amount * 10 ** decimals;
  const whole = Math.round(scaled);
  return Math.abs(scaled - whole) < 1e-4 ? BigInt(whole) : undefined;
};

const amountErrors = (line: JournalLineBody, decimals: number, path: string): readonly GlErrorDetail[] => {
  const { debit, credit } = line;
  if (debit !== undefined && credit !== undefined)
    return [userError('A line may hold a debit or a credit, but not both.', `${path}.credit`)];
  const field = debit === undefined ? 'credit' : 'debit';
  const amount = debit ?? credit;
  if (amount === undefined) return [userError('Please enter a debit or a credit amount.', `${path}.debit`)];
  return minorUnits(amount, decimals) === undefined ? [invalidField(field, amount, `${path}.${field}`)] : [];
};

const total = (lines: readonly JournalLineBody[], side: 'debit' | 'credit', decimals: number): bigint =>
  lines.reduce((sum, line) => sum + (minorUnits(line[side] ?? 0, decimals) ?? 0n), 0n);

const lineErrors = (body: JournalBody, decimals: number, books: GlBooks): readonly GlErrorDetail[] =>
  body.line.items.flatMap((line, at) => {
    const path = `line.items[${at}]`;
    return [...accountErrors(line, body.subsidiary.id, books, path), ...amountErrors(line, decimals, path)];
  });

/** Why a journal dated `tranDate` (YYYY-MM-DD) cannot be posted; empty when it can. */
export const journalErrors = (
  body: JournalBody,
  tranDate: string,
  books: GlBooks,
  linesMax: number,
): readonly GlErrorDetail[] => {
  const { id: subsidiary } = body.subsidiary;
  const currencyId = body.currency?.id ?? '1';
  const currency = books.currencies.find(({ id }) => id === currencyId);
  const found: GlErrorDetail[] = [];
  if (!books.subsidiaries.some(({ id, inactive }) => id === subsidiary && !inactive))
    found.push(invalidField('subsidiary', subsidiary, 'subsidiary'));
  if (!currency) found.push(invalidField('currency', currencyId, 'currency'));
  if (books.closedPeriods.has(tranDate.slice(0, 7)))
    found.push(userError('The accounting period of this transaction is closed.', 'tranDate'));

  if (body.line.items.length > linesMax)
    found.push(userError(`A transaction may have at most ${linesMax} lines.`, 'line'));

  const decimals = currency?.decimals ?? 2;
  found.push(...lineErrors(body, decimals, books));
  if (found.length > 0) return found;
  return total(body.line.items, 'debit', decimals) === total(body.line.items, 'credit', decimals)
    ? []
    : [userError('The amounts in a journal entry must balance.')];
};
