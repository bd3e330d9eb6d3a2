export type Envelope = { readonly id: string };
