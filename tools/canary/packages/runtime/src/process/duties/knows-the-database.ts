// runtime-process-duties-imports-downwards
import type { Rows } from '../../database/knows-the-router.ts';
export type Duty = Rows;
