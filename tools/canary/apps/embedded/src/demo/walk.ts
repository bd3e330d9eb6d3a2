export type Walk = { readonly steps: number };
