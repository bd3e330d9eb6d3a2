import { Refused } from '../../session/refused.ts';
import type { Session } from '../../session/session.ts';

export type Wanted = {
  readonly count: number;
  readonly minOverdueDays: number | undefined;
  readonly currency: string | undefined;
};

const pageSize = 500;

/** The ids of the oldest open receivables in no packet, all of the client and in the currency of the oldest. */
export const oldestReceivables = async (
  session: Session,
  { count, minOverdueDays, currency }: Wanted,
): Promise<readonly string[]> => {
  const terms = {
    sort: 'invoiceDate',
    open: 'true',
    inPacket: 'false',
    'overdueDays.gte': minOverdueDays,
  } as const;
  const [oldest] = (await session.get('/packet/v1/receivables', { query: { ...terms, currency, limit: 1 } }))
    .items;
  if (!oldest) throw new Refused('There is no open receivable like that outside a packet.');
  const query = { ...terms, currency: oldest.commission.currency, clientId: [oldest.client.id] };
  const found: string[] = [];
  for (let after: string | undefined; ; ) {
    const limit = Math.min(count - found.length, pageSize);
    const { items, page } = await session.get('/packet/v1/receivables', {
      query: { ...query, limit, after },
    });
    found.push(...items.map(({ receivableId }) => receivableId));
    if (found.length === count || page.next === null) return found;
    after = page.next;
  }
};
