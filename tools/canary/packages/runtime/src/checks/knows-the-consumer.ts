// runtime-checks-imports-downwards
import type { Consumer } from '../consumer/knows-the-service.ts';
export type Checked = Consumer;
