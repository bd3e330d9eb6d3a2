// runtime-dead-letters-http-imports-downwards
import type { Consumer } from '../../consumer/knows-the-service.ts';
export type Route = Consumer;
