// runtime-http-imports-downwards
import type { Delivery } from '../bus/knows-the-inbox.ts';
export type Route = Delivery;
