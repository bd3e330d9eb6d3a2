// domain-is-pure: a type-only import counts too.
import type { Row } from '../adapters/postgres/rows.ts';
export const idOf = (row: Row): string => row.id;
