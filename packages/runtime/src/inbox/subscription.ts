import type { EventContract, EventOf } from '@recoup/contracts/envelope';

/** An event of any contract, as the inbox sees it before it is handed to the one who knows its data. */
export type AnyEvent = EventOf<EventContract>;

/** Where a fact stands in the life of its aggregate; without an id nobody can say which event it was. */
export type SequencePosition = { readonly subject: string; readonly sequence: number; readonly id?: string };

/**
 * What a service listens to on one topic. *Facts* are applied one by one, each aggregate in order without a gap. *State*
 * is applied in batches; only the newest event of each aggregate counts and nothing waits.
 */
export type Subscription = FactsSubscription | StateSubscription;

export type FactsSubscription = {
  readonly kind: 'facts';
  readonly topic: string;
  readonly handlers: ReadonlyMap<string, FactHandler>;
};

export type StateSubscription = {
  readonly kind: 'state';
  readonly topic: string;
  readonly types: ReadonlySet<string>;
  readonly keepNewer: (newest: readonly AnyEvent[]) => Promise<void>;
};

export type FactHandler = { readonly type: string; readonly apply: (event: AnyEvent) => Promise<void> };

/** Names what is done about one kind of fact. Facts of the topic without a handler are counted in order and passed by. */
export const on = <Contract extends EventContract>(
  contract: Contract,
  apply: (event: EventOf<Contract>) => Promise<void>,
): FactHandler => ({
  type: contract.type,
  // The consumer has parsed the event with this very contract before it calls.
  apply: (event) => apply(event as EventOf<Contract>),
});

export const facts = (topic: string, handlers: readonly FactHandler[]): FactsSubscription => ({
  kind: 'facts',
  topic,
  handlers: new Map(handlers.map((handler) => [handler.type, handler])),
});

/**
 * Names what is done about the newest states of some aggregates. `keepNewer` keeps a state only where it is newer than the one that is kept
 * (by the event's `sequence`), and does nothing else for one that is not: nobody remembers which events came before, so the same and
 * older ones come again.
 */
export const state = <Contract extends EventContract>(
  contracts: readonly Contract[],
  keepNewer: (newest: readonly EventOf<Contract>[]) => Promise<void>,
): StateSubscription => {
  const [first] = contracts;
  if (!first) throw new Error('a state subscription needs a contract');
  return {
    kind: 'state',
    topic: first.topic,
    types: new Set(contracts.map((contract) => contract.type)),
    keepNewer: (newest) => keepNewer(newest as readonly EventOf<Contract>[]),
  };
};
