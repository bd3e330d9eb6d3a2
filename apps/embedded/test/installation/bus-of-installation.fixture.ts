import type { Bus } from '@recoup/runtime/bus/bus';
import { kafkaBus } from '@recoup/runtime/bus/kafka/kafka-bus';
import { postgresBus } from '@recoup/runtime/bus/postgres/postgres-bus';
import type { Installation } from './installation.fixture.ts';

/** The bus that an installation uses, whichever that is, for one who is no service of it. */
export const busOf = (installation: Installation, clientId: string): Bus =>
  installation.brokers.length > 0
    ? kafkaBus({ brokers: installation.brokers, clientId, sessionMs: 6_000 })
    : postgresBus({ url: installation.adminUrl() });
