import { setTimeout } from 'node:timers/promises';
import { listAt, numberAt, textAt } from './answer-reading.ts';
import { type Conserved, conserved, type MessageCounts, messageCounts } from './conservation.ts';
import type { Session } from './session.ts';

const services = ['ledger', 'packet', 'risk', 'notifier'] as const;
type Service = (typeof services)[number];

/** Numbers that two services count for themselves and that agree once nothing is under way (invariant I21). */
const agreements: readonly (readonly [string, Service, string, Service, string])[] = [
  ['executed packets', 'ledger', 'executed', 'packet', 'executed'],
  ['refused executions', 'ledger', 'refused', 'packet', 'refused'],
  ['recovered packets', 'ledger', 'recovered', 'packet', 'recovered'],
  ['open receivables', 'ledger', 'openReceivables', 'packet', 'openReceivables'],
  ['open receivables', 'ledger', 'openReceivables', 'risk', 'openReceivables'],
];

export type LineCheck = { readonly lines: readonly string[]; readonly broken: number };

/** How long an event may be on its way before it counts as lost (invariant I16). */
const underWayMs = 30_000;

/**
 * Asks every service for its invariants, compares what they counted, and adds up what became of their events; those that are
 * under way have `patienceMs` to arrive.
 */
export const checkLine = async (session: Session, patienceMs = underWayMs): Promise<LineCheck> => {
  const before = await countMessages(session);
  const answers = new Map<Service, unknown>();
  for (const service of services) answers.set(service, await session.get('GET', `/${service}/v1/checks`));
  const lines: string[] = [];
  let broken = 0;
  const note = (holds: boolean, line: string) => {
    if (!holds) broken += 1;
    lines.push(`${holds ? 'holds ' : 'BROKEN'}  ${line}`);
  };
  for (const service of services) {
    for (const one of listAt(answers.get(service), 'invariants')) {
      const violations = numberAt(one, 'violations');
      const examples = violations > 0 ? ` (${violations}: ${listAt(one, 'examples').join(', ')})` : '';
      note(
        violations === 0,
        `${service.padEnd(8)} ${textAt(one, 'id').padEnd(13)} ${textAt(one, 'sentence')}${examples}`,
      );
    }
  }
  for (const [what, left, leftName, right, rightName] of agreements) {
    const [a, b] = [
      numberAt(answers.get(left), 'figures', leftName),
      numberAt(answers.get(right), 'figures', rightName),
    ];
    note(a === b, `${what}: ${left} counts ${a}, ${right} counts ${b}`);
  }
  for (const { holds, line } of await conservedInTime(session, before, patienceMs)) note(holds, line);
  return { lines, broken };
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
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const sums = conserved(before, await countMessages(session));
    if (sums.every(({ holds }) => holds) || Date.now() >= deadline) return sums;
    await setTimeout(1_000);
  }
};
