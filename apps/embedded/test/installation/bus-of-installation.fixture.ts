import type { Bus } from '@recoup/runtime/bus/bus';
import { kafkaBus } from '@recoup/runtime/bus/kafka/kafka-bus';
import { postgresBus } from '@recoup/runtime/bus/postgres/postgres-bus';
import type { Line } from './installation.fixture.ts';

/** The bus that a line uses, whichever that is, for one who is no service of it. */
export const busOfLine = (line: Line, clientId: string): Bus =>
  line.brokers.length > 0
    ? kafkaBus({ brokers: line.brokers, clientId, sessionMs: 6_000 })
    : postgresBus({ url: line.adminUrl() });
