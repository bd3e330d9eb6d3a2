// runtime-http-imports-downwards
import type { Served } from './serving/knows-the-bus.ts';
export type Endpoint = Served;
