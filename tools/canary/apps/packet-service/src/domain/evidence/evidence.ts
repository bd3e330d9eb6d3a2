import type { Packet } from '../packet/packet.ts';
export const proven = ({ documents }: Packet): boolean => documents.length > 0;
