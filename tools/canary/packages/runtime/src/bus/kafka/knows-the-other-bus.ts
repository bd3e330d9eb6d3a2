// runtime-bus-kafka-imports-downwards
import type { Pruned } from '../postgres/knows-the-inbox.ts';
export type Sent = Pruned;
