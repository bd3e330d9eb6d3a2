import type { Result } from '../session/api-client.ts';
import type { Service } from './control-totals.ts';

export type Messages = Result<'get', `/${Service}/v1/checks/messages`>;

/** What every service has published and consumed on topics of facts, read from their answers at one moment. */
export type MessageCounts = {
  /** Facts of each topic, committed and handed to the bus. */
  readonly published: ReadonlyMap<string, { readonly committed: number; readonly published: number }>;
  readonly consumed: Messages['consumed'];
};

export type Reconciled = { readonly holds: boolean; readonly line: string };

export const messageCounts = (answers: readonly Messages[]): MessageCounts => {
  const published = new Map<string, { committed: number; published: number }>();
  for (const one of answers.flatMap((answer) => answer.published)) {
    const known = published.get(one.topic) ?? { committed: 0, published: 0 };
    published.set(one.topic, {
      committed: known.committed + one.committed,
      published: known.published + one.published,
    });
  }
  return { published, consumed: answers.flatMap((answer) => answer.consumed) };
};

/**
 * Conservation of facts for each consumer (invariant I19): whatever was published `before` is accounted
 * for `after`, and whatever was accounted for `before` was committed `after`. Two moments, because services answer one
 * after the other: what moves in between is then no fault. A discarded message may or may not fill a place, so each
 * leaves room for one; without dead letters and discards the sums are exact.
 */
export const reconcile = (before: MessageCounts, after: MessageCounts): readonly Reconciled[] =>
  after.consumed.map((now) => {
    const { consumer, topic, passed, parked, dead, discarded } = now;
    const then = before.consumed.find((one) => one.consumer === consumer && one.topic === topic);
    const published = before.published.get(topic)?.published ?? 0;
    const committed = after.published.get(topic)?.committed ?? 0;
    const lost = published - (passed + parked + dead + discarded);
    const ghosts = (then ? then.passed + then.parked : 0) - (committed + discarded);
    const sum = `${published} published, ${passed} taken in, ${parked} parked, ${dead} dead, ${discarded} discarded`;
    const fault = lost > 0 ? ` (${lost} lost)` : ghosts > 0 ? ` (${ghosts} never committed)` : '';
    return { holds: fault === '', line: `${topic} at ${consumer}: ${sum}${fault}` };
  });

/** Every service consumes facts: of one that accounts for no topic, nobody knows what it lost. */
export const withoutAccount = (answers: ReadonlyMap<Service, Messages>): readonly Reconciled[] =>
  [...answers]
    .filter(([, { consumed }]) => consumed.length === 0)
    .map(([service]) => ({ holds: false, line: `${service} accounts for the events of no topic` }));
