export type Database = { readonly transaction: () => void };
