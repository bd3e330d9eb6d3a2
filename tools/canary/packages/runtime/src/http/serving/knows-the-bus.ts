// runtime-http-serving-imports-downwards
import type { Delivery } from '../../bus/knows-the-inbox.ts';
export type Served = Delivery;
