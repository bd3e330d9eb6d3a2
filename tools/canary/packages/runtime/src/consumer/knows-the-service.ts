// runtime-consumer-imports-downwards
import type { Service } from '../service.ts';
export type Consumer = Service;
