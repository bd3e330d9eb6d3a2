// runtime-http-uploads-imports-downwards
import type { Kept } from '../idempotency/knows-the-router.ts';
export type Uploaded = Kept;
