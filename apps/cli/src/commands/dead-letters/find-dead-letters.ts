import type { Result } from '../../session/api-client.ts';
import { Refused } from '../../session/refused.ts';
import { accepted, type Session } from '../../session/session.ts';

const services = ['ledger', 'risk', 'packet', 'notifier'] as const;
export type Service = (typeof services)[number];

export type DeadLetter = Result<'get', `/${Service}/v1/dead-letters`>['items'][number];
type WholeDeadLetter = Result<'get', `/${Service}/v1/dead-letters/{id}`>;

/** The unresolved ones of every service, a line each. */
export const listDeadLetters = async (session: Session): Promise<readonly string[]> => {
  const lines: string[] = [];
  for (const service of services) {
    for (let after: string | undefined; ; ) {
      const { items, page } = await session.get(`/${service}/v1/dead-letters`, {
        query: { limit: 500, after },
      });
      lines.push(...items.map((letter) => lineOf(service, letter)));
      if (page.next === null) break;
      after = page.next;
    }
  }
  return lines;
};

/** The dead letter with this id, in whichever service has it. */
export const findDeadLetter = async (
  session: Session,
  which: string,
): Promise<{ readonly service: Service; readonly letter: WholeDeadLetter }> => {
  for (const service of services) {
    const answer = await session.answers.get(`/${service}/v1/dead-letters/{id}`, { path: { id: which } });
    if (answer.status !== 404) return { service, letter: accepted<WholeDeadLetter>(answer) };
  }
  throw new Refused(`No service has a dead letter ${which}.`);
};

/** What has become of a dead letter, or whom it waits for. */
export const outcomeOf = (service: Service, letter: DeadLetter): string => {
  if (letter.state !== 'dead')
    return `${letter.state === 'replayed' ? 'Replayed' : 'Discarded'} in ${service}.`;
  const proposed = proposedAbout(letter);
  if (!proposed) throw new Refused('Nothing was proposed about this dead letter.');
  return [
    `Proposed: ${proposed.action} in ${service}. Nothing is done before another operator approves it:`,
    `  recoup changes approve ${proposed.changeRequestId}`,
  ].join('\n');
};

const proposedAbout = ({ requests }: DeadLetter) => requests.find(({ state }) => state === 'PROPOSED');

const lineOf = (service: Service, letter: DeadLetter): string =>
  [
    service,
    letter.deadLetterId,
    letter.topic,
    letter.key,
    letter.errorClass,
    letter.error.slice(0, 80),
    ...(letter.waiting > 0 ? [`${letter.waiting} wait behind it`] : []),
    ...proposedText(letter),
  ].join('  ');

/** Who proposed what, when and why. */
const proposedText = (letter: DeadLetter): readonly string[] => {
  const proposed = proposedAbout(letter);
  if (!proposed) return [];
  const { action, proposedBy, proposedAt, reason, changeRequestId } = proposed;
  return [`${action} proposed by ${proposedBy.name} at ${proposedAt} as ${changeRequestId}: ${reason}`];
};
