/** The bus's topics: one for each aggregate, keyed by its id. A compacted topic carries full state at each change. */
export const topics = {
  receivables: 'recoup.receivables.v1',
  people: 'recoup.people.v1',
  riskCases: 'recoup.risk-cases.v1',
  packets: 'recoup.packets.v1',
  ledger: 'recoup.ledger.v1',
  notifications: 'recoup.notifications.v1',
} as const;

/** Topics on which only the newest event of a key matters: consumers keep the highest sequence and never wait for a gap. */
export const compactedTopics: ReadonlySet<string> = new Set([topics.receivables, topics.people]);
