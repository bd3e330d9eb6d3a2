// embedded-composes-only
import type { Row } from '../../alpha/src/adapters/postgres/rows.ts';
export const idOf = (row: Row): string => row.id;
