// views-only-query
import type { Database } from '../../../../../packages/runtime/src/database/database.ts';
export type Held = Database;
