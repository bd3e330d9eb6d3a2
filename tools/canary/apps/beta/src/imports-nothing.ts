// no-unresolvable
import { nothing } from './not-there.ts';
export const found = nothing;
