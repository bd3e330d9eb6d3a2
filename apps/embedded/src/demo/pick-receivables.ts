import type { Session } from '@recoup/cli/session/session';

/** What a packet may hold: receivables of one client in one currency. */
export type Pick = {
  readonly clientName: string;
  readonly currency: string;
  readonly receivableIds: readonly string[];
};

/** Commission above this would call for more signatures than the shortest route. */
const commissionMaxMinor = 1_500_000;
const perPacket = 3;

/** Picks the oldest overdue receivables, up to three of one client and currency, for as many packets as asked. */
export const pickReceivables = async (session: Session, packets: number): Promise<readonly Pick[]> => {
  const query = { sort: 'invoiceDate', open: 'true', inPacket: 'false', limit: 500 } as const;
  const { items } = await session.get('/packet/v1/receivables', { query });
  const groups = new Map<string, Pick>();
  for (const { receivableId, client, overdueDays, commission } of items) {
    const minor = Number(commission.amount.replace('.', ''));
    if (overdueDays < 1 || minor < 1 || minor > commissionMaxMinor) continue;
    const { currency } = commission;
    const group = `${client.id} ${currency}`;
    const known = groups.get(group)?.receivableIds ?? [];
    if (known.length === perPacket) continue;
    groups.set(group, { clientName: client.name, currency, receivableIds: [...known, receivableId] });
  }
  return [...groups.values()].slice(0, packets);
};
