import * as z from 'zod';

/** A customer or vendor. In OneWorld each belongs to subsidiaries, and to no others. */
export const Party = z.strictObject({
  id: z.string().regex(/^\d+$/),
  kind: z.enum(['customer', 'vendor']).default('customer'),
  externalId: z.string().optional(),
  name: z.string().default('Party'),
  subsidiaries: z.array(z.string()).optional(),
});
export type Party = z.infer<typeof Party>;

/** Who is meant by an id or by `eid:` and an external id; undefined for one whom this simulator was told nothing about. */
export const partyOf = (parties: ReadonlyMap<string, Party>, reference: string): Party | undefined =>
  reference.startsWith('eid:')
    ? [...parties.values()].find(({ externalId }) => externalId === reference.slice(4))
    : parties.get(reference);
