import { exponentOf, storedCurrency } from '@recoup/domain/currency';
import { amountText, storedMoney } from '@recoup/domain/money';
import * as z from 'zod';
import type { GlStanding, GlStood } from '../../ports/general-ledger.ts';

const reference = z.looseObject({ id: z.string() });
const line = z.looseObject({
  account: reference,
  debit: z.number().optional(),
  credit: z.number().optional(),
  entity: reference.optional(),
  department: reference.optional(),
});
const content = {
  externalId: z.string().default(''),
  tranDate: z.string(),
  subsidiary: reference,
  currency: reference,
  line: z.looseObject({ items: z.array(line) }),
};

/** A journal entry as we send it, as far as it is compared. */
export const sentEntry = z.looseObject(content);
export type SentEntry = z.infer<typeof sentEntry>;

/** A journal entry as NetSuite shows it, with its lines. */
export const storedEntry = z.looseObject({
  id: z.string().min(1),
  tranId: z.string().optional(),
  postingPeriod: z.looseObject({ id: z.string().optional(), refName: z.string().optional() }).optional(),
  approvalStatus: z.looseObject({ id: z.string() }).optional(),
  approved: z.boolean().optional(),
  void: z.boolean().optional(),
  ...content,
});
export type StoredEntry = z.infer<typeof storedEntry>;

const approvedStatus = '2';
const rejectedStatus = '3';

/** What stands under our key, compared with what we sent: head and lines, in whatever order the lines come back. */
export const compareEntry = (stored: StoredEntry, sent: SentEntry, currency: string): GlStood => {
  const differences = [...headDifferences(stored, sent), ...lineDifferences(stored, sent, currency)];
  if (stored.void) differences.push('it was voided there');
  if (stored.approvalStatus?.id === rejectedStatus) differences.push('its approval was refused there');
  if (differences.length > 0)
    return { kind: 'different', documentId: stored.id, difference: differences.join('; ') };
  const standing: GlStanding = {
    documentId: stored.id,
    tranId: stored.tranId ?? null,
    postingPeriod: stored.postingPeriod?.refName ?? stored.postingPeriod?.id ?? null,
  };
  return isApproved(stored) ? { kind: 'posted', ...standing } : { kind: 'awaiting-approval', ...standing };
};

/** Where an account approves no journals it shows no status; any status but the one of approval has no effect yet. */
const isApproved = ({ approvalStatus, approved }: StoredEntry): boolean =>
  approvalStatus === undefined ? approved !== false : approvalStatus.id === approvedStatus;

const headDifferences = (stored: StoredEntry, sent: SentEntry): readonly string[] => {
  const pairs = [
    ['key', stored.externalId, sent.externalId],
    ['subsidiary', stored.subsidiary.id, sent.subsidiary.id],
    ['currency', stored.currency.id, sent.currency.id],
    ['date', stored.tranDate, sent.tranDate],
  ] as const;
  return pairs.flatMap(([what, theirs, ours]) => (theirs === ours ? [] : [`${what} ${theirs}, not ${ours}`]));
};

type Line = z.infer<typeof line>;
const named = 5;

const lineDifferences = (stored: StoredEntry, sent: SentEntry, currency: string): readonly string[] => {
  const exactly = (one: Line) => sentence(one, currency, (id) => id);
  const exact = unmatched(sent.line.items, stored.line.items, exactly);
  // A reference by external id comes back as the id of whatever it stood for: then somebody must be named, no more.
  const somebody = (one: Line) => sentence(one, currency, () => 'somebody');
  const isByKey = ({ entity }: Line) => entity?.id.startsWith('eid:') ?? false;
  const byKey = exact.ours.filter(isByKey);
  const others = exact.ours.filter((one) => !isByKey(one));
  const rest = unmatched(byKey, exact.theirs, somebody);
  const list = (what: string, lines: readonly Line[]) =>
    lines.length === 0
      ? []
      : [
          `${lines.length} ${what}: ${lines.slice(0, named).map(exactly).join(', ')}${lines.length > named ? ', ...' : ''}`,
        ];
  return [...list('missing or different there', [...others, ...rest.ours]), ...list('not ours', rest.theirs)];
};

const sentence = (one: Line, currency: string, person: (id: string) => string): string =>
  [
    one.debit && `debit ${amountOf(one.debit, currency)}`,
    one.credit && `credit ${amountOf(one.credit, currency)}`,
    `account ${one.account.id}`,
    one.entity && `entity ${person(one.entity.id)}`,
    one.department && `department ${one.department.id}`,
  ]
    .filter(Boolean)
    .join(' ');

/** NetSuite's numbers are doubles: they are compared as whole minor units. */
const amountOf = (amount: number, currency: string): string => {
  const minor = Math.round(amount * 10 ** exponentOf(storedCurrency(currency)));
  return amountText(storedMoney(BigInt(minor), currency));
};

/** What is left over on each side once equals are paired, each with one. */
const unmatched = (ours: readonly Line[], theirs: readonly Line[], keyOf: (line: Line) => string) => {
  const waiting = new Map<string, Line[]>();
  for (const one of theirs) {
    const key = keyOf(one);
    const alike = waiting.get(key);
    if (alike) alike.push(one);
    else waiting.set(key, [one]);
  }
  const missing = ours.filter((one) => waiting.get(keyOf(one))?.pop() === undefined);
  return { ours: missing, theirs: [...waiting.values()].flat() };
};
