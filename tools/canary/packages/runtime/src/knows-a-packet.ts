// runtime-knows-no-business
import type { Envelope } from '../../contracts/src/envelope.ts';
import type { Packet } from '../../contracts/src/packet.ts';
export type Sent = Envelope & Packet;
