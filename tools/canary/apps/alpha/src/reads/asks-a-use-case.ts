// reads-stand-alone
import { idOf } from '../application/knows-an-adapter.ts';
export const found = idOf;
