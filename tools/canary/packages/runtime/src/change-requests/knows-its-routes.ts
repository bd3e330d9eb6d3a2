// runtime-change-requests-imports-downwards
import type { Letter } from './http/knows-dead-letters.ts';
export type Change = Letter;
