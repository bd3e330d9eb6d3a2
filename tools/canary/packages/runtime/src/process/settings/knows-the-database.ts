// runtime-process-settings-imports-downwards
import type { Rows } from '../../database/knows-the-router.ts';
export type Setting = Rows;
