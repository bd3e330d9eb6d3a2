// runtime-consumer-failures-imports-downwards
import type { Consumer } from '../knows-the-service.ts';
export type Failing = Consumer;
