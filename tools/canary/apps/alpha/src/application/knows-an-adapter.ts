// application-knows-ports-only
import type { Row } from '../adapters/postgres/rows.ts';
export const idOf = (row: Row): string => row.id;
