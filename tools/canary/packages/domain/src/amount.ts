export type Amount = { readonly minor: bigint };
