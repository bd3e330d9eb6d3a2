// people-stand-alone
import type { Packet } from '../packet/packet.ts';
export const busy = (packets: readonly Packet[]): boolean => packets.length > 0;
