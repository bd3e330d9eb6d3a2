import * as z from 'zod';
import type { GlStood } from '../../ports/general-ledger.ts';

const reference = z.looseObject({ id: z.string() });
const applied = z.looseObject({
  items: z.array(z.looseObject({ doc: reference, apply: z.boolean(), amount: z.number() })),
});

/** A payment or credit memo, as far as it is compared: for whom it is, and what it is applied to. */
export const appliedRecord = z.looseObject({
  externalId: z.string(),
  currency: reference,
  customer: reference.optional(),
  entity: reference.optional(),
  apply: applied,
  credit: applied.optional(),
});
export type AppliedRecord = z.infer<typeof appliedRecord>;

export const storedRecord = appliedRecord.extend({
  id: z.string().min(1),
  tranId: z.string().optional(),
  postingPeriod: z.looseObject({ refName: z.string().optional() }).optional(),
});
export type StoredRecord = z.infer<typeof storedRecord>;

/** What stands under our key, compared with what we sent. */
export const compareApplied = (stored: StoredRecord, sent: AppliedRecord): GlStood => {
  const differences = [
    differs('key', stored.externalId, sent.externalId),
    differs('currency', stored.currency.id, sent.currency.id),
    differs('customer', whose(stored), whose(sent)),
    differs('applied', listed(stored.apply), listed(sent.apply)),
  ].filter((difference) => difference !== undefined);
  if (differences.length > 0)
    return { kind: 'different', documentId: stored.id, difference: differences.join('; ') };
  return {
    kind: 'posted',
    documentId: stored.id,
    tranId: stored.tranId ?? null,
    postingPeriod: stored.postingPeriod?.refName ?? null,
  };
};

const differs = (what: string, theirs: string, ours: string): string | undefined =>
  theirs === ours ? undefined : `${what} ${theirs}, not ${ours}`;

const whose = ({ customer, entity }: AppliedRecord): string => (customer ?? entity)?.id ?? 'nobody';

const listed = ({ items }: AppliedRecord['apply']): string =>
  items
    .filter(({ apply }) => apply)
    .map(({ doc, amount }) => `${amount} to ${doc.id}`)
    .sort()
    .join(', ');
