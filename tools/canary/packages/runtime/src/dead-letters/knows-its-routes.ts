// runtime-dead-letters-imports-downwards
import type { Route } from './http/knows-the-consumer.ts';
export type Dead = Route;
