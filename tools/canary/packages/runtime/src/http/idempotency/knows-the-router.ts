// runtime-http-idempotency-imports-downwards
import type { Served } from '../serving/knows-the-bus.ts';
export type Kept = Served;
