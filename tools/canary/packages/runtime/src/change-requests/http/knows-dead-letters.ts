// runtime-change-requests-http-imports-downwards
import type { Dead } from '../../dead-letters/knows-its-routes.ts';
export type Letter = Dead;
