import { Router } from 'express';
import * as z from 'zod';
import { errorEnvelope } from '../error-envelope.ts';
import type { NetsuiteSimulator } from '../netsuite-simulator.ts';
import { openNow } from './applied/open-amounts.ts';

const Query = z.object({ q: z.string() });
const rowsAtMost = 1_000;
const Limit = z.coerce.number().int().min(1).max(rowsAtMost).default(rowsAtMost);

const refusal = (detail: string, code: string) => errorEnvelope(400, [{ detail, code }]);

/**
 * SuiteQL, for the open items of the A/R ageing alone, by their ids and page by page. NetSuite answers it only to callers who ask for a
 * transient result.
 */
export const suiteQl = (simulator: NetsuiteSimulator): Router =>
  Router().post('/', (request, response) => {
    const query = Query.safeParse(request.body).data?.q ?? '';
    const limit = Limit.safeParse(request.query.limit).data;
    if (request.get('prefer')?.toLowerCase() !== 'transient')
      response.status(400).json(refusal('The required request header Prefer is missing.', 'INVALID_HEADER'));
    else if (limit === undefined || !/from\s+transaction\b/i.test(query) || !/amountunpaid/i.test(query))
      response.status(400).json(refusal('Invalid search query.', 'INVALID_PARAMETER'));
    else {
      const found = itemsOf(openNow(simulator), query);
      const items = found.slice(0, limit);
      response.json({
        links: [],
        count: items.length,
        hasMore: items.length < found.length,
        items,
        offset: 0,
        totalResults: found.length,
      });
    }
  });

/** What the conditions of a query leave that the simulator knows; whatever else it asks is taken as it comes. */
const itemsOf = (openItems: readonly object[], query: string): readonly object[] => {
  const above = /\bt\.id\s*>\s*(\d+)/i.exec(query)?.[1];
  const flags = ['posting', 'voided'].flatMap((name) => {
    const wanted = new RegExp(`\\b${name}\\s*=\\s*'([TF])'`, 'i').exec(query)?.[1];
    return wanted === undefined ? [] : [{ name, wanted: wanted.toUpperCase() }];
  });
  return openItems
    .filter((item) => flags.every(({ name, wanted }) => (Reflect.get(item, name) ?? usual[name]) === wanted))
    .filter((item) => above === undefined || idOf(item) > BigInt(above))
    .toSorted((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
};

const usual: Readonly<Record<string, string>> = { posting: 'T', voided: 'F' };

const idOf = (item: object): bigint => {
  const id = String(Reflect.get(item, 'id') ?? '');
  return /^\d+$/.test(id) ? BigInt(id) : 0n;
};
