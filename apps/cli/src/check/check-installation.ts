import { setTimeout as pause } from 'node:timers/promises';
import type { Session } from '../session/session.ts';
import { compareAtRest } from './await-quiescence.ts';
import { compareServices, services } from './control-totals.ts';
import { type Conserved, conserved, type MessageCounts, messageCounts } from './event-reconciliation.ts';

export type LineCheck = { readonly lines: readonly string[]; readonly broken: number };

/** How long an event may be on its way before it counts as lost (invariant I16). */
const underWayMs = 30_000;

/**
 * Asks every service for its invariants, compares what they counted, and adds up what became of their events. What is under way
 * may arrive as long as it moves within `patienceMs`.
 */
export const checkLine = async (
  session: Session,
  patienceMs = underWayMs,
  told: (line: string) => void = () => undefined,
): Promise<LineCheck> => {
  const before = await countMessages(session);
  const { lines, broken } = await compareAtRest(() => compareServices(session), told, patienceMs);
  const sums = await conservedInTime(session, before, patienceMs);
  return {
    lines: [...lines, ...sums.map(({ holds, line }) => `${holds ? 'holds ' : 'BROKEN'}  ${line}`)],
    broken: broken + sums.filter(({ holds }) => !holds).length,
  };
};

const countMessages = async (session: Session): Promise<MessageCounts> =>
  messageCounts(
    await Promise.all(services.map((service) => session.get('GET', `/${service}/v1/checks/messages`))),
  );

const conservedInTime = async (
  session: Session,
  before: MessageCounts,
  patienceMs: number,
): Promise<readonly Conserved[]> => {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const sums = conserved(before, await countMessages(session));
    if (sums.every(({ holds }) => holds) || performance.now() >= deadline) return sums;
    await pause(1_000);
  }
};
