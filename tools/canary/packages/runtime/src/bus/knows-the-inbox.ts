// runtime-bus-imports-downwards
import type { Received } from '../inbox/knows-the-consumer.ts';
export type Delivery = Received;
