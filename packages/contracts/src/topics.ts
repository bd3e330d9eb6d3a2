/** The bus's topics: one for each aggregate, keyed by its id. A compacted topic carries full state at each change. */
export const topics = {
  receivables: 'recoup.receivables.v1',
  people: 'recoup.people.v1',
  entities: 'recoup.entities.v1',
  glNames: 'recoup.gl-names.v1',
  rates: 'recoup.rates.v1',
  parties: 'recoup.parties.v1',
  riskCases: 'recoup.risk-cases.v1',
  syncShards: 'recoup.sync-shards.v1',
  packets: 'recoup.packets.v1',
  ledger: 'recoup.ledger.v1',
  notifications: 'recoup.notifications.v1',
  changeRequests: 'recoup.change-requests.v1',
} as const;

type Topic = (typeof topics)[keyof typeof topics];

const sourcesOf: Readonly<Record<Topic, readonly string[]>> = {
  [topics.receivables]: ['/recoup/ledger-service'],
  [topics.people]: ['/recoup/packet-service'],
  [topics.entities]: ['/recoup/ledger-service'],
  [topics.glNames]: ['/recoup/ledger-service'],
  [topics.rates]: ['/recoup/packet-service'],
  [topics.parties]: ['/recoup/ledger-service'],
  [topics.riskCases]: ['/recoup/risk-service'],
  [topics.syncShards]: ['/recoup/risk-service'],
  [topics.packets]: ['/recoup/packet-service'],
  [topics.ledger]: ['/recoup/ledger-service'],
  [topics.notifications]: ['/recoup/notifier'],
  [topics.changeRequests]: ['/recoup/ledger-service', '/recoup/packet-service'],
};

/** The services that write each topic, as its events name them in `source`; an event from elsewhere is not believed. */
export const sources: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(sourcesOf));

/** Topics on which only the newest event of a key matters: consumers keep the highest sequence and never wait for a gap. */
export const compactedTopics: ReadonlySet<string> = new Set([
  topics.receivables,
  topics.people,
  topics.entities,
  topics.glNames,
  topics.rates,
  topics.parties,
]);

/** Days for which topics without lasting facts are kept; a shard of yesterday's sync is of no use to anybody. */
const shortLived: ReadonlyMap<string, number> = new Map([
  [topics.notifications, 30],
  [topics.syncShards, 7],
]);

/**
 * How far back consumers can count on finding events, which is a promise like their shape: the newest of each key for ever, or
 * all of them for some days; auditors replay a packet's life.
 */
export const retention: readonly {
  readonly topic: Topic;
  readonly keep: 'newest' | { readonly days: number };
}[] = Object.values(topics).map((topic) => {
  if (compactedTopics.has(topic)) return { topic, keep: 'newest' };
  return { topic, keep: { days: shortLived.get(topic) ?? 400 } };
});

type BusAccess = {
  /** The name by which the program signs in to Kafka, and of its consumer group. */
  readonly user: string;
  /** The schema of its database, as whose runtime role it acts on the bus in PostgreSQL; absent where it shares that of another program. */
  readonly schema?: string;
  readonly writes: readonly string[];
  readonly reads: readonly string[];
  /** Groups in which it is a member beside that of its name. */
  readonly groups?: readonly string[];
};

/** Who may write and read which topics. Whatever guards a bus is set up by this alone. */
export const busAccess: readonly BusAccess[] = [
  {
    user: 'ledger-service',
    schema: 'ledger',
    writes: [
      ...[topics.receivables, topics.entities, topics.glNames, topics.parties, topics.ledger],
      topics.changeRequests,
    ],
    reads: [topics.people, topics.rates, topics.packets, topics.changeRequests],
  },
  {
    user: 'packet-service',
    schema: 'packet',
    writes: [topics.people, topics.rates, topics.packets, topics.changeRequests],
    reads: [
      ...[topics.receivables, topics.entities, topics.glNames, topics.parties, topics.riskCases],
      topics.ledger,
    ],
  },
  {
    user: 'risk-service',
    schema: 'risk',
    writes: [topics.riskCases, topics.syncShards],
    reads: [topics.receivables, topics.people, topics.ledger, topics.syncShards],
    groups: ['risk-scorer'],
  },
  {
    user: 'risk-scorer',
    writes: [],
    reads: [topics.syncShards],
  },
  {
    user: 'notifier',
    schema: 'notifier',
    writes: [topics.notifications],
    reads: [topics.people, topics.packets, topics.ledger, topics.riskCases],
  },
];
