// contracts-depend-on-zod-only
import type { Amount } from '../../domain/src/amount.ts';
export type Line = { readonly amount: Amount };
