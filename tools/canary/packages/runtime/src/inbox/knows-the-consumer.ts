// runtime-inbox-imports-downwards
import type { Consumer } from '../consumer/knows-the-service.ts';
export type Received = Consumer;
