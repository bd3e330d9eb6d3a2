// runtime-process-imports-downwards
import type { Rows } from '../database/knows-the-router.ts';
export type Started = Rows;
