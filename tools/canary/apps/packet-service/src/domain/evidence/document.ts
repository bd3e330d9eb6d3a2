export type Document = { readonly name: string };
