export type Packet = { readonly id: string };
