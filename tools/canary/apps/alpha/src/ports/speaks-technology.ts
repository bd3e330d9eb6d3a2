// ports-speak-domain
import type { Row } from '../adapters/postgres/rows.ts';
export type Rows = { readonly all: () => readonly Row[] };
