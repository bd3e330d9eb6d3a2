// runtime-database-tables-imports-downwards
import type { Rows } from '../knows-the-router.ts';
export type Tables = Rows;
