// runtime-change-requests-tables-imports-downwards
import type { Change } from '../knows-its-routes.ts';
export type Table = Change;
