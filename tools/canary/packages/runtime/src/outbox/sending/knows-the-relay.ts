// runtime-outbox-sending-imports-downwards
import type { Sent } from '../knows-the-inbox.ts';
export type Sending = Sent;
