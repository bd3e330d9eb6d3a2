import { topics } from './topics.ts';

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
    writes: [topics.receivables, topics.ledger, topics.changeRequests],
    reads: [topics.people, topics.packets],
  },
  {
    user: 'packet-service',
    schema: 'packet',
    writes: [topics.people, topics.packets, topics.changeRequests],
    reads: [topics.receivables, topics.riskCases, topics.ledger],
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
