import { setTimeout as pause } from 'node:timers/promises';
import type { Session } from '../session/session.ts';
import { compareWhenQuiescent } from './await-quiescence.ts';
import { compareServices, type Service, services } from './control-totals.ts';
import {
  type MessageCounts,
  type Messages,
  messageCounts,
  type Reconciled,
  reconcile,
  withoutAccount,
} from './event-reconciliation.ts';

export type InstallationCheck = { readonly lines: readonly string[]; readonly broken: number };

/** How long an event may be on its way before it counts as lost (invariant I16). */
const underWayMs = 30_000;

/**
 * Asks every service for its invariants, compares what they counted, and adds up what became of their events. What is under way
 * may arrive as long as it moves within `waitMs`.
 */
export const checkInstallation = async (
  session: Session,
  waitMs = underWayMs,
  onProgress: (line: string) => void = () => undefined,
): Promise<InstallationCheck> => {
  const before = messageCounts([...(await askMessages(session)).values()]);
  const { lines, broken } = await compareWhenQuiescent(() => compareServices(session), onProgress, waitMs);
  const sums = await reconciledInTime(session, before, waitMs);
  return {
    lines: [...lines, ...sums.map(({ holds, line }) => `${holds ? 'holds ' : 'BROKEN'}  ${line}`)],
    broken: broken + sums.filter(({ holds }) => !holds).length,
  };
};

const askMessages = async (session: Session): Promise<ReadonlyMap<Service, Messages>> =>
  new Map(
    await Promise.all(
      services.map(
        async (service) => [service, await session.get(`/${service}/v1/checks/messages`)] as const,
      ),
    ),
  );

const reconciledInTime = async (
  session: Session,
  before: MessageCounts,
  waitMs: number,
): Promise<readonly Reconciled[]> => {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const answers = await askMessages(session);
    const sums = [...withoutAccount(answers), ...reconcile(before, messageCounts([...answers.values()]))];
    if (sums.every(({ holds }) => holds) || performance.now() >= deadline) return sums;
    await pause(1_000);
  }
};
