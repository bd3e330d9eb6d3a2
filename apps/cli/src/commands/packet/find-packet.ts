import { counted } from '../../program/counted.ts';
import { isId } from '../../program/option-values.ts';
import type { Result } from '../../session/api-client.ts';
import { Refused } from '../../session/refused.ts';
import type { Session } from '../../session/session.ts';

export type Packet = Result<'get', '/packet/v1/packets/{id}'>;

/** The packet with this id or, since names are unique whatever their case, this name. */
export const findPacket = async (session: Session, which: string): Promise<Packet> => {
  const packetId = isId(which) ? which : await idOfName(session, which.trim());
  return session.get('/packet/v1/packets/{id}', { path: { id: packetId } });
};

const idOfName = async (session: Session, name: string): Promise<string> => {
  for (let after: string | undefined; ; ) {
    const query = { 'name.prefix': [name], limit: 500, after };
    const { items, page } = await session.get('/packet/v1/packets', { query });
    const found = items.find((item) => item.name.toLowerCase() === name.toLowerCase());
    if (found) return found.packetId;
    if (page.next === null) throw new Refused(`There is no packet "${name}" that you may see.`);
    after = page.next;
  }
};

const recoveryText = (packet: Packet): readonly string[] => {
  const { recoveryRequestedAt: asked, recoveryRequestedBy: by, recoveryReason: reason, recoveredAt } = packet;
  if (asked === null) return [];
  const [noun, verb] =
    packet.recoveryKind === 'CORRECTION' ? ['correction', 'corrected'] : ['recovery', 'recovered'];
  const done = recoveredAt === null ? `${noun} asked for` : `${verb} ${recoveredAt.slice(0, 10)}, asked for`;
  return [`  ${done} by ${by?.name ?? 'nobody'} on ${asked.slice(0, 10)}: ${reason ?? 'no reason given'}`];
};

/** What the ledger did of what was approved, which stands in the line above. */
export const executedText = ({ executed }: Pick<Packet, 'executed'>): readonly string[] => {
  if (executed === null) return [];
  const { commission, outstanding, receivableCount, droppedCount, loweredCount } = executed;
  const less = [
    ...(droppedCount > 0
      ? [`${counted(droppedCount, 'receivable')} left out with nothing open any more`]
      : []),
    ...(loweredCount > 0 ? [`${counted(loweredCount, 'receivable')} lowered`] : []),
  ];
  const did = `  written off ${counted(receivableCount, 'receivable')}, commission ${commission.amount} ${commission.currency} of ${outstanding.amount} ${outstanding.currency}`;
  return [[did, ...(less.length > 0 ? [less.join(', ')] : [])].join('; ')];
};

/** Where a packet stands, as somebody reads it in a terminal. */
export const packetText = (packet: Packet): string => {
  const { totalCommission: commission, outstanding, receivableCount: count } = packet;
  const approved = packet.approvals.map(({ role, by }) => `  ${role} approved: ${by.name}`);
  return [
    `${packet.name}  ${packet.packetStatusCd}, version ${packet.version}`,
    `  ${packet.packetId}`,
    `  ${packet.client.name}: ${counted(count, 'receivable')}, commission ${commission.amount} ${commission.currency} of ${outstanding.amount} ${outstanding.currency} outstanding`,
    ...(packet.route.length > 0 ? [`  route ${packet.route.join(', ')}`] : []),
    ...approved,
    ...(packet.currentApproverRole ? [`  waits for ${packet.currentApproverRole}`] : []),
    ...(packet.rejection ? [`  rejected by ${packet.rejection.by.name}: ${packet.rejection.reason}`] : []),
    ...(packet.cashReceiptId ? [`  receipt ${packet.receiptNo ?? packet.cashReceiptId}`] : []),
    ...executedText(packet),
    ...(packet.glStatus ? [`  general ledger ${packet.glStatus}`] : []),
    ...recoveryText(packet),
  ].join('\n');
};
