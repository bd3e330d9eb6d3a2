/** A UUID in lower case. Each aggregate brands its own, so that a packet's id does not pass for a receivable's. */
export type Id<Of extends string> = string & { readonly idOf: Of };
