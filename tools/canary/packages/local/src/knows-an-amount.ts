// local-knows-no-business
import type { Amount } from '../../domain/src/amount.ts';
export type Cost = Amount;
