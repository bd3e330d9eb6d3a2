import { at, listAt, numberAt, textAt } from '../session/json-path.ts';
import type { Session } from '../session/session.ts';

export const services = ['ledger', 'packet', 'risk', 'notifier'] as const;
type Service = (typeof services)[number];

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

/** Asks every service for its invariants and compares what they counted. */
export const compareServices = async (session: Session): Promise<Comparison> => {
  const answers = new Map<Service, unknown>();
  for (const service of services) answers.set(service, await session.get(`/${service}/v1/checks`));
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
  const brokenThemselves = broken;
  for (const [what, left, leftName, right, rightName] of agreements) {
    const [a, b] = [
      numberAt(answers.get(left), 'controlTotals', leftName),
      numberAt(answers.get(right), 'controlTotals', rightName),
    ];
    note(a === b, `${what}: ${left} counts ${a}, ${right} counts ${b}`);
  }
  return {
    lines,
    broken,
    onlyDiffers: brokenThemselves === 0,
    underWay: eventsUnderWay([...answers.values()]),
  };
};

const eventsUnderWay = (answers: readonly unknown[]): number | undefined => {
  const counts = answers.flatMap((answer) => [
    at(answer, 'underWay', 'toPublish'),
    at(answer, 'underWay', 'toConsume'),
  ]);
  return counts.every((one) => typeof one === 'number')
    ? counts.reduce((sum, one) => sum + one, 0)
    : undefined;
};
