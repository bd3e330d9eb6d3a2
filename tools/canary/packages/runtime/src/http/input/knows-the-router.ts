// runtime-http-input-imports-downwards
import type { Served } from '../serving/knows-the-bus.ts';
export type Read = Served;
