export type Service = { readonly name: string };
