// runtime-outbox-selected-imports-downwards
import type { Sent } from '../knows-the-inbox.ts';
export type Selected = Sent;
