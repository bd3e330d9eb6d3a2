// simulators-are-strangers
import type { Packet } from '../../../packages/contracts/src/packet.ts';
export type Mail = Packet;
