// people-stand-alone
import type { Packet } from '../domain/packet/packet.ts';
export type PersonRow = { readonly packets: readonly Packet[] };
