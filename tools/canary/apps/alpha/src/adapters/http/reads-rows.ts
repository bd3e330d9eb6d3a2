// adapters-stay-apart
import type { Row } from '../postgres/rows.ts';
export const idOf = (row: Row): string => row.id;
