// runtime-outbox-imports-downwards
import type { Received } from '../inbox/knows-the-consumer.ts';
export type Sent = Received;
