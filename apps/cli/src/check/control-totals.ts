import type { Result } from '../session/api-client.ts';
import type { Session } from '../session/session.ts';

export const services = ['ledger', 'packet', 'risk', 'notifier'] as const;
export type Service = (typeof services)[number];

/** Numbers that two services count for themselves and that agree once nothing is under way (invariant I21). */
const agreements: readonly (readonly [string, Service, string, Service, string])[] = [
  ['executed packets', 'ledger', 'executed', 'packet', 'executed'],
  ['refused executions', 'ledger', 'refused', 'packet', 'refused'],
  ['recovered packets', 'ledger', 'recovered', 'packet', 'recovered'],
  ['open receivables', 'ledger', 'openReceivables', 'packet', 'openReceivables'],
  ['open receivables', 'ledger', 'openReceivables', 'risk', 'openReceivables'],
];

export type Comparison = {
  readonly lines: readonly string[];
  /** How many lines say that something does not hold. */
  readonly broken: number;
  /** Whether all of those are numbers of two services that differ, as they do while events are under way. */
  readonly onlyDiffers: boolean;
  /** Events that a service had still to publish or to take in. Undefined when the bus does not say. */
  readonly underWay: number | undefined;
};

type Checks = Result<'get', `/${Service}/v1/checks`>;

/** Asks every service for its invariants and compares what they counted. */
export const compareServices = async (session: Session): Promise<Comparison> => {
  const answers = new Map<Service, Checks>();
  for (const service of services) answers.set(service, await session.get(`/${service}/v1/checks`));
  const lines: string[] = [];
  let broken = 0;
  const note = (holds: boolean, line: string) => {
    if (!holds) broken += 1;
    lines.push(`${holds ? 'holds ' : 'BROKEN'}  ${line}`);
  };
  for (const [service, { invariants }] of answers) {
    if (invariants.length === 0) note(false, `${service.padEnd(8)} checks no invariant`);
    for (const { id, sentence, violations, examples } of invariants) {
      note(
        violations === 0,
        `${service.padEnd(8)} ${id.padEnd(13)} ${sentence}${found(violations, examples)}`,
      );
    }
  }
  let onlyDiffers = broken === 0;
  for (const [what, left, leftName, right, rightName] of agreements) {
    const a = answers.get(left)?.controlTotals[leftName];
    const b = answers.get(right)?.controlTotals[rightName];
    if (a === undefined || b === undefined) onlyDiffers = false;
    note(a !== undefined && a === b, `${what}: ${countText(left, a)}, ${countText(right, b)}`);
  }
  return { lines, broken, onlyDiffers, underWay: eventsUnderWay([...answers.values()]) };
};

const found = (violations: number | null, examples: readonly string[]): string => {
  if (violations === null) return ' (could not be asked)';
  return violations > 0 ? ` (${violations}: ${examples.join(', ')})` : '';
};

const countText = (service: Service, total: number | undefined): string =>
  total === undefined ? `${service} does not count them` : `${service} counts ${total}`;

const eventsUnderWay = (answers: readonly Checks[]): number | undefined => {
  let sum = 0;
  for (const { underWay } of answers) {
    if (underWay.toConsume === null) return undefined;
    sum += underWay.toPublish + underWay.toConsume;
  }
  return sum;
};
