import * as z from 'zod';
import type { GlStood } from '../../ports/general-ledger.ts';

const reference = z.looseObject({ id: z.string() });
const applied = z.looseObject({
  items: z.array(z.looseObject({ doc: reference, apply: z.boolean(), amount: z.number().optional() })),
});
const item = z.looseObject({ item: reference, amount: z.number(), department: reference.optional() });

/** A payment or credit memo, as far as it is compared: for whom it is, of what it consists, and what it is applied to. */
export const appliedRecord = z.looseObject({
  externalId: z.string().default(''),
  tranDate: z.string(),
  subsidiary: reference,
  currency: reference,
  customer: reference.optional(),
  entity: reference.optional(),
  account: reference.optional(),
  payment: z.number().optional(),
  item: z.looseObject({ items: z.array(item) }).optional(),
  apply: applied,
  credit: applied.optional(),
});
export type AppliedRecord = z.infer<typeof appliedRecord>;

export const storedRecord = appliedRecord.extend({
  id: z.string().min(1),
  tranId: z.string().optional(),
  postingPeriod: z.looseObject({ id: z.string().optional(), refName: z.string().optional() }).optional(),
  voided: z.boolean().optional(),
});
export type StoredRecord = z.infer<typeof storedRecord>;

/** What stands under our key, compared with what we sent. */
export const compareApplied = (stored: StoredRecord, sent: AppliedRecord): GlStood => {
  const differences = [
    differs('key', stored.externalId, sent.externalId),
    differs('date', stored.tranDate, sent.tranDate),
    differs('subsidiary', stored.subsidiary.id, sent.subsidiary.id),
    differs('currency', stored.currency.id, sent.currency.id),
    differs('customer', ...alike(whose(stored), whose(sent))),
    // A payment is sent without one, and comes back with the account that NetSuite gave it.
    sent.account && differs('account', stored.account?.id ?? '', sent.account.id),
    differs('payment', String(stored.payment ?? 0), String(sent.payment ?? 0)),
    differs('items', itemsOf(stored), itemsOf(sent)),
    differs('applied', ...alike(appliedTo(stored.apply), appliedTo(sent.apply))),
    differs('credits', ...alike(appliedTo(stored.credit), appliedTo(sent.credit))),
    stored.voided ? 'it was voided there' : undefined,
  ].filter((difference) => difference !== undefined);
  if (differences.length > 0)
    return { kind: 'different', documentId: stored.id, difference: differences.join('; ') };
  return {
    kind: 'posted',
    documentId: stored.id,
    tranId: stored.tranId ?? null,
    postingPeriod: stored.postingPeriod?.refName ?? stored.postingPeriod?.id ?? null,
  };
};

const differs = (what: string, theirs: string, ours: string): string | undefined =>
  theirs === ours ? undefined : `${what} ${theirs || 'none'}, not ${ours || 'none'}`;

type Named = { readonly said: string; readonly id: string };

/**
 * Both as texts, in order. A reference by external id comes back as the id of whatever it stood for: where that was sent, something must be
 * named which no other reference is about, no more.
 */
const alike = (theirs: readonly Named[], ours: readonly Named[]): readonly [string, string] => {
  const exactly = ({ said, id }: Named) => `${said}${id}`;
  const something = ({ said }: Named) => `${said}a record`;
  const isByKey = ({ id }: Named) => id.startsWith('eid:');
  const [named, byKey] = [
    countOf(ours.filter((one) => !isByKey(one)).map(exactly)),
    countOf(ours.filter(isByKey).map(something)),
  ];
  const shown = (one: Named) =>
    !takeOne(named, exactly(one)) && takeOne(byKey, something(one)) ? something(one) : exactly(one);
  const sent = ours.map((one) => (isByKey(one) ? something(one) : exactly(one)));
  return [theirs.map(shown).sort().join(', '), sent.sort().join(', ')];
};

const countOf = (texts: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
};

const takeOne = (counts: Map<string, number>, text: string): boolean => {
  const left = counts.get(text) ?? 0;
  if (left > 0) counts.set(text, left - 1);
  return left > 0;
};

const whose = ({ customer, entity }: AppliedRecord): readonly Named[] => {
  const id = (customer ?? entity)?.id;
  return id === undefined ? [] : [{ said: '', id }];
};

/** Lines that could be applied and are not come back as well. */
const appliedTo = (of: AppliedRecord['credit']): readonly Named[] =>
  (of?.items ?? [])
    .filter(({ apply }) => apply)
    .map(({ doc: { id }, amount = 0 }) => ({ said: `${amount} to `, id }));

const itemsOf = (record: AppliedRecord): string =>
  (record.item?.items ?? [])
    .map(
      ({ item: { id }, amount, department }) =>
        `${amount} of ${id}${department ? ` in ${department.id}` : ''}`,
    )
    .sort()
    .join(', ');
