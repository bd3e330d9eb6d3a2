// runtime-inbox-states-imports-downwards
import type { Received } from '../knows-the-consumer.ts';
export type Newest = Received;
