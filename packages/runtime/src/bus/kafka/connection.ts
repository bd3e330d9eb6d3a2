import kafkajs, { type Kafka, type KafkaConfig } from 'kafkajs';

export type KafkaConnection = {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** TLS with the machine's certificate authorities, or with the given one in PEM. */
  readonly tls?: boolean | { readonly ca: string };
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
};

/** What the client says of itself, for the log: an outage makes it say a lot. */
export type KafkaLog = (level: 'warn' | 'debug', message: string, details: object) => void;

/** A lost answer is given up after this; a join waits longer by its own rule. */
const requestTimeoutMs = 10_000;

export const connectKafka = (connection: KafkaConnection, log: KafkaLog): Kafka =>
  new kafkajs.Kafka({
    clientId: connection.clientId,
    brokers: [...connection.brokers],
    ssl: typeof connection.tls === 'object' ? { ca: [connection.tls.ca] } : connection.tls === true,
    ...(connection.sasl && { sasl: saslOf(connection.sasl) }),
    connectionTimeout: 3_000,
    authenticationTimeout: 5_000,
    requestTimeout: requestTimeoutMs,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 },
    logLevel: kafkajs.logLevel.WARN,
    logCreator:
      () =>
      ({ level, log: { message, timestamp: _, ...details } }) =>
        log(level === kafkajs.logLevel.ERROR ? 'warn' : 'debug', message, details),
  });

const saslOf = ({
  mechanism,
  username,
  password,
}: NonNullable<KafkaConnection['sasl']>): NonNullable<KafkaConfig['sasl']> => {
  const login = { username, password };
  if (mechanism === 'plain') return { mechanism, ...login };
  return mechanism === 'scram-sha-256' ? { mechanism, ...login } : { mechanism, ...login };
};
