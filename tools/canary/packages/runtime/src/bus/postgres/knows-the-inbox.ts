// runtime-bus-postgres-imports-downwards
import type { Received } from '../../inbox/knows-the-consumer.ts';
export type Pruned = Received;
