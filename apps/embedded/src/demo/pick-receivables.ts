import { listAt, numberAt, textAt } from '@recoup/cli/session/json-path';
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
  const found = await session.get(
    'GET',
    '/packet/v1/receivables?sort=invoiceDate&open=true&inPacket=false&limit=500',
  );
  const groups = new Map<string, Pick>();
  for (const item of listAt(found, 'items')) {
    const commission = Number(textAt(item, 'commission', 'amount').replace('.', ''));
    if (numberAt(item, 'overdueDays') < 1 || commission < 1 || commission > commissionMaxMinor) continue;
    const currency = textAt(item, 'commission', 'currency');
    const place = `${textAt(item, 'client', 'id')} ${currency}`;
    const known = groups.get(place)?.receivableIds ?? [];
    if (known.length === perPacket) continue;
    groups.set(place, {
      clientName: textAt(item, 'client', 'name'),
      currency,
      receivableIds: [...known, textAt(item, 'receivableId')],
    });
  }
  return [...groups.values()].slice(0, packets);
};
