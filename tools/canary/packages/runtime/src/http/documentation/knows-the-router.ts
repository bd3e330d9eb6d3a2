// runtime-http-documentation-imports-downwards
import type { Served } from '../serving/knows-the-bus.ts';
export type Documented = Served;
