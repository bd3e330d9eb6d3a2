import { type Response, Router } from 'express';
import * as z from 'zod';
import { errorEnvelope, invalidField, noSuchRecord } from '../error-envelope.ts';
import type { NetsuiteSimulator } from '../netsuite-simulator.ts';
import { partyOf } from './parties.ts';

const reference = z.object({ id: z.string().min(1) });
const application = z.looseObject({
  items: z.array(
    z.looseObject({ doc: reference, apply: z.boolean(), amount: z.number().positive().optional() }),
  ),
});

/** What the applying records must hold. Apply lines are told apart by their document, not by their place. */
const shapes = {
  customerPayment: z.looseObject({
    externalId: z.string().optional(),
    customer: reference,
    account: reference.optional(),
    currency: reference,
    payment: z.number().nonnegative(),
    apply: application,
    credit: application.optional(),
  }),
  creditMemo: z.looseObject({
    externalId: z.string().optional(),
    entity: reference,
    currency: reference,
    item: z.looseObject({
      items: z.array(z.looseObject({ item: reference, amount: z.number().positive() })).min(1),
    }),
    apply: application,
  }),
} as const;

type Kept = { readonly id: string; readonly externalId?: string | undefined; readonly record: object };

const refuse = (response: Response, path: string, value: unknown) => {
  response.status(400).json(errorEnvelope(400, [invalidField(path.split('.').at(-1) ?? path, value, path)]));
};

const sumOf = (applied: z.infer<typeof application> | undefined): number =>
  (applied?.items ?? []).reduce(
    (sum, { apply, amount = 0 }) => sum + (apply ? Math.round(amount * 1_000) : 0),
    0,
  );

/** What a body that has the right shape still has wrong: a payment must not give more than it takes. */
const unevenPart = (body: z.infer<(typeof shapes)['customerPayment']>): string | undefined =>
  Math.round(body.payment * 1_000) + sumOf(body.credit) === sumOf(body.apply) ? undefined : 'apply';

/** A body that can be kept, or the first path of it that is wrong. */
const readBody = (
  type: keyof typeof shapes,
  body: unknown,
): { readonly wrong: string } | { readonly record: z.infer<(typeof shapes)[keyof typeof shapes]> } => {
  const read = shapes[type].safeParse(body);
  if (!read.success) return { wrong: read.error.issues[0]?.path.join('.') ?? 'body' };
  const uneven = type === 'customerPayment' ? unevenPart(shapes.customerPayment.parse(read.data)) : undefined;
  return uneven === undefined ? { record: read.data } : { wrong: uneven };
};

/** Records beside the journal: payments and credit memos that are written, lists that are only read. */
export const recordRoutes = (simulator: NetsuiteSimulator, address: () => string): Router => {
  const kept = new Map<string, Kept[]>([
    ['customerPayment', []],
    ['creditMemo', []],
  ]);
  const listed = (type: string, id: string): object | undefined => {
    const { books, parties } = simulator;
    const ofId = <Value extends { readonly id: string }>(all: Iterable<Value>) =>
      [...all].find((one) => one.id === id);
    if (type === 'customer' || type === 'vendor') {
      const party = partyOf(parties, id);
      return party?.kind === type ? party : undefined;
    }
    if (type === 'account') return ofId(books.accounts.values());
    if (type === 'subsidiary') return ofId(books.subsidiaries);
    if (type === 'currency') return ofId(books.currencies);
    if (type === 'accountingPeriod') return { id, closed: books.closedPeriods.has(id) };
    return kept.get(type)?.find((one) => one.id === id || `eid:${one.externalId}` === id)?.record;
  };
  const router = Router().get('/:type/:id', (request, response) => {
    const record = listed(request.params.type, request.params.id);
    if (record) response.json(record);
    else response.status(404).json(errorEnvelope(404, [noSuchRecord]));
  });
  for (const type of ['customerPayment', 'creditMemo'] as const)
    router.post(`/${type}`, (request, response) => {
      const read = readBody(type, request.body);
      if ('wrong' in read) return refuse(response, read.wrong, 'given');
      const all = kept.get(type) ?? [];
      const { externalId } = read.record;
      if (externalId !== undefined && all.some((one) => one.externalId === externalId))
        return refuse(response, 'externalId', externalId);
      const id = String(500_001 + all.length);
      all.push({ id, externalId, record: { id, ...read.record } });
      response.status(204).location(`${address()}/services/rest/record/v1/${type}/${id}`).end();
    });
  return router;
};
