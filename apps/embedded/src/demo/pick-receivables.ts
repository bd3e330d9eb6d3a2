import type { Session } from '@recoup/cli/session/session';

/** What a packet may hold: receivables of one client in one currency. */
export type Pick = {
  readonly clientName: string;
  readonly entity: string;
  /** Whether every one of them is aged; a file may hold nothing that is. */
  readonly aged: boolean;
  readonly receivableIds: readonly string[];
};

/** From so many days overdue on an item counts as aged. */
const agedAfterDays = 90;
const perPacket = 3;

/** Picks the oldest receivables, aged ones first, up to three of one client, for a packet in each of so many entities. */
export const pickReceivables = async (session: Session, packets: number): Promise<readonly Pick[]> => {
  const query = { sort: 'invoiceDate', open: 'true', inPacket: 'false', limit: 500 } as const;
  const { items } = await session.get('/packet/v1/receivables', { query });
  const groups = new Map<string, Pick>();
  for (const { receivableId, client, entity, overdueDays, commission } of items) {
    if (overdueDays < 1 || Number(commission.amount) <= 0) continue;
    const group = `${client.id} ${entity} ${commission.currency}`;
    const known = groups.get(group) ?? { clientName: client.name, entity, aged: false, receivableIds: [] };
    if (known.receivableIds.length === perPacket) continue;
    const aged = known.aged || overdueDays >= agedAfterDays;
    if (known.aged && overdueDays < agedAfterDays) continue;
    groups.set(group, { ...known, aged, receivableIds: [...known.receivableIds, receivableId] });
  }
  const picks = [...groups.values()].sort((one, other) => Number(other.aged) - Number(one.aged));
  const ofAnEntityEach = picks.filter(
    ({ entity }, at) => picks.findIndex((one) => one.entity === entity) === at,
  );
  const others = picks.filter((pick) => !ofAnEntityEach.includes(pick));
  return [...ofAnEntityEach, ...others].slice(0, packets);
};
