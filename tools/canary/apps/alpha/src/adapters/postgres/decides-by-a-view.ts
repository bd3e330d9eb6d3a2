// reads-serve-readers
import { found } from '../../reads/asks-a-use-case.ts';
export const decided = found;
