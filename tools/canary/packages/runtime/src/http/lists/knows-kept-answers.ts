// runtime-http-lists-imports-downwards
import type { Kept } from '../idempotency/knows-the-router.ts';
export type Listed = Kept;
