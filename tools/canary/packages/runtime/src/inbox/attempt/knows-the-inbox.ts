// runtime-inbox-attempt-imports-downwards
import type { Received } from '../knows-the-consumer.ts';
export type Attempt = Received;
