import { Refused } from '../../session/refused.ts';
import type { Session } from '../../session/session.ts';

export type Wanted = {
  readonly count: number;
  readonly minOverdueDays: number | undefined;
  readonly currency: string | undefined;
};

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
  const { items } = await session.get('/packet/v1/receivables', {
    query: {
      ...terms,
      currency: oldest.commission.currency,
      clientId: [oldest.client.id],
      limit: Math.min(count, 500),
    },
  });
  return items.map(({ receivableId }) => receivableId);
};
