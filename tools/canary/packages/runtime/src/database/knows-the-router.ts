// runtime-database-imports-downwards
import type { Route } from '../http/knows-the-bus.ts';
export type Rows = Route;
