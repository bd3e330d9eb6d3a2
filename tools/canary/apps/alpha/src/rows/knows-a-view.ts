// rows-lie-below
import { found } from '../reads/asks-a-use-case.ts';
export const row = found;
